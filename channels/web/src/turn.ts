/** One turn on screen: what the person said, the replies to it, and, if it did not get through, why. */

import { callList } from "./calls";
import { el, spoken } from "./dom";
import { prose, replyView, type Around } from "./reply";
import type { Strings } from "./strings";
import type { CallNumber, Reply } from "./types";

export interface Trouble {
  line: string;
  numbers: CallNumber[];
  retry: () => void;
}

export class Turn {
  readonly element = el("div", { class: "turn" });
  readonly bubble: HTMLElement | null = null;
  private readonly replies = el("div", { class: "replies" });
  private trouble: HTMLElement | null = null;

  /** `said` is left out for a greeting. */
  constructor(t: Strings, said?: string, language?: string) {
    if (said !== undefined) {
      const attributes = { class: "said", tabindex: "-1", lang: language };
      this.bubble = el("div", attributes, spoken(`${t.you}: `), el("p", { dir: "auto" }, said));
      this.element.append(this.bubble);
    }
    this.element.append(this.replies);
  }

  say(reply: Reply, around: Around): void {
    this.replies.append(replyView(reply, around));
  }

  /** A line of the widget itself. */
  note(text: string): void {
    this.replies.append(el("div", { class: "note" }, ...prose(text)));
  }

  fail(t: Strings, trouble: Trouble): void {
    this.clear();
    this.element.classList.add("unsent");
    this.trouble = el(
      "div",
      { class: "trouble" },
      el("p", {}, this.bubble ? el("strong", {}, `${t.notSent} `) : null, trouble.line),
      el("button", { type: "button", class: "retry", click: trouble.retry }, t.retry),
    );
    const calls = callList(trouble.numbers, "small");
    if (calls) this.trouble.append(el("p", {}, t.callInstead), calls);
    this.element.append(this.trouble);
  }

  /** Ready for another try: without replies of a broken answer, without trouble. */
  clear(): void {
    this.trouble?.remove();
    this.trouble = null;
    this.element.classList.remove("unsent");
    this.replies.replaceChildren();
  }

  /** The choices offered here are no longer open. */
  retire(): void {
    for (const row of this.element.querySelectorAll(".choices-row")) row.remove();
  }
}
