// Keeps the open view and the address in step: #speakers opens the tab Speakers, and the tab writes #speakers.
// What follows a question mark (#speakers?name=...) is the view's own; it hears of it by the event "whosaid:view".
"use strict";

(() => {
  const tab = (name) => document.getElementById(`view-${name}-button`);
  const nameInAddress = () => location.hash.slice(1).split("?")[0];
  const nameOf = (button) => button.id.slice("view-".length, -"-button".length);

  function open() {
    const button = nameInAddress() ? tab(nameInAddress()) : document.querySelector("#views [role=tab]");
    if (!button) return;
    if (button.getAttribute("aria-selected") !== "true") button.click();
    show(button);
    announce();
  }

  // The tabs of a phone are wider than it is.
  function show(button) {
    const row = button.parentElement;
    row.scrollLeft = button.offsetLeft - (row.clientWidth - button.offsetWidth) / 2;
  }

  // Which way the row of tabs goes on, for the sign that says so.
  function hint(row) {
    const left = row.scrollWidth - row.clientWidth - row.scrollLeft;
    row.parentElement.classList.toggle("more-right", left > 2);
    row.parentElement.classList.toggle("more-left", row.scrollLeft > 2);
  }

  function watch(row) {
    row.addEventListener("scroll", () => hint(row), { passive: true });
    new ResizeObserver(() => hint(row)).observe(row);
    hint(row);
  }

  function announce() {
    const [name, query = ""] = location.hash.slice(1).split("?");
    document.dispatchEvent(new CustomEvent("whosaid:view", { detail: { name, query } }));
  }

  function chosen(event) {
    const button = event.target.closest && event.target.closest("#views [role=tab]");
    if (!button || !button.id.startsWith("view-") || nameOf(button) === nameInAddress()) return;
    show(button);
    history.pushState(null, "", `#${nameOf(button)}`);
    announce();
  }

  // Past the header and the tabs: to the question box, or to the heading of another view.
  function skip() {
    const places = [...document.querySelectorAll("#box textarea, .mount h2[tabindex]")];
    places.find((place) => place.checkVisibility())?.focus();
  }

  // Whoever comes to ask can type at once; a phone would cover half of the page with its keyboard.
  function begin(tries = 100) {
    const free = document.activeElement === document.body && !nameInAddress();
    if (!free || !tries || !matchMedia("(min-width: 900px) and (hover: hover)").matches) return;
    const ready = document.querySelector("#index-status .status"); // Gradio draws the box anew when it knows the index
    if (ready) skip();
    setTimeout(() => begin(tries - 1), 100);
  }

  // Gradio builds the tabs after this script has run.
  function wait() {
    const first = document.querySelector("#views [role=tab]");
    if (!first) { setTimeout(wait, 50); return; }
    watch(first.parentElement);
    open();
    begin();
  }

  document.addEventListener("click", chosen);
  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest("a[href='#skip']")) return;
    event.preventDefault();
    skip();
  });
  addEventListener("hashchange", open);
  addEventListener("popstate", open);
  wait();
})();
