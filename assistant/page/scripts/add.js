// The view that adds articles: sends files or a text, starts the update, shows how far it is.
"use strict";

(() => {
  const HEADERS = { "x-who-said": "page" };
  const EVERY = 400; // milliseconds between two looks at a running update

  const post = (address, body) => fetch(address, { method: "POST", headers: HEADERS, body });
  const place = () => document.getElementById("add-state");

  function tell(words, failures = []) {
    const told = document.createElement("p");
    told.className = "told";
    told.textContent = words;
    const list = document.createElement("ul");
    list.className = "failures";
    for (const failure of failures) list.append(Object.assign(document.createElement("li"), { textContent: failure }));
    place().replaceChildren(told, list);
  }

  // Files one by one, each with its own fate: one that is refused stops none of the others.
  async function add(files, text) {
    const begun = await post("add/begin");
    const number = await begun.text();
    if (!begun.ok) { tell(number); return; }
    const failures = [];
    let done = 0;
    for (const file of files) {
      tell(`${place().dataset.sending} ${++done}/${files.length}`, failures);
      const answer = await post(`add/file?${new URLSearchParams({ addition: number, name: file.name })}`, file);
      if (!answer.ok) failures.push(await answer.text());
    }
    if (text) {
      const answer = await post(`add/text?addition=${number}`, JSON.stringify(text));
      if (!answer.ok) failures.push(await answer.text());
    }
    await renew(); // what was sent is there, though not yet in the index
    await update(failures);
  }

  async function update(failures = []) {
    let begun = await post("add/update");
    while (begun.status === 409) {
      tell(place().dataset.waiting, failures);
      await new Promise((go) => setTimeout(go, EVERY));
      begun = await post("add/update");
    }
    for (let running = true; running;) {
      const answer = await fetch("add/state");
      const html = await answer.text();
      running = answer.headers.get("x-running") === "1";
      tell("", failures);
      const state = document.createElement("div");
      state.innerHTML = html; // the server has escaped every word of others
      place().prepend(state);
      if (running) await new Promise((go) => setTimeout(go, EVERY));
    }
    send("follow", Date.now()); // the header tells what the index holds now
    await renew();
  }

  async function renew() {
    const fresh = document.createElement("template");
    fresh.innerHTML = await (await fetch("look/add")).text();
    const part = fresh.content.querySelector("#part-additions");
    if (part) document.getElementById("part-additions").replaceWith(part);
  }

  // Files that are gone are gone: the second click takes them.
  function ask(sure) {
    document.getElementById("add-sure").hidden = !sure;
    document.getElementById(sure ? "add-keep" : "add-back").focus();
  }

  async function back() {
    const answer = await post("add/back");
    if (answer.ok) await update();
    else tell(await answer.text());
  }

  async function busy(work) {
    const buttons = [...document.querySelectorAll("#mount-add button")];
    for (const button of buttons) button.disabled = true;
    try {
      await work();
    } catch (error) {
      tell(String(error));
    }
    for (const button of buttons) button.disabled = false;
  }

  function sent(event) {
    const form = event.target;
    if (!form.matches || !form.matches(".add-files, .add-text")) return;
    event.preventDefault();
    if (form.matches(".add-files")) {
      const files = [...form.elements.files.files];
      if (files.length) busy(() => add(files)).then(() => form.reset());
    } else {
      const text = Object.fromEntries(new FormData(form));
      if (text.text.trim()) busy(() => add([], text)).then(() => form.reset());
    }
  }

  function dropped(event) {
    const drop = event.target.closest && event.target.closest(".drop");
    if (!drop) return;
    event.preventDefault();
    drop.classList.toggle("over", event.type === "dragover");
    if (event.type === "drop" && event.dataTransfer.files.length) busy(() => add([...event.dataTransfer.files]));
  }

  function clicked(event) {
    if (event.target.id === "add-update") busy(() => update());
    else if (event.target.id === "add-back") document.getElementById("add-sure") ? ask(true) : busy(back);
    else if (event.target.id === "add-keep") ask(false);
    else if (event.target.id === "add-sure-back") busy(back);
  }

  document.addEventListener("submit", sent);
  document.addEventListener("click", clicked);
  for (const name of ["dragover", "dragleave", "drop"]) document.addEventListener(name, dropped);
})();
