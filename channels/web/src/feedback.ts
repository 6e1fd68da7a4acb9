/** Below an answer: did it help, and if not, why. One tap is enough; a second one changes it. */

import { el } from "./dom";
import type { Strings } from "./strings";
import type { FeedbackKind } from "./types";

const REASONS = ["wrong", "missing", "outdated", "other_question"] as const;

/** `give` brings a tap to the assistant; false if that did not work. */
export function feedbackRow(t: Strings, give: (kind: FeedbackKind) => Promise<boolean>): HTMLElement {
  const row = el("div", { class: "feedback", role: "group", "aria-label": t.helped });
  const said = el("p", { class: "caption" }, t.helped);
  const reasons = el("div", { class: "votes" });
  const votes: HTMLElement[] = [];

  const vote = (kind: FeedbackKind, label: string): HTMLElement => {
    const button = el("button", { type: "button", class: "vote", "aria-pressed": "false" }, label);
    button.addEventListener("click", () => void press(kind, button));
    votes.push(button);
    return button;
  };
  const press = async (kind: FeedbackKind, button: HTMLElement): Promise<void> => {
    const worked = await give(kind);
    said.textContent = !worked ? t.notSaved : kind === "not_helpful" ? t.whyNot : t.thanks;
    if (!worked) return;
    for (const one of votes) one.setAttribute("aria-pressed", String(one === button || (one === no && kind !== "helpful")));
    reasons.hidden = kind === "helpful";
  };

  const no = vote("not_helpful", t.no);
  const yes = vote("helpful", t.yes);
  reasons.hidden = true;
  reasons.append(...REASONS.map((kind) => vote(kind, t[kind])));
  row.append(el("div", { class: "votes" }, said, yes, no), reasons);
  return row;
}
