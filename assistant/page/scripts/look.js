// The views that look through the index: each is a mount (#mount-NAME) that shows what look/NAME answers to the
// query in the address. Every word of others in such an answer was escaped by the server.
"use strict";

(() => {
  const TYPING = 250; // milliseconds without a key before a list follows what is typed
  const PATIENCE = 200; // times 50 ms: how long a tab may take to be built
  const asked = {}; // by view: the number of the last request
  const last = {}; // by view: the query it showed last
  const scrolls = new Map(); // by address: where its reader was
  let here = "";
  let followed = false; // whether the address changed by a link or a field rather than by back and forward
  let tabbed = false; // whether by a click on a tab
  let typing = 0;

  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const frame = (mount) => {
    const tab = mount.closest(".tabitem");
    return tab && tab.scrollHeight > tab.clientHeight && getComputedStyle(tab).overflowY !== "visible" ? tab : document.scrollingElement;
  };

  // --- showing what the address tells -----------------------------------------------------------

  async function show(name, query, tries = PATIENCE) {
    const mount = document.getElementById(`mount-${name}`);
    if (!mount) { // Gradio builds a tab when it is opened first
      if (tries && name === viewInAddress()) setTimeout(() => show(name, query, tries - 1), 50);
      return;
    }
    const back = !followed;
    followed = false;
    last[name] = query;
    const turn = asked[name] = (asked[name] || 0) + 1;
    mount.setAttribute("aria-busy", "true");
    const html = await fetched(`look/${name}?${query}&wide=${Math.round(mount.clientWidth)}`);
    if (turn !== asked[name]) return; // something else was asked for meanwhile
    draw(mount, html, back);
    mount.setAttribute("aria-busy", "false");
    showChosen(mount);
    document.dispatchEvent(new CustomEvent("whosaid:drawn", { detail: { name, mount } }));
  }

  async function fetched(address) {
    try {
      return await (await fetch(address)).text();
    } catch {
      return `<div class="screen trouble" role="alert"><p>${WORDS.undrawn}</p></div>`;
    }
  }

  // A list that scrolls by itself shows what is chosen in it.
  function showChosen(mount) {
    const chosen = find(".days [aria-current]", mount);
    const list = chosen && chosen.closest(".days");
    if (list) list.scrollTop += chosen.getBoundingClientRect().top - list.getBoundingClientRect().top - 60;
  }

  function draw(mount, html, back) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const [before, now] = [find(".screen", mount), find(".screen", fresh.content)];
    if (before && now && before.dataset.screen && before.dataset.screen === now.dataset.screen) {
      renew(before, now, back);
      return;
    }
    mount.replaceChildren(...fresh.content.childNodes);
    const goal = find("mark", mount);
    const heading = find("[tabindex='-1']", mount);
    if (heading && before) heading.focus({ preventScroll: true });
    if (back && scrolls.has(location.hash)) frame(mount).scrollTop = scrolls.get(location.hash);
    else if (goal) goal.scrollIntoView({ block: "center" });
    else frame(mount).scrollTop = 0;
  }

  // The same screen: its parts are drawn anew, its fields keep cursor and focus, and what is being typed.
  function renew(before, now, back) {
    const focused = document.activeElement && document.activeElement.id;
    for (const part of all(".part", now)) {
      const old = find(`#${CSS.escape(part.id)}`, before);
      if (old) old.replaceWith(part);
    }
    for (const field of all("form.fields [name]", now)) {
      const old = find(`[name="${CSS.escape(field.name)}"]`, before);
      if (!old || (old === document.activeElement && !back) || old.type !== field.type) continue;
      if (old.type === "checkbox") old.checked = field.checked;
      else old.value = field.value;
    }
    const again = focused && document.getElementById(focused);
    if (again && again !== document.activeElement) again.focus({ preventScroll: true });
    const goal = find(".goal", before);
    if (goal) goal.scrollIntoView({ block: "nearest" });
  }

  // --- changing the address ---------------------------------------------------------------------

  const viewInAddress = () => location.hash.slice(1).split("?")[0];

  function told(form) {
    const fields = [...new FormData(form)].filter(([, value]) => value !== "" && typeof value === "string");
    return `#${form.dataset.view}?${new URLSearchParams([...fields, ["list", "1"]])}`;
  }

  function go(address, replace) {
    if (address === location.hash) return;
    remember();
    followed = true;
    if (replace) location.replace(address);
    else location.hash = address;
  }

  function remember() {
    const mount = document.getElementById(`mount-${viewInAddress()}`);
    if (mount) scrolls.set(here, frame(mount).scrollTop);
  }

  function entered(event) {
    const form = event.target.closest && event.target.closest("form.fields");
    if (!form) return;
    clearTimeout(typing);
    if (event.type === "submit") {
      event.preventDefault();
      go(told(form), false);
    } else if (event.type === "change" && event.target.type !== "search") {
      go(told(form), false);
    } else if (event.type === "input" && event.target.type === "search") {
      typing = setTimeout(() => go(told(form), true), TYPING); // no step back for every letter
    }
  }

  function clicked(event) {
    tabbed = Boolean(event.target.closest && event.target.closest("#views [role=tab]"));
    const link = event.target.closest && event.target.closest(".mount a[href^='#']");
    if (!link) return;
    if (link.matches(".keep")) {
      event.preventDefault();
      keep(link.dataset.name, new Blob([link.dataset.copy]));
      return;
    }
    if (link.matches(".copy")) {
      event.preventDefault();
      copyText(link, link.dataset.copy);
      return;
    }
    remember();
    followed = link.getAttribute("href") !== location.hash;
  }

  // A tab that is clicked shows what it showed last.
  function opened(event) {
    const { name, query } = event.detail;
    const again = tabbed && !query && last[name];
    tabbed = false;
    if (again) history.replaceState(null, "", `#${name}?${last[name]}`);
    if (location.hash === here) return; // a change of the address is told twice, as hashchange and as popstate
    here = location.hash;
    show(name, again ? last[name] : query);
  }

  // --- words and their note in the margin light up together ----------------------------------------

  function lit(event) {
    const one = event.target.closest && event.target.closest("[data-said]");
    const names = one ? one.dataset.said.split(" ") : [];
    const root = event.target.closest && event.target.closest(".margined");
    if (!root) return;
    for (const other of all("[data-said]", root)) {
      other.classList.toggle("lit", other.dataset.said.split(" ").some((name) => names.includes(name)));
    }
  }

  document.addEventListener("whosaid:view", opened);
  document.addEventListener("submit", entered);
  document.addEventListener("change", entered);
  document.addEventListener("input", entered);
  document.addEventListener("click", clicked, true);
  document.addEventListener("mouseover", lit);
  document.addEventListener("focusin", lit);
})();
