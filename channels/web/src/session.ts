/** What this tab remembers between pages: the conversation's key, the draft, what was not sent. */

import type { Credentials } from "./api";
import type { Help, Language, Said } from "./types";

interface Kept {
  own?: Credentials;
  /** Chosen by the person; stronger than the page's language. */
  language?: Language;
  draft?: string;
  unsent?: Said[];
  help?: Help;
}

export class Session {
  private readonly name: string;
  private kept: Kept;

  constructor(school: string, audience: string) {
    this.name = `skolevej:${school}:${audience}`;
    this.kept = this.stored();
  }

  get<K extends keyof Kept>(what: K): Kept[K] {
    return this.kept[what];
  }

  /** Remember, or forget if there is nothing to remember. */
  set<K extends keyof Kept>(what: K, value: Kept[K] | undefined): void {
    if (value === undefined) delete this.kept[what];
    else this.kept[what] = value;
    try {
      sessionStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // A browser that keeps nothing: the conversation lives until the page is left.
    }
  }

  addUnsent(said: Said): void {
    this.set("unsent", [...(this.get("unsent") ?? []).filter((one) => one.key !== said.key), said]);
  }

  dropUnsent(said: Said): void {
    this.set("unsent", this.get("unsent")?.filter((one) => one.key !== said.key));
  }

  /** Forget the conversation and everything written in it. */
  forget(): void {
    for (const what of ["own", "draft", "unsent"] as const) this.set(what, undefined);
  }

  private stored(): Kept {
    try {
      return JSON.parse(sessionStorage.getItem(this.name) ?? "{}") as Kept;
    } catch {
      return {};
    }
  }
}
