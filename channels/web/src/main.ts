/** Runs where the script tag stands: registers the element and puts one on the page. */

import { SkolevejChat } from "./element";

const NAME = "skolevej-chat";
const script = document.currentScript;

if (script instanceof HTMLScriptElement) {
  if (!customElements.get(NAME)) customElements.define(NAME, SkolevejChat);
  if (!script.dataset["school"]) console.error('Skolevej: the script tag needs data-school="…".');
  else if (document.body) mount(script);
  else document.addEventListener("DOMContentLoaded", () => mount(script));
}

function mount({ src, dataset }: HTMLScriptElement): void {
  if (document.querySelector(NAME)) return;
  const chat = document.createElement(NAME);
  chat.setAttribute("base", new URL(src).origin);
  for (const name of ["school", "language", "audience", "position"]) {
    const value = dataset[name];
    if (value) chat.setAttribute(name, value);
  }
  document.body.append(chat);
}
