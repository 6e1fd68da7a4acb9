/** Where the person writes: grows to five lines, Enter sends, Shift+Enter starts a new line. */

import { el, icon } from "./dom";
import { filled, type Strings } from "./strings";

/** Characters the assistant reads at a time. */
export const LONGEST = 4000;
const NEARLY = LONGEST - 400;
const LINES = 5;

export class Composer {
  readonly element: HTMLFormElement;
  private readonly name = el("label", { class: "spoken", for: "input" });
  private readonly input = el("textarea", {
    id: "input",
    rows: "1",
    enterkeyhint: "send",
    autocomplete: "off",
    "aria-describedby": "hint",
  });
  private readonly hint = el("p", { id: "hint", class: "hint" });
  private readonly button = el("button", { type: "submit", class: "send" });
  private t: Strings | null = null;

  /** `onSend` says whether it took the text; if not, the text stays. */
  constructor(
    private readonly onSend: (text: string) => boolean,
    private readonly onDraft: (text: string) => void,
  ) {
    const row = el("div", { class: "row" }, this.name, this.input, this.button);
    this.element = el("form", { class: "composer", novalidate: true }, this.hint, row);
    this.element.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.input.addEventListener("input", () => this.changed());
  }

  label(t: Strings): void {
    this.t = t;
    this.name.textContent = t.input;
    this.input.placeholder = t.input;
    this.button.replaceChildren(el("span", {}, t.send), icon("send"));
    this.tellLength();
  }

  focus(): void {
    this.input.focus();
  }

  get focused(): boolean {
    return (this.element.getRootNode() as ShadowRoot).activeElement === this.input;
  }

  write(text: string): void {
    this.input.value = text;
    this.changed();
  }

  waiting(yes: boolean): void {
    this.button.setAttribute("aria-disabled", String(yes));
  }

  /** Fits the height to the text; only possible while it is on screen. */
  fit(): void {
    this.input.rows = 1;
    const style = getComputedStyle(this.input);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const lines = Math.round((this.input.scrollHeight - padding) / parseFloat(style.lineHeight));
    this.input.rows = Math.min(LINES, Math.max(1, lines || 1));
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.input.value.trim();
    if (text && this.onSend(text)) this.write("");
  }

  private changed(): void {
    this.onDraft(this.input.value);
    this.fit();
    this.tellLength();
  }

  private tellLength(): void {
    const length = [...this.input.value.trim()].length;
    const [near, over] = [length > NEARLY, length > LONGEST];
    const sentence = over ? this.t?.tooLong : this.t?.left;
    this.hint.textContent = near && sentence ? filled(sentence, Math.abs(LONGEST - length)) : "";
    this.input.setAttribute("aria-invalid", String(over));
  }
}
