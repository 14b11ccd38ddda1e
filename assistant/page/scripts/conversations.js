// Keeps conversations in this browser: each under a key of its own, so that two tabs never overwrite each other.
"use strict";

(() => {
  const KEY = "whosaid.conversation.";
  const MOST = 50;
  let current = sessionStorage.getItem("whosaid.current") || "";
  let seen = "";

  function all() {
    const kept = [];
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(KEY))) {
      try {
        const one = JSON.parse(localStorage.getItem(key));
        if (one && Array.isArray(one.exchanges)) kept.push(one);
      } catch { /* not ours: leave it */ }
    }
    return kept.sort((a, b) => (a.saved < b.saved ? 1 : -1));
  }

  function goTo(id) {
    current = id;
    sessionStorage.setItem("whosaid.current", id);
  }

  function save() {
    if (document.querySelector("#chat .answer.writing")) return;
    const found = [...document.querySelectorAll("#chat .answer .exchange")].map((one) => one.textContent);
    const now = found.join("\n");
    if (now === seen) return;
    seen = now;
    if (!found.length) { goTo(""); draw(); return; } // the reader began anew
    if (!current) goTo(crypto.randomUUID ? crypto.randomUUID() : String(Date.now() + Math.random()));
    const exchanges = found.map((one) => JSON.parse(one));
    keep({ id: current, title: exchanges[0].asked, saved: new Date().toISOString(), exchanges });
    draw();
  }

  function keep(conversation) {
    for (;;) {
      const others = all().filter((one) => one.id !== conversation.id);
      try {
        for (const old of others.slice(MOST - 1)) localStorage.removeItem(KEY + old.id);
        localStorage.setItem(KEY + conversation.id, JSON.stringify(conversation));
        return;
      } catch {
        if (!others.length) return; // too long for any browser: it stays in the tab
        localStorage.removeItem(KEY + others[others.length - 1].id);
      }
    }
  }

  function open(one) {
    goTo(one.id);
    send("restore", one.exchanges);
    document.querySelector("#kept").open = false;
    document.querySelector("#box textarea").focus();
  }

  function forget(one) {
    localStorage.removeItem(KEY + one.id);
    if (one.id === current) { goTo(""); send("restore", []); }
    draw();
    document.querySelector("#kept summary").focus();
  }

  function entry(one) {
    const title = make("button", { type: "button", className: "title", onclick: () => open(one) }, one.title);
    title.append(make("span", { className: "day" }, one.saved.slice(0, 10)));
    title.setAttribute("aria-label", WORDS.open.replace("{title}", one.title));
    if (one.id === current) title.setAttribute("aria-current", "true");
    const away = make("button", { type: "button", className: "forget", onclick: () => forget(one) }, "×");
    away.setAttribute("aria-label", WORDS.forget.replace("{title}", one.title));
    return make("li", {}, title, away);
  }

  function draw() {
    const list = document.querySelector("#kept ul");
    if (!list) return;
    const kept = all();
    list.replaceChildren(...(kept.length ? kept.map(entry) : [make("li", { className: "hint" }, WORDS.none)]));
  }

  function ready() {
    const kept = make("details", { id: "kept" }, make("summary", {}, WORDS.conversations), make("ul", {}));
    document.querySelector("#anew").before(kept);
    draw();
    const last = all().find((one) => one.id === current);
    if (last) send("restore", last.exchanges);
    document.addEventListener("whosaid:chat", save);
    addEventListener("storage", draw);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && kept.open) { kept.open = false; kept.querySelector("summary").focus(); }
    });
    document.addEventListener("click", (event) => { if (!kept.contains(event.target)) kept.open = false; });
  }

  function wait() {
    if (document.querySelector("#restore textarea") && document.querySelector("#anew") && document.querySelector("#index-status .status")) ready();
    else setTimeout(wait, 50);
  }

  wait();
})();
