// What the scripts of all views share: making elements, and writing into Gradio's fields.
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
