/** <skolevej-chat>: the button on the school's page, and the window it opens. */

import { Api } from "./api";
import { el, icon } from "./dom";
import { keyboardSheet } from "./keyboard";
import { Panel } from "./panel";
import { Session } from "./session";
import { ourLanguage, STRINGS } from "./strings";
import css from "./style.css";
import type { Audience } from "./types";

export class SkolevejChat extends HTMLElement {
  private readonly launcher = el("button", {
    type: "button",
    class: "launcher",
    "aria-haspopup": "dialog",
    click: () => this.open(),
  });
  private api!: Api;
  private session!: Session;
  private panel!: Panel;

  /** Attributes: `base` (the assistant's origin), `school`, `language`, `audience`, `position`. */
  connectedCallback(): void {
    if (this.shadowRoot) return;
    const school = this.getAttribute("school") ?? "";
    const audience: Audience = this.getAttribute("audience") === "staff" ? "staff" : "parent";
    this.session = new Session(school, audience);
    this.api = new Api(this.getAttribute("base") ?? location.origin, school, audience);
    this.api.language =
      this.session.get("language") ??
      ourLanguage(this.getAttribute("language")) ??
      ourLanguage(document.documentElement.lang) ??
      "da";
    this.panel = new Panel(
      this.api,
      this.session,
      () => this.closed(),
      () => this.label(),
    );
    this.draw();
  }

  private draw(): void {
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet, keyboardSheet()];
    root.append(this.launcher, this.panel.element);
    this.label();
  }

  private label(): void {
    const t = STRINGS[this.api.language];
    this.launcher.lang = this.api.language;
    this.launcher.replaceChildren(icon("chat"), el("span", {}, this.session.get("own") ? t.resume : t.open));
  }

  private open(): void {
    this.launcher.hidden = true;
    this.panel.open();
  }

  private closed(): void {
    this.label();
    this.launcher.hidden = false;
    this.launcher.focus();
  }
}
