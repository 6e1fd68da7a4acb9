/** A reply of the assistant as elements. Its own words keep its own language, whatever the labels speak. */

import { blocks } from "./blocks";
import { callList } from "./calls";
import { el, spoken } from "./dom";
import { feedbackRow } from "./feedback";
import { safeUrl } from "./links";
import { filled, ourLanguage, STRINGS, type Strings } from "./strings";
import { timeInWords } from "./time";
import type { Choice, Citation, FeedbackKind, Language, Receipt, Reply } from "./types";

export interface Around {
  /** Where addresses in citations start from. */
  base: string;
  language: Language;
  /** Left out when the choices are no longer open. */
  onChoice?: ((choice: Choice) => void) | undefined;
  onFeedback?: ((passages: string[], kind: FeedbackKind) => Promise<boolean>) | undefined;
  /** Restored after a change of page, so not announced again. */
  old?: boolean;
}

export function replyView(reply: Reply, around: Around): HTMLElement {
  const t = STRINGS[ourLanguage(reply.language) ?? around.language];
  const urgent = reply.type === "crisis" && !around.old;
  const numbers = reply.data && "numbers" in reply.data ? reply.data.numbers : [];
  return el(
    "div",
    { class: `reply ${reply.type}`, lang: reply.language, "aria-live": urgent && "assertive" },
    spoken(`${t.assistant}: `),
    ...prose(reply.text),
    callList(numbers),
    reply.data && "reference" in reply.data ? receipt(reply.data, reply.language, around.base, t) : null,
    sources(reply.citations ?? [], around.base, t),
    feedback(reply, around.onFeedback, t),
    choices(reply.choices ?? [], around.onChoice, t),
  );
}

/** Below whatever cites a source; a question or a crisis is nothing to judge. */
function feedback(reply: Reply, give: Around["onFeedback"], t: Strings): HTMLElement | null {
  const passages = (reply.citations ?? []).map((citation) => citation.passage);
  if (!give || reply.type !== "answer" || !passages.length) return null;
  return feedbackRow(t, (kind) => give(passages, kind));
}

/** Paragraphs and lists of a text. */
export function prose(text: string): HTMLElement[] {
  return blocks(text).map((block) =>
    block.kind === "paragraph"
      ? el("p", { dir: "auto" }, block.text)
      : el("ul", { class: "points" }, ...block.items.map((item) => el("li", { dir: "auto" }, item))),
  );
}

function sources(citations: Citation[], base: string, t: Strings): HTMLElement | null {
  if (!citations.length) return null;
  const items = citations.map((citation) => el("li", {}, sourceLink(citation, base, t), quoted(citation, t)));
  return el(
    "div",
    { class: "sources" },
    el("p", { class: "caption" }, t.sources),
    el("ul", {}, ...items),
  );
}

function sourceLink(citation: Citation, base: string, t: Strings): HTMLElement {
  const section = citation.section === citation.title ? "" : citation.section;
  const page = citation.page ? filled(t.page, citation.page) : "";
  const place = [section, page].filter(Boolean).join(", ");
  const words = [
    el("span", { class: "title" }, citation.title),
    place ? " " : null,
    place ? el("span", { class: "place" }, place) : null,
  ];
  const href = safeUrl(citation.url, base);
  if (!href) return el("span", { class: "source" }, ...words);
  return el("a", { class: "source", href, target: "_blank", rel: "noopener" }, ...words, spoken(` (${t.newTab})`));
}

function quoted(citation: Citation, t: Strings): HTMLElement | null {
  if (!citation.quote) return null;
  return el(
    "details",
    {},
    el("summary", {}, t.quote, spoken(`: ${citation.title}`)),
    el("blockquote", { dir: "auto" }, ...prose(citation.quote)),
  );
}

function choices(offered: Choice[], onChoice: Around["onChoice"], t: Strings): HTMLElement | null {
  if (!offered.length || !onChoice) return null;
  const buttons = offered.map((choice) =>
    el("button", { type: "button", class: "choice", click: () => onChoice(choice) }, choice.label),
  );
  return el("div", { class: "choices-row", role: "group", "aria-label": t.choices }, ...buttons);
}

/** Where what a receipt stands for can be seen again, with its reference and code. */
const PAGES: Record<string, string> = { booking: "/booking", check_in: "/check-in" };

function receipt(data: Receipt, language: string, base: string, t: Strings): HTMLElement {
  const rows: [string, string | null | undefined][] = [
    [t.when, data.when && timeInWords(data.when, language)],
    [t.with, data.coordinator && `${data.coordinator.name}, ${data.coordinator.role}`],
    [t.reference, data.reference],
    [t.code, data.code],
  ];
  const list = el("dl", {});
  for (const [name, value] of rows) {
    if (value) list.append(el("div", {}, el("dt", {}, name), el("dd", {}, value)));
  }
  const keep = data.code ? el("p", {}, t.keepCode) : null;
  return el("div", { class: "slip" }, list, keep, ownPage(data.kind, language, base, t));
}

function ownPage(kind: string, language: string, base: string, t: Strings): HTMLElement | null {
  const page = PAGES[kind];
  const href = page && safeUrl(`${page}?language=${language}`, base);
  if (!href) return null;
  return el("p", {}, el("a", { href, target: "_blank", rel: "noopener" }, t.ownPage, spoken(` (${t.newTab})`)));
}
