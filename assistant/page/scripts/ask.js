// The reading panel: follows citation marks, lists sources, copies answers. No framework, no other host.
// Text from articles and models reaches the page only as HTML that the server has escaped.
"use strict";

(() => {
  const MARK = "#read?";
  const state = { answer: null, mark: null, asked: 0 };

  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- the list of sources --------------------------------------------------------------------

  // Every answer carries its own list, hidden in the chat; the panel shows a copy of one of them.
  function showSources(answer) {
    const list = find(".sources", answer);
    const panel = find("#sources");
    if (!panel || answer === state.answer) return;
    state.answer = answer;
    if (list) {
      panel.replaceChildren(list.cloneNode(true));
    } else {
      const hint = document.createElement("p");
      hint.className = "hint";
      hint.textContent = "This answer cites no source.";
      panel.replaceChildren(hint);
    }
  }

  function showHint() {
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.textContent = "Choose a numbered mark or a source to read its article, the cited words highlighted.";
    find("#article").replaceChildren(hint);
  }

  // --- the article ----------------------------------------------------------------------------

  async function read(link) {
    const turn = ++state.asked;
    const panel = find("#article");
    panel.setAttribute("aria-busy", "true");
    const html = await fetched("article?" + link.getAttribute("href").slice(MARK.length));
    if (turn !== state.asked) return; // another mark was chosen meanwhile
    panel.innerHTML = html;
    panel.setAttribute("aria-busy", "false");
    markActive(link.getAttribute("href"));
    reveal(panel);
  }

  async function fetched(address) {
    try {
      return await (await fetch(address)).text();
    } catch {
      return '<p class="missing" tabindex="-1">The article could not be fetched: is the server still running?</p>';
    }
  }

  function reveal(panel) {
    const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = smooth ? "smooth" : "auto";
    const heading = find("[tabindex]", panel);
    if (heading) heading.focus({ preventScroll: true });
    const words = find("mark", panel) || find(".sentence", panel) || panel;
    const frame = panel.parentElement; // scrolls where there is room for two columns
    frame.scrollTop = 0;
    const near = words.getBoundingClientRect().bottom < frame.getBoundingClientRect().top + 0.8 * frame.clientHeight;
    if (near && frame.scrollHeight > frame.clientHeight) return; // headline and words are both in sight
    words.scrollIntoView({ block: words === panel ? "start" : "center", behavior });
  }

  function markActive(href) {
    for (const link of all(".cite, .source")) {
      const active = link.getAttribute("href") === href;
      link.classList.toggle("active", active);
      if (active) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function back() {
    const mark = state.mark;
    if (!mark || !mark.isConnected) return false;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    return true;
  }

  // --- copying --------------------------------------------------------------------------------

  async function copy(link) {
    const answer = link.closest(".answer");
    const text = all(".words p", answer).map((part) => part.innerText.trim()).join("\n\n").replaceAll("\u00a0", " ");
    const sources = all(".sources .source", answer).map((source) => {
      const number = find(".number", source).textContent;
      const told = [find(".headline", source), find(".facts", source), find(".address", source)];
      return `[${number}] ${told.map((part) => (part ? part.textContent : "")).filter(Boolean).join(", ")}`;
    });
    const whole = sources.length ? `${text}\n\n${sources.join("\n")}\n` : `${text}\n`;
    const said = (await written(whole)) ? "Copied" : "Copying is not allowed here";
    const before = link.textContent;
    link.textContent = said;
    setTimeout(() => { link.textContent = before; }, 1600);
  }

  // The clipboard of a page that is neither https nor localhost is closed to it: the old way still works.
  async function written(text) {
    if (navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch { /* refused: try the old way */ }
    }
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  // --- events ---------------------------------------------------------------------------------

  function followed(event) {
    const link = event.target.closest && event.target.closest("a");
    if (!link) return;
    const href = link.getAttribute("href") || "";
    if (href.startsWith(MARK)) {
      event.preventDefault();
      const answer = link.closest(".answer");
      if (answer) showSources(answer);
      state.mark = link;
      read(link);
    } else if (href === "#copy") {
      event.preventDefault();
      copy(link);
    } else if (href === "#close") {
      event.preventDefault();
      link.closest(".update").hidden = true;
    } else if (href === "#back") {
      event.preventDefault();
      back();
    }
  }

  function pressed(event) {
    if (event.key === "Escape" && find("#reading") && find("#reading").contains(document.activeElement)) {
      if (back()) event.preventDefault();
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
      const name = message.dataset.testid === "bot" ? "Answer" : "Question";
      if (message.getAttribute("aria-label") !== name) message.setAttribute("aria-label", name);
    }
  }

  function chatChanged(chat) {
    nameMessages(chat);
    const answers = all(".answer:not(.writing):not(.stopped)", chat);
    const latest = answers[answers.length - 1];
    if (latest && latest !== state.latest) showSources(latest);
    if (!latest && state.latest) {
      find("#sources").replaceChildren();
      showHint();
      state.answer = null;
    }
    state.latest = latest;
  }

  function ready(chat) {
    const panel = find("#reading");
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", "Sources and article");
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
  wait();
})();
