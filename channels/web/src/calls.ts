/** Numbers to call, as links a thumb can hit. */

import { el, icon } from "./dom";
import { telUrl } from "./links";
import type { CallNumber } from "./types";

/** A list of call links; null if there is nothing to dial. */
export function callList(numbers: CallNumber[], look: "large" | "small" = "large"): HTMLElement | null {
  const links = numbers.map(callLink).filter((link) => link !== null);
  if (!links.length) return null;
  return el("ul", { class: `calls ${look}` }, ...links.map((link) => el("li", {}, link)));
}

function callLink(number: CallNumber): HTMLElement | null {
  const href = telUrl(number.tel);
  if (!href) return null;
  const words = el("span", {}, el("span", { class: "who" }, number.label));
  if (!number.label.includes(number.tel)) words.append(" ", el("span", { class: "number" }, number.tel));
  if (number.hours) words.append(" ", el("span", { class: "hours" }, number.hours));
  return el("a", { class: "call", href }, icon("phone"), words);
}
