/** The conversation: begins, says, starts over, forgets. One thing at a time, in order. */

import { ProblemError } from "./api";
import { LONGEST } from "./composer";
import { Delivery } from "./delivery";
import { Opening } from "./opening";
import { type Parts, Screen } from "./screen";
import { filled } from "./strings";
import type { Help, Language, Said } from "./types";

export class Chat {
  private readonly screen: Screen;
  private readonly opening: Opening;
  private readonly delivery: Delivery;
  private begun = false;
  private delivering = false;
  private waiting = 0;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly parts: Parts) {
    const again = (task: () => Promise<unknown>) => this.again(task);
    this.screen = new Screen(parts);
    this.opening = new Opening(parts, this.screen, again, (said) => this.delivery.recall(said));
    this.delivery = new Delivery(parts, this.screen, this.opening, again);
    this.screen.onChoice = (choice) => this.say(choice.label, choice.value);
  }

  /** On first opening: goes on where this tab left off, or starts. */
  begin(): void {
    if (this.begun) return;
    this.begun = true;
    void this.help();
    this.queue(() => (this.parts.session.get("own") ? this.opening.restore() : this.opening.start()));
  }

  /** Says something; false if it has to wait or is too long, so that the text stays where it is. */
  say(text: string, choice?: string): boolean {
    const over = choice ? 0 : [...text].length - LONGEST;
    if (over > 0) this.parts.status.say(filled(this.screen.t.tooLong, over));
    else if (this.delivering) this.parts.status.say(this.screen.t.wait);
    else {
      this.send({ key: crypto.randomUUID(), text, ...(choice ? { choice } : {}) });
      return true;
    }
    return false;
  }

  /** Speaks another language from here on: a fresh greeting, or a request in an ongoing conversation. */
  async speak(language: Language): Promise<void> {
    this.parts.session.set("language", language);
    this.screen.speak(language);
    await this.work;
    if (this.parts.log.spoken) this.say(this.screen.t.speakThis);
    else this.startOver();
  }

  /** A new conversation takes the place of this one, which is erased. */
  startOver(): void {
    this.queue(async () => {
      const old = this.parts.session.get("own");
      if (!(await this.opening.start(true)) || !old) return;
      // If this fails, the old conversation ends by itself twelve hours after its last message.
      await this.parts.api.erase(old).catch(() => undefined);
    });
  }

  /** Erases the conversation; what became of it in words, or null if that did not work. */
  async erase(): Promise<string | null> {
    const { api, session, log, composer } = this.parts;
    await this.work;
    const own = session.get("own");
    let erased: Record<string, number> = {};
    try {
      if (own) ({ erased } = await api.erase(own));
    } catch (fault) {
      if (!(fault instanceof ProblemError && fault.over)) return null;
    }
    log.clear();
    composer.write("");
    session.forget();
    return this.receipt(erased["message"]);
  }

  /** A line of the widget itself in the conversation. */
  note(text: string): void {
    this.screen.note(text);
  }

  /** Numbers to call; from this tab's memory if the assistant cannot be reached. */
  async help(): Promise<Help | undefined> {
    const { api, session } = this.parts;
    const known = session.get("help");
    if (known?.language === api.language) return known;
    const fetched = await api.help().catch(() => undefined);
    if (fetched) session.set("help", fetched);
    return fetched ?? known;
  }

  private send(said: Said): void {
    const { log, session, composer } = this.parts;
    log.retireChoices();
    const turn = this.screen.turn(said.text);
    log.show(turn);
    session.addUnsent(said);
    this.delivering = true;
    // A pressed choice is gone, and on a phone the keyboard should make room for the answer.
    const touch = matchMedia("(pointer: coarse)").matches;
    if (touch || !composer.focused) turn.bubble?.focus({ preventScroll: true });
    this.queue(() => this.delivery.deliver(turn, said));
  }

  /** Another try, unless something is under way. */
  private again(task: () => Promise<unknown>): void {
    if (this.waiting) this.parts.status.say(this.screen.t.wait);
    else this.queue(task);
  }

  private queue(task: () => Promise<unknown>): void {
    this.waiting += 1;
    this.parts.composer.waiting(true);
    this.parts.status.typing(this.screen.t.typing);
    const run = () => task().finally(() => this.done());
    this.work = this.work.catch(() => undefined).then(run).then(() => undefined);
  }

  private done(): void {
    this.waiting -= 1;
    if (this.waiting) return;
    this.delivering = false;
    this.parts.composer.waiting(false);
    this.parts.status.clear();
    if (!this.parts.session.get("help")) void this.help();
  }

  private receipt(messages: number | undefined): string {
    const { erased, erasedCount } = this.screen.t;
    return messages === undefined ? erased : `${erased} ${filled(erasedCount, messages)}`;
  }
}
