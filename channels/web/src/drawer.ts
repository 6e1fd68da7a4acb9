/** What slides over the conversation: the menu, a question before deleting, numbers to call. */

import { callList } from "./calls";
import { el, icon } from "./dom";
import { LANGUAGES, type Strings } from "./strings";
import type { Help, Language } from "./types";

/** Milliseconds until screen readers take notice of a conversation that is on screen again. */
const SHOWN = 150;

export interface Actions {
  speak: (language: Language) => void;
  startOver: () => void;
  /** What became of it in words; null if it could not be done. */
  erase: () => Promise<string | null>;
  note: (text: string) => void;
}

export class Drawer {
  readonly element = el("div", { id: "drawer", class: "drawer", hidden: true });
  private opener: HTMLElement | null = null;

  /** `onChange` runs after opening and closing: the conversation behind must rest meanwhile. */
  constructor(
    private readonly actions: Actions,
    private readonly onChange: (open: boolean) => void,
  ) {}

  get open(): boolean {
    return !this.element.hidden;
  }

  showMenu(opener: HTMLElement, t: Strings, language: Language): void {
    const names = Object.entries(LANGUAGES) as [Language, string][];
    this.show(
      opener,
      t,
      t.menu,
      el("p", { class: "caption", id: "languages" }, t.language),
      el(
        "div",
        { class: "languages", role: "group", "aria-labelledby": "languages" },
        ...names.map(([tag, name]) => this.languageButton(tag, name, tag === language)),
      ),
      this.row(t.startOver, () => this.askStartOver(opener, t)),
      this.row(t.erase, () => this.askErase(opener, t)),
    );
  }

  showHelp(opener: HTMLElement, t: Strings, help: Help | undefined): void {
    if (!help) {
      this.show(opener, t, t.urgent, el("p", {}, t.noHelp));
      return;
    }
    const contacts = callList(help.contacts);
    this.show(
      opener,
      t,
      help.title,
      el("p", {}, help.text),
      callList(help.numbers),
      contacts && el("h3", {}, t.school),
      contacts,
    );
  }

  /** Gives the focus back to where it came from, unless something else is to have it. */
  close(focus: HTMLElement | null = this.opener): void {
    if (!this.open) return;
    this.element.hidden = true;
    this.element.replaceChildren();
    this.opener?.setAttribute("aria-expanded", "false");
    this.onChange(false);
    focus?.focus();
  }

  private askStartOver(opener: HTMLElement, t: Strings): void {
    const yes = () => {
      this.actions.startOver();
      this.close();
    };
    this.ask(opener, t, [t.startOver, t.startOverText, t.startOverYes], yes);
  }

  private askErase(opener: HTMLElement, t: Strings): void {
    const fault = el("p", { class: "fault", role: "alert" });
    const yes = async () => {
      fault.textContent = "";
      const receipt = await this.actions.erase();
      if (receipt === null) fault.textContent = t.notErased;
      else {
        this.close();
        window.setTimeout(() => this.actions.note(receipt), SHOWN);
      }
    };
    this.ask(opener, t, [t.erase, t.eraseText, t.eraseYes], () => void yes(), fault);
  }

  private ask(
    opener: HTMLElement,
    t: Strings,
    [title, text, yes]: [string, string, string],
    onYes: () => void,
    fault: HTMLElement | null = null,
  ): void {
    this.show(
      opener,
      t,
      title,
      el("p", {}, text),
      fault,
      el("button", { type: "button", class: "grave", click: once(onYes) }, yes),
      el("button", { type: "button", class: "plain", click: () => this.close() }, t.keep),
    );
  }

  private show(opener: HTMLElement, t: Strings, title: string, ...content: (Node | null)[]): void {
    if (this.opener !== opener) this.opener?.setAttribute("aria-expanded", "false");
    this.opener = opener;
    opener.setAttribute("aria-expanded", "true");
    const heading = el("h3", { tabindex: "-1", class: "drawer-title" }, title);
    const back = el("button", { type: "button", class: "back", click: () => this.close() }, icon("back"), t.back);
    this.element.replaceChildren(back, heading, ...content.filter((one) => one !== null));
    this.element.hidden = false;
    this.element.scrollTop = 0;
    this.onChange(true);
    heading.focus();
  }

  private languageButton(tag: Language, name: string, current: boolean): HTMLElement {
    const choose = () => {
      this.close();
      this.actions.speak(tag);
    };
    return el("button", { type: "button", lang: tag, "aria-pressed": String(current), click: choose }, name);
  }

  private row(words: string, onClick: () => void): HTMLElement {
    return el("button", { type: "button", class: "plain", click: onClick }, words);
  }
}

/** A second click while the first is under way does nothing. */
function once(run: () => void): () => void {
  let last = 0;
  return () => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    run();
  };
}
