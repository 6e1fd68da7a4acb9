/** Builds elements without markup, so that a page may forbid inline script, style and HTML strings. */

type Value = string | boolean | ((event: Event) => void) | undefined | null;
type Child = Node | string | null | undefined;

/** An element; a function becomes a listener, true an empty attribute, false and undefined nothing. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(made, name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function set(made: HTMLElement, name: string, value: Value): void {
  if (typeof value === "function") made.addEventListener(name, value);
  else if (value === true) made.setAttribute(name, "");
  else if (typeof value === "string") made.setAttribute(name, value);
}

/** Text for screen readers only. */
export function spoken(text: string): HTMLElement {
  return el("span", { class: "spoken" }, text);
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  chat: "M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  phone: "M6.5 3.5l3 5-2 2a12 12 0 0 0 6 6l2-2 5 3c0 2-1.5 3.5-3.5 3.5C10 21 3 14 3 7c0-2 1.5-3.5 3.5-3.5z",
  send: "M4 12h14M12 5l7 7-7 7",
  back: "M20 12H6M12 5l-7 7 7 7",
} as const;

/** A drawn line of 24 by 24; decoration beside words. */
export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  line.setAttribute("d", ICONS[name]);
  drawing.append(line);
  return drawing;
}
