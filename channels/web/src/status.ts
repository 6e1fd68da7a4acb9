/** One line about what is going on, read out politely. */

import { el } from "./dom";

export class Status {
  readonly element = el("div", { class: "status", role: "status" });

  typing(words: string): void {
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.element.replaceChildren(dots, el("span", {}, words));
  }

  say(words: string): void {
    this.element.replaceChildren(words);
  }

  clear(): void {
    this.element.replaceChildren();
  }
}
