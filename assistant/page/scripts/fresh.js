// Keeps what the header tells in step with the index: an update may come from another tab, or from no page at all.
"use strict";

(() => {
  const EVERY = 30_000; // milliseconds between two looks, at least
  let known = null; // the generation of the index that the page tells of
  let looked = 0;

  const told = async () => (await fetch("fresh")).json();

  // Gradio's first word takes seconds where it starts along with the first index: until then, why nothing answers.
  async function begin() {
    const { reason } = await told();
    const head = document.querySelector("#masthead");
    if (!reason || document.querySelector("#index-status .status")) return;
    if (!head) { setTimeout(() => begin().catch(() => {}), 100); return; }
    const note = make("p", { id: "opening", role: "status", textContent: reason });
    head.after(note);
    const leave = () => (document.querySelector("#index-status .status") ? note.remove() : setTimeout(leave, 100));
    leave();
  }

  async function look() {
    if (document.hidden || Date.now() - looked < EVERY) return;
    looked = Date.now();
    const { generation } = await told();
    if (generation && known !== null && generation !== known) send("follow", looked);
    known = generation || known;
  }

  begin().catch(() => {});
  const quietly = () => look().catch(() => {}); // the server is away: the next look tells
  for (const moment of ["visibilitychange", "whosaid:view", "whosaid:chat"]) document.addEventListener(moment, quietly);
  addEventListener("focus", quietly);
})();
