// What the scripts of all views share: making elements, writing into Gradio's fields, copying.
"use strict";

function make(tag, fields, ...children) {
  const element = Object.assign(document.createElement(tag), fields);
  element.append(...children);
  return element;
}

// Gradio hears of a field's value by "input".
function fill(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// To the server, by the hidden field of this name (see ask.py). Gradio submits a field at the keypress of Enter
// alone.
function send(name, value) {
  const field = document.querySelector(`#${name} textarea`);
  fill(field, JSON.stringify(value));
  field.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true }));
}

// To a file of the reader's.
function keep(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// To the clipboard; the link that was followed says for a moment whether it is there.
async function copyText(link, text) {
  const before = link.textContent;
  link.textContent = (await written(text)) ? WORDS.copied : WORDS.uncopied;
  setTimeout(() => { link.textContent = before; }, 1600);
}

// The clipboard of a page that is neither https nor localhost is closed to it: the old way still works.
async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* absent or refused: try the old way */ }
  const area = make("textarea", { value: text });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
