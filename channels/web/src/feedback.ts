/** Below an answer: did it help, and if not, why. One tap is enough; a second one changes it. */

import { el } from "./dom";
import type { Strings } from "./strings";
import type { FeedbackKind } from "./types";

const REASONS = ["wrong", "missing", "outdated", "other_question"] as const;

/** `give` brings a tap to the assistant; false if that did not work. */
export function feedbackRow(t: Strings, give: (kind: FeedbackKind) => Promise<boolean>): HTMLElement {
  const heard = el("p", { class: "caption" });
  const votes: HTMLElement[] = [];

  const vote = (kind: FeedbackKind, label: string): HTMLElement => {
    const button = el("button", { type: "button", class: "vote", "aria-pressed": "false" }, label);
    button.addEventListener("click", () => void press(kind, button));
    votes.push(button);
    return button;
  };
  const press = async (kind: FeedbackKind, pressed: HTMLElement): Promise<void> => {
    const worked = await give(kind);
    heard.textContent = !worked ? t.notSaved : kind === "not_helpful" ? t.whyNot : t.thanks;
    if (!worked) return;
    const stands = (one: HTMLElement) => one === pressed || (one === no && kind !== "helpful");
    for (const one of votes) one.setAttribute("aria-pressed", String(stands(one)));
    reasons.hidden = kind === "helpful";
  };

  const yes = vote("helpful", t.yes);
  const no = vote("not_helpful", t.no);
  const reasons = el("div", { class: "votes", hidden: true }, ...REASONS.map((kind) => vote(kind, t[kind])));
  const row = el("div", { class: "votes" }, el("p", { class: "caption" }, t.helped), yes, no);
  return el("div", { class: "feedback", role: "group", "aria-label": t.helped }, row, heard, reasons);
}
