// A card at a citation mark, on hover and on focus: the words, who said them, where and when.
"use strict";

(() => {
  let card = null;
  let mark = null;

  const part = (kind, text) => Object.assign(document.createElement("span"), { className: kind, textContent: text });

  function exchangeOf(element) {
    const kept = element.closest(".answer").querySelector(".exchange");
    return kept ? JSON.parse(kept.textContent) : null;
  }

  function filled(cited) {
    const points = [...cited.text]; // offsets count characters, as Python does
    const cut = cited.spans.map(([a, b]) => points.slice(a - cited.start, b - cited.start).join(""));
    const said = part("said", "");
    said.append(...(cut.length ? cut : [cited.text]).map((words) => part("span", words))); // a line each
    const who = [cited.speakers.join(" and "), cited.role].filter(Boolean).join(WORDS.by);
    const where = [cited.source.outlet, cited.source.published.slice(0, 10)].filter(Boolean).join(" · ");
    return [said, part("who", who), part("where", where)]
      .filter((one) => one.textContent);
  }

  function show(link) {
    const label = Number((link.textContent.match(/\d+/) || [0])[0]);
    const exchange = exchangeOf(link);
    const cited = exchange && exchange.record && exchange.record.cited.find((one) => one.label === label);
    if (!cited || mark === link) return;
    hide();
    mark = link;
    card = Object.assign(document.createElement("div"), { id: "card" });
    card.setAttribute("role", "tooltip");
    card.append(...filled(cited));
    document.querySelector(".gradio-container").append(card);
    put();
    link.setAttribute("aria-describedby", "card");
  }

  function put() {
    const at = mark.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left - 20, innerWidth - card.offsetWidth - 8));
    const below = at.bottom + card.offsetHeight + 8 < innerHeight;
    card.style.left = `${left}px`;
    card.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - card.offsetHeight - 4)}px`;
  }

  function hide() {
    if (card) card.remove();
    if (mark) mark.removeAttribute("aria-describedby");
    card = mark = null;
  }

  const cite = (event) => event.target.closest && event.target.closest("#chat a.cite");
  const onCard = (event) => event.target.closest && event.target.closest("#card");

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (cite(event)) show(cite(event));
    else if (!onCard(event) && document.activeElement !== mark) hide();
  });
  document.addEventListener("focusin", (event) => (cite(event) ? show(cite(event)) : hide()));
  document.addEventListener("click", hide);
  document.addEventListener("scroll", (event) => {
    if (!card || onCard(event)) return;
    if (document.activeElement === mark) put(); // the focus itself scrolls to its mark
    else hide();
  }, true);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
