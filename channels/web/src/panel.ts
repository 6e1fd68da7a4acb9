/** The window of the chat: header, conversation, drawer, where to write.
 *
 * On a wide page it stands beside the page, which stays usable (a non-modal dialog). On a phone, and in a
 * window too low for both, it covers everything; then it is modal, so that nobody tabs or swipes into a page
 * that cannot be seen.
 */

import { Api } from "./api";
import { Chat } from "./chat";
import { Composer } from "./composer";
import { el, icon } from "./dom";
import { Drawer } from "./drawer";
import { Log } from "./log";
import type { Session } from "./session";
import { Status } from "./status";
import { STRINGS, type Strings } from "./strings";

const COVERING = matchMedia("(max-width: 480px), (max-height: 420px)");

export class Panel {
  readonly element: HTMLDialogElement;
  private readonly title = el("h2", { id: "title" });
  private readonly urgent = this.headerButton("urgent", () => void this.showHelp());
  private readonly menu = this.headerButton("icon-only", () => this.showMenu());
  private readonly closer = el("button", { type: "button", class: "icon-only", click: () => this.close() });
  private readonly log = new Log();
  private readonly status = new Status();
  private readonly composer: Composer;
  private readonly drawer: Drawer;
  private readonly chat: Chat;

  constructor(
    private readonly api: Api,
    private readonly session: Session,
    private readonly onClose: () => void,
    onLanguage: () => void,
  ) {
    this.composer = new Composer(
      (text) => this.chat.say(text),
      (text) => session.set("draft", text || undefined),
    );
    const { log, status, composer } = this;
    this.chat = new Chat({ api, session, log, status, composer, onLanguage: () => (this.label(), onLanguage()) });
    this.drawer = new Drawer(
      {
        speak: (language) => void this.chat.speak(language),
        startOver: () => this.chat.startOver(),
        erase: () => this.chat.erase(),
        note: (text) => this.chat.note(text),
      },
      (open) => this.rest(open),
    );
    this.element = this.build();
    this.label();
    this.composer.write(session.get("draft") ?? "");
  }

  open(): void {
    this.showDialog();
    this.composer.fit();
    this.composer.focus();
    this.chat.begin();
  }

  close(): void {
    this.drawer.close(null);
    this.element.close();
    this.onClose();
  }

  private get t(): Strings {
    return STRINGS[this.api.language];
  }

  private build(): HTMLDialogElement {
    const header = el("div", { class: "head" }, this.title, this.urgent, this.menu, this.closer);
    const talk = el("div", { class: "talk" }, this.log.element, this.status.element, this.composer.element);
    const made = el("dialog", { "aria-labelledby": "title" }, header, this.drawer.element, talk);
    made.addEventListener("keydown", (event) => this.escape(event));
    // The back gesture of a phone; Escape comes through keydown.
    made.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.stepBack();
    });
    COVERING.addEventListener("change", () => this.switchMode());
    return made;
  }

  private label(): void {
    const t = this.t;
    this.element.lang = this.api.language;
    this.title.textContent = t.title;
    this.urgent.replaceChildren(icon("phone"), el("span", {}, t.urgent));
    this.menu.replaceChildren(icon("menu"), el("span", {}, t.menu));
    this.closer.replaceChildren(icon("close"), el("span", {}, t.close));
    this.log.label(t);
    this.composer.label(t);
  }

  private headerButton(look: string, onClick: () => void): HTMLButtonElement {
    return el("button", {
      type: "button",
      class: look,
      "aria-expanded": "false",
      "aria-controls": "drawer",
      click: onClick,
    });
  }

  private showMenu(): void {
    if (this.menu.getAttribute("aria-expanded") === "true") this.drawer.close();
    else this.drawer.showMenu(this.menu, this.t, this.api.language);
  }

  private async showHelp(): Promise<void> {
    if (this.urgent.getAttribute("aria-expanded") === "true") return this.drawer.close();
    const known = this.session.get("help");
    if (known) this.drawer.showHelp(this.urgent, this.t, known);
    const help = await this.chat.help();
    if (!known || help !== known) this.drawer.showHelp(this.urgent, this.t, help);
  }

  private rest(drawerOpen: boolean): void {
    this.element.querySelector(".talk")?.toggleAttribute("inert", drawerOpen);
  }

  private escape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.stepBack();
  }

  private stepBack(): void {
    if (this.drawer.open) this.drawer.close();
    else this.close();
  }

  private showDialog(): void {
    if (COVERING.matches) this.element.showModal();
    else this.element.show();
  }

  /** Turned phone, zoomed page: the same window in its other form, with the focus where it was. */
  private switchMode(): void {
    if (!this.element.open) return;
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement;
    this.element.close();
    this.showDialog();
    if (focused instanceof HTMLElement) focused.focus();
    this.composer.fit();
  }
}
