// The view that checks a text: sends the draft, shows the verdicts, opens what the articles say to a claim.
"use strict";

(() => {
  const HEADERS = { "x-who-said": "page", "content-type": "text/plain; charset=utf-8" };
  let turn = 0;

  async function checked(form) {
    const mine = ++turn;
    const part = document.getElementById("verdicts");
    const button = form.querySelector("button");
    const told = document.createElement("p");
    told.classList.add("told", "busy");
    told.setAttribute("role", "status");
    told.textContent = button.dataset.busy;
    part.replaceChildren(told);
    button.disabled = true;
    let html;
    try {
      html = await (await fetch("check", { method: "POST", headers: HEADERS, body: form.elements.draft.value })).text();
    } catch {
      html = `<p role="alert">${WORDS.unchecked}</p>`;
    }
    button.disabled = false;
    if (mine !== turn) return;
    document.getElementById("verdicts").innerHTML = html; // the server has escaped every word of others
  }

  function sent(event) {
    if (!event.target.matches || !event.target.matches("form.draft-form")) return;
    event.preventDefault();
    checked(event.target);
  }

  function toggled(event) {
    const claim = event.target.closest && event.target.closest(".claim[role=button]");
    if (!claim) return;
    if (event.type === "keydown") {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
    }
    const card = document.getElementById(claim.getAttribute("aria-controls"));
    card.hidden = !card.hidden;
    claim.setAttribute("aria-expanded", String(!card.hidden));
    card.scrollIntoView({ block: "nearest" }); // of a long paragraph it stands below, out of sight perhaps
  }

  document.addEventListener("submit", sent);
  document.addEventListener("click", toggled);
  document.addEventListener("keydown", toggled);
})();
