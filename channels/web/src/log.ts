/** The conversation on screen. New turns are read out by screen readers; restored ones are not. */

import { el } from "./dom";
import type { Strings } from "./strings";
import type { Turn } from "./turn";

/** Milliseconds until screen readers have passed over what was filled in silence. */
const SETTLED = 1000;
const ABOVE = 8;

export class Log {
  readonly element = el("div", { class: "log", role: "log", tabindex: "0", "aria-live": "polite" });
  private turns: Turn[] = [];
  private timer = 0;

  label(t: Strings): void {
    this.element.setAttribute("aria-label", t.log);
  }

  /** Adds a turn, or moves it to the end. */
  add(turn: Turn): void {
    if (this.turns.at(-1) === turn) return;
    this.turns = [...this.turns.filter((one) => one !== turn), turn];
    this.element.append(turn.element);
  }

  remove(turn: Turn): void {
    this.turns = this.turns.filter((one) => one !== turn);
    turn.element.remove();
  }

  clear(): void {
    this.turns = [];
    this.element.replaceChildren();
  }

  get spoken(): boolean {
    return this.turns.some((turn) => turn.bubble);
  }

  retireChoices(): void {
    for (const turn of this.turns) turn.retire();
  }

  /** What is added meanwhile is not announced. */
  silently(fill: () => void): void {
    window.clearTimeout(this.timer);
    this.element.setAttribute("aria-live", "off");
    fill();
    this.timer = window.setTimeout(() => this.element.setAttribute("aria-live", "polite"), SETTLED);
  }

  /** Scrolls so that a turn is read from its beginning, not from its end. */
  show(turn: Turn | undefined = this.turns.at(-1)): void {
    if (!turn) return;
    const bubble = turn.bubble;
    const long = bubble && bubble.offsetHeight > this.element.clientHeight / 2;
    const from = turn.element.getBoundingClientRect().top + (long ? bubble.offsetHeight : 0) - ABOVE;
    // In a low window the whole panel scrolls instead of the log.
    for (const around of [this.element, this.element.closest("dialog") ?? this.element]) {
      const style = getComputedStyle(around);
      if (style.overflowY !== "auto") continue;
      around.scrollTop += from - around.getBoundingClientRect().top - (parseFloat(style.scrollPaddingTop) || 0);
    }
  }
}
