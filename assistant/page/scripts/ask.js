// The reading panel: follows citation marks, and goes from one to the next. No framework, no other host.
// Text from articles and models reaches the page only as HTML that the server has escaped.
"use strict";

(() => {
  const MARK = "#read?";
  const state = { mark: null, shown: "", hint: "", whole: null, asked: 0, rows: 0, changes: 0 };

  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- the article ----------------------------------------------------------------------------

  async function read(link, quietly = false) {
    const turn = ++state.asked;
    const panel = find("#article");
    panel.setAttribute("aria-busy", "true");
    const html = await fetched("article?" + link.getAttribute("href").slice(MARK.length));
    if (turn !== state.asked) return; // another mark was chosen meanwhile
    panel.innerHTML = html;
    panel.setAttribute("aria-busy", "false");
    state.shown = link.getAttribute("href");
    markActive(link.getAttribute("href"));
    showWalk(link);
    reveal(panel, quietly);
  }

  async function fetched(address) {
    try {
      return await (await fetch(address)).text();
    } catch {
      return `<p class="missing" tabindex="-1">${WORDS.unfetched}</p>`;
    }
  }

  // Quietly: without taking the focus from the reader, who writes the next question perhaps.
  function reveal(panel, quietly) {
    const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = smooth ? "smooth" : "auto";
    const heading = find("[tabindex]", panel);
    if (heading && !quietly) heading.focus({ preventScroll: true });
    const words = find("mark", panel) || find(".sentence", panel) || panel;
    const frame = panel; // scrolls where there is room for two columns
    find("#reading").classList.add("open"); // lies over the chat where there is not
    frame.scrollTop = 0;
    const near = words.getBoundingClientRect().bottom < frame.getBoundingClientRect().top + 0.8 * frame.clientHeight;
    if (near && frame.scrollHeight > frame.clientHeight) return; // headline and words are both in sight
    words.scrollIntoView({ block: words === panel ? "start" : "center", behavior });
  }

  // The article beside a conversation is one that the conversation cites: it closes with it.
  function closeStray(chat) {
    if (state.shown && !all(`a[href^="${MARK}"]`, chat).some((link) => link.getAttribute("href") === state.shown)) close();
  }

  // Beside a new answer stands an article of that answer, where one stood beside the last.
  function follow(chat) {
    const answer = all(".answer", chat).pop();
    const whole = answer ? find(".exchange", answer)?.textContent : "";
    if (whole === undefined || whole === state.whole) return; // it is being written, or known
    const first = state.whole === null || !state.shown ? null : answer && find(".words a.cite, .sources .source", answer);
    state.whole = whole;
    if (first && matchMedia("(min-width: 900px)").matches) {
      state.mark = first;
      read(first, true);
    } else if (state.shown) close();
  }

  function close() {
    state.asked += 1; // what is still being fetched comes too late
    Object.assign(state, { mark: null, shown: "" });
    find("#article").innerHTML = state.hint;
    find("#walk").replaceChildren();
    find("#reading").classList.remove("open");
  }

  function markActive(href) {
    for (const link of all(".cite, .source")) {
      const active = link.getAttribute("href") === href;
      link.classList.toggle("active", active);
      if (active) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // --- from citation to citation ---------------------------------------------------------------

  const entriesOf = (link) => all(".sources .source", link.closest(".answer"));
  const sameHref = (link) => (entry) => entry.getAttribute("href") === link.getAttribute("href");

  function showWalk(link) {
    const entries = entriesOf(link);
    const at = entries.findIndex(sameHref(link));
    if (at < 0) { find("#walk").replaceChildren(); return; } // not one of the sources
    const place = document.createElement("span");
    place.textContent = WORDS.place.replace("{n}", at + 1).replace("{of}", entries.length);
    find("#walk").replaceChildren(walker(-1, "‹", WORDS.previous), place, walker(1, "›", WORDS.next));
    find("#walk").hidden = entries.length < 2;
  }

  function walker(by, sign, name) {
    const button = document.createElement("button");
    Object.assign(button, { textContent: sign, title: `${name} (Alt ${by < 0 ? "↑" : "↓"})`, type: "button" });
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => walk(by));
    return button;
  }

  // The next or previous citation of the answer being read; of the last answer where none is.
  function walk(by) {
    if (!state.mark || !state.mark.isConnected) {
      const lists = all("#chat .answer:has(.sources)");
      const first = lists.length && find(".sources .source", lists[lists.length - 1]);
      if (first) choose(first);
      return;
    }
    const entries = entriesOf(state.mark);
    const at = entries.findIndex(sameHref(state.mark));
    const next = at < 0 ? 0 : (at + by + entries.length) % entries.length;
    if (entries.length) choose(entries[next]);
  }

  function choose(entry) {
    const mark = all(".words a.cite", entry.closest(".answer")).find(sameHref(entry)) || entry;
    state.mark = mark;
    read(mark);
  }

  function back() {
    const mark = state.mark;
    find("#reading").classList.remove("open");
    if (!mark || !mark.isConnected) return false;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    return true;
  }

  // --- events ---------------------------------------------------------------------------------

  function followed(event) {
    const link = event.target.closest && event.target.closest("a");
    if (!link) return;
    const href = link.getAttribute("href") || "";
    if (href.startsWith(MARK)) {
      event.preventDefault();
      state.mark = link;
      read(link);
    } else if (href === "#close") {
      event.preventDefault();
      link.closest(".update").hidden = true;
    } else if (href === "#leave") {
      event.preventDefault();
      location.assign("logout");
    } else if (href === "#back") {
      event.preventDefault();
      back();
    }
  }

  function pressed(event) {
    const inside = find("#reading") && find("#reading").contains(document.activeElement);
    if (event.key === "Escape" && inside) {
      if (back()) event.preventDefault();
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      walk(event.key === "ArrowDown" ? 1 : -1);
    } else if (inside && !event.ctrlKey && !event.metaKey && (event.key === "n" || event.key === "p")) {
      walk(event.key === "n" ? 1 : -1);
    }
  }

  // Gradio has no plain field for a day; the browser's own is typed, picked and read out as one.
  function entered(event) {
    const field = event.target;
    if (field.matches && field.matches(".day input[type=text]")) field.type = "date";
  }

  // Gradio names a message by its source, tags and all: say who speaks instead.
  function nameMessages(chat) {
    for (const message of all('[data-testid="bot"], [data-testid="user"]', chat)) {
      const name = message.dataset.testid === "bot" ? WORDS.answer : WORDS.question;
      if (message.getAttribute("aria-label") !== name) message.setAttribute("aria-label", name);
    }
    find(".examples[role]", chat)?.removeAttribute("role"); // a list without items, where Gradio has buttons
  }

  // A new question goes to the top, with its answer growing below it, and stays there.
  function keepInSight(chat) {
    const questions = all(".user-row", chat);
    const rows = all(".message-row", chat).length; // the answer's row comes after, and makes the room
    if (rows > state.rows) questions[questions.length - 1].scrollIntoView({ block: "start" });
    state.rows = rows;
  }

  // Gradio closes its stream of results at the end of one event, and may do so just when another is sent, whose
  // results then stay away, all of them or those after the first. Where no more comes of what was sent, and its
  // answer is not whole, another event opens the stream again.
  function sent() {
    const had = all("#chat .exchange").length;
    const whole = () => all("#chat .exchange").length > had && !find("#chat .writing");
    let before = state.changes;
    const nudge = () => {
      if (state.changes === before && !whole()) send("nudge", Date.now());
      before = state.changes;
    };
    for (const patience of [600, 1500, 4000, 9000]) setTimeout(nudge, patience);
  }

  function sends(event) {
    const at = event.target.closest ? event.target : document.body;
    return event.type === "click"
      ? at.closest("#box .submit-button, #chat .option, #chat .example")
      : event.key === "Enter" && at.closest("#box, #order, #restore");
  }

  function chatChanged(chat) {
    state.changes += 1;
    nameMessages(chat);
    keepInSight(chat);
    closeStray(chat);
    follow(chat);
    document.dispatchEvent(new CustomEvent("whosaid:chat"));
  }

  function ready(chat) {
    const panel = find("#reading");
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", WORDS.reader);
    state.hint = find("#article").innerHTML; // how to open an article
    new MutationObserver(() => chatChanged(chat)).observe(chat, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"],
    });
    chatChanged(chat);
  }

  // Gradio builds the page after this script has run.
  function wait() {
    const chat = find("#chat");
    if (chat && find("#article")) ready(chat);
    else setTimeout(wait, 50);
  }

  document.addEventListener("click", followed);
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", entered);
  for (const way of ["click", "keypress"]) {
    document.addEventListener(way, (event) => { if (sends(event)) sent(); }, true);
  }
  wait();
})();
