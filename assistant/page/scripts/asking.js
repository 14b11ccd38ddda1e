// Asks anew (again, edited, with a chip removed or changed), and takes answers away (copies, files).
"use strict";

(() => {
  const answers = () => [...document.querySelectorAll("#chat .answer")];
  const exchangeOf = (answer) => JSON.parse(answer.querySelector(".exchange").textContent);
  const box = () => document.querySelector("#box textarea");
  let editing = null; // the number of the exchange whose question stands in the box

  function order(at, exchange, changes = {}) {
    const { asked: text, meant, amendments } = exchange;
    const every = changes.all || exchange.all || false;
    const whole = { at, text, meant, all: every, amendments: { ...amendments, ...changes.amendments } };
    if ("text" in changes) Object.assign(whole, { text: changes.text, meant: "", all: false, amendments: {} });
    if (changes.amendments && "speakers" in changes.amendments) whole.meant = "";
    send("order", whole);
  }

  // --- editing --------------------------------------------------------------------------------

  function edit(link) {
    const links = [...document.querySelectorAll("#chat a.edit")];
    editing = links.indexOf(link);
    fill(box(), exchangeOf(answers()[editing]).asked);
    const cancel = make("a", { href: "#cancel", textContent: WORDS.cancel });
    document.querySelector("#editing")?.remove();
    document.querySelector("#box").before(make("p", { id: "editing" }, `${WORDS.editing} `, cancel));
    box().focus();
  }

  function leaveEditing() {
    editing = null;
    document.querySelector("#editing")?.remove();
    fill(box(), "");
    box().focus();
  }

  function sendEdited(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const [at, text] = [editing, box().value];
    leaveEditing();
    order(at, exchangeOf(answers()[at]), { text });
  }

  // --- chips ----------------------------------------------------------------------------------

  const EMPTY = { speakers: [], topic: "", days: [null, null], outlets: [] };
  const names = (typed) => typed.split(",").map((name) => name.trim()).filter(Boolean);

  function amend(answer, part, value) {
    order(answers().indexOf(answer), exchangeOf(answer), { amendments: { [part]: value } });
  }

  function change(link, part) {
    const answer = link.closest(".answer");
    answer.querySelector(".change-form")?.remove();
    const { understood } = exchangeOf(answer).record;
    const kinds = make("select", { ariaLabel: WORDS.part });
    for (const [name, told] of Object.entries(WORDS.names)) kinds.append(new Option(told, name, false, name === part));
    const fields = make("span", {});
    const draw = () => fields.replaceChildren(...fieldsOf(kinds.value, understood));
    kinds.addEventListener("change", draw);
    draw();
    const form = make("span", { className: "change-form" }, kinds, fields,
      make("button", { type: "button", textContent: WORDS.ask, onclick: () => changed(answer, kinds.value, fields) }));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) changed(answer, kinds.value, fields);
      if (event.key === "Escape") { form.remove(); link.focus(); }
    });
    answer.querySelector(".head").append(form);
    fields.querySelector("input").focus();
  }

  function fieldsOf(part, understood) {
    const field = (type, value, name) => make("input", { type, value, ariaLabel: name });
    if (part === "days") {
      return [field("date", understood.since || "", WORDS.from), field("date", understood.until || "", WORDS.until)];
    }
    const value = part === "topic" ? understood.topic : understood[part].join(", ");
    return [field("text", value, WORDS.names[part])];
  }

  function changed(answer, part, fields) {
    const [first, second] = [...fields.querySelectorAll("input")].map((input) => input.value.trim());
    const value = part === "days" ? [first || null, second || null] : part === "topic" ? first : names(first);
    amend(answer, part, value);
  }

  // --- a quotation, held against all articles ---------------------------------------------------

  function checkQuotation(link, words, tries = 200) {
    if (location.hash !== "#check") location.hash = "#check";
    const form = document.querySelector("#mount-check form.draft-form");
    if (!form) { // the view is drawn when it is opened first
      if (tries) setTimeout(() => checkQuotation(link, words, tries - 1), 50);
      return;
    }
    form.elements.draft.value = `“${decodeURIComponent(words)}”`;
    form.requestSubmit();
  }

  // --- taking away ----------------------------------------------------------------------------

  async function exported(answer, form) {
    const kept = answer.querySelector(".exchange").textContent;
    const response = await fetch(`export/${form}`, { method: "POST", body: kept });
    if (!response.ok) throw new Error(await response.text());
    return response;
  }

  async function copy(link, form) {
    await copyText(link, await (await exported(link.closest(".answer"), form)).text());
  }

  async function download(link, form) {
    const response = await exported(link.closest(".answer"), form);
    const [, name] = response.headers.get("content-disposition").split("''");
    keep(decodeURIComponent(name), await response.blob());
  }

  // --- events ---------------------------------------------------------------------------------

  function again(link, _, changes = {}) {
    const answer = link.closest(".answer");
    order(answers().indexOf(answer), exchangeOf(answer), changes);
  }

  const DO = {
    "#copy": copy,
    "#download": download,
    "#again": again,
    "#all": (link) => again(link, "", { all: true }),
    "#edit": edit,
    "#cancel": leaveEditing,
    "#remove": (link, part) => amend(link.closest(".answer"), part, EMPTY[part]),
    "#change": change,
    "#quotation": checkQuotation,
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    const [what, with_] = link ? link.getAttribute("href").split("?") : [];
    if (what in DO && link.closest("#view-ask")) {
      event.preventDefault();
      DO[what](link, with_);
    } else if (editing !== null && event.target.closest && event.target.closest("#box .submit-button")) sendEdited(event);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (editing === null || event.target !== box()) return;
    if (event.key === "Enter" && !event.shiftKey) sendEdited(event);
    if (event.key === "Escape") leaveEditing();
  }, true);
  for (const name of ["keypress", "keyup"]) document.addEventListener(name, (event) => {
    if (editing !== null && event.target === box() && event.key === "Enter") event.stopImmediatePropagation();
  }, true);
})();
