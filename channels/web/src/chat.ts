/** The conversation itself: begins, says, tries again, starts over, forgets. Draws through the log. */

import { type Api, ProblemError, UnreachableError } from "./api";
import { LONGEST, type Composer } from "./composer";
import type { Log } from "./log";
import type { Session } from "./session";
import type { Status } from "./status";
import { filled, ourLanguage, STRINGS, type Strings } from "./strings";
import { Turn } from "./turn";
import type { CallNumber, Choice, Help, Language, Reply, Said, Transcript } from "./types";

export interface Parts {
  api: Api;
  session: Session;
  log: Log;
  status: Status;
  composer: Composer;
  /** The labels speak another language now. */
  onLanguage: () => void;
}

export class Chat {
  private begun = false;
  private busy = false;
  /** The start that failed, while it stands on screen. */
  private failedStart: Turn | null = null;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly parts: Parts) {}

  /** On first opening: goes on where this tab left off, or starts. */
  begin(): void {
    if (this.begun) return;
    this.begun = true;
    void this.help();
    this.queue(() => (this.parts.session.get("own") ? this.restore() : this.start()));
  }

  /** Says something; false if it has to wait, so that the text stays where it is. */
  say(text: string, choice?: string): boolean {
    const { status } = this.parts;
    if (this.busy) status.say(this.t.wait);
    else if (!choice && [...text].length > LONGEST) status.say(filled(this.t.tooLong, [...text].length - LONGEST));
    else {
      this.sayNow(text, choice);
      return true;
    }
    return false;
  }

  /** Speaks another language from here on: a fresh greeting, or a request in an ongoing conversation. */
  async speak(language: Language): Promise<void> {
    this.parts.session.set("language", language);
    this.label(language);
    await this.work;
    if (this.parts.log.spoken) this.say(this.t.speakThis);
    else this.startOver();
  }

  startOver(): void {
    this.queue(async () => {
      const old = this.parts.session.get("own");
      if (!(await this.start(true))) return;
      // If this fails, the old conversation ends by itself twelve hours after its last message.
      if (old) await this.parts.api.erase(old).catch(() => undefined);
    });
  }

  /** Erases the conversation; false if that did not work. */
  async erase(): Promise<boolean> {
    const { api, session, log, composer } = this.parts;
    await this.work;
    const own = session.get("own");
    let erased: Record<string, number> = {};
    try {
      if (own) ({ erased } = await api.erase(own));
    } catch (fault) {
      if (!(fault instanceof ProblemError && fault.over)) return false;
    }
    session.forget();
    log.clear();
    composer.write("");
    const count = erased["message"];
    this.note(count === undefined ? this.t.erased : `${this.t.erased} ${filled(this.t.erasedCount, count)}`);
    return true;
  }

  /** Numbers to call, from this tab's memory if the assistant cannot be reached. */
  async help(): Promise<Help | undefined> {
    const { api, session } = this.parts;
    const known = session.get("help");
    if (known?.language === api.language) return known;
    try {
      session.set("help", await api.help());
    } catch {
      return known;
    }
    return session.get("help");
  }

  get known(): Help | undefined {
    return this.parts.session.get("help");
  }

  private get t(): Strings {
    return STRINGS[this.parts.api.language];
  }

  private queue(task: () => Promise<unknown>): void {
    this.work = this.work.then(async () => {
      this.setBusy(true);
      await task();
      this.setBusy(false);
    });
  }

  private setBusy(busy: boolean): void {
    const { status, composer } = this.parts;
    this.busy = busy;
    composer.waiting(busy);
    if (busy) status.typing(this.t.typing);
    else status.clear();
  }

  private sayNow(text: string, choice?: string): void {
    const { log, session, composer, api } = this.parts;
    const said: Said = { key: crypto.randomUUID(), text, ...(choice ? { choice } : {}) };
    const turn = new Turn(this.t, text, api.language);
    const keyboard = matchMedia("(pointer: coarse)").matches;
    log.retireChoices();
    log.add(turn);
    log.show(turn);
    session.addUnsent(said);
    // A pressed choice is gone, and on a phone the keyboard should make room for the answer.
    if (choice || keyboard || !composer.focused) turn.bubble?.focus({ preventScroll: true });
    this.queue(() => this.deliver(turn, said));
  }

  /** Brings a message to the assistant; starts a conversation if there is none any more. */
  private async deliver(turn: Turn, said: Said, again = false): Promise<void> {
    const { session, log, api } = this.parts;
    if (!session.get("own")) {
      const problem = await this.open(false);
      log.add(turn);
      if (problem) return this.stay(turn, said, problem);
    }
    const own = session.get("own");
    if (!own) return;
    try {
      const language = await api.send(own, said, (reply) => this.reply(turn, reply));
      session.dropUnsent(said);
      this.heard(language, turn);
    } catch (fault) {
      const over = fault instanceof ProblemError && fault.over;
      if (!over || again) return this.stay(turn, said, fault);
      session.set("own", undefined);
      session.dropUnsent(said);
      this.note(this.t.ended);
      await this.deliver(turn, { key: crypto.randomUUID(), text: said.text }, true);
    }
  }

  /** A message that did not get through stays, with the reason; one that was refused gets its answer. */
  private stay(turn: Turn, said: Said, fault: unknown): void {
    const { session, api } = this.parts;
    if (fault instanceof ProblemError && !fault.passing) {
      session.dropUnsent(said);
      this.reply(turn, { type: "error", text: fault.detail || this.t.unreachable, language: api.language });
      return;
    }
    session.addUnsent(said);
    this.fail(turn, said, fault);
  }

  private fail(turn: Turn, said: Said, fault: unknown): void {
    const retry = () => {
      if (this.busy) return this.parts.status.say(this.t.wait);
      turn.clear();
      this.parts.log.add(turn);
      turn.bubble?.focus({ preventScroll: true });
      this.queue(() => this.deliver(turn, said));
    };
    turn.fail(this.t, { line: this.reason(fault), numbers: this.numbers(), retry });
    this.parts.log.show(turn);
  }

  private reason(fault: unknown): string {
    if (fault instanceof ProblemError && fault.detail) return fault.detail;
    return navigator.onLine ? this.t.unreachable : this.t.offline;
  }

  private numbers(): CallNumber[] {
    return [...(this.known?.numbers ?? []), ...(this.known?.contacts ?? [])];
  }

  /** Starts a conversation and says on screen if that fails. */
  private async start(fresh = false): Promise<boolean> {
    const problem = await this.open(fresh);
    if (!problem) return true;
    const turn = new Turn(this.t);
    const line = problem instanceof ProblemError && problem.detail ? problem.detail : this.t.startFailed;
    turn.fail(this.t, { line, numbers: this.numbers(), retry: () => this.queue(() => this.start(fresh)) });
    this.showFailedStart(turn);
    return false;
  }

  /** Starts a conversation; returns what went wrong, if anything. `fresh` empties the log first. */
  private async open(fresh: boolean): Promise<ProblemError | UnreachableError | null> {
    const { api, session, log } = this.parts;
    try {
      const { conversation, token, replies } = await api.start();
      if (fresh) {
        session.forget();
        log.clear();
      }
      session.set("own", { conversation, token });
      this.showFailedStart(null);
      const turn = new Turn(this.t);
      log.add(turn);
      for (const reply of replies) this.reply(turn, reply);
    } catch (fault) {
      if (fault instanceof ProblemError || fault instanceof UnreachableError) return fault;
      throw fault;
    }
    return null;
  }

  private showFailedStart(turn: Turn | null): void {
    if (this.failedStart) this.parts.log.remove(this.failedStart);
    this.failedStart = turn;
    if (turn) this.parts.log.add(turn);
  }

  private async restore(): Promise<void> {
    const { api, session, log } = this.parts;
    const own = session.get("own");
    try {
      const transcript = own && (await api.transcript(own));
      if (transcript) log.silently(() => this.refill(transcript));
    } catch (fault) {
      if (fault instanceof ProblemError && fault.over) {
        session.set("own", undefined);
        this.note(this.t.ended);
        await this.start();
        return;
      }
      const turn = new Turn(this.t);
      const retry = () => this.queue(() => this.restore());
      turn.fail(this.t, { line: this.reason(fault), numbers: this.numbers(), retry });
      this.showFailedStart(turn);
    }
  }

  private refill(transcript: Transcript): void {
    const { log, session } = this.parts;
    this.showFailedStart(null);
    this.follow(transcript.language);
    let turn: Turn | null = null;
    let last = "";
    for (const item of transcript.items) {
      if (item.sender === "person" || !turn) {
        log.retireChoices();
        turn = new Turn(this.t, item.sender === "person" ? (item.text ?? "") : undefined, transcript.language);
        log.add(turn);
        last = item.text ?? last;
      }
      if (item.reply) this.draw(turn, item.reply, true);
    }
    for (const said of session.get("unsent") ?? []) this.recall(said, last);
    log.show();
  }

  /** A message that had not got through when the page was left; unless it had, and only the answer was lost. */
  private recall(said: Said, last: string): void {
    if (said.text === last) return this.parts.session.dropUnsent(said);
    const turn = new Turn(this.t, said.text, this.parts.api.language);
    this.parts.log.add(turn);
    this.fail(turn, said, new UnreachableError());
  }

  private reply(turn: Turn, reply: Reply): void {
    this.draw(turn, reply);
    this.parts.log.show(turn);
  }

  private draw(turn: Turn, reply: Reply, old = false): void {
    const { base, language } = this.parts.api;
    turn.say(reply, { base, language, onChoice: (choice) => this.choose(choice), old });
  }

  private choose(choice: Choice): void {
    this.say(choice.label, choice.value);
  }

  private note(text: string): void {
    const turn = new Turn(this.t);
    turn.note(text);
    this.parts.log.add(turn);
    this.parts.log.show(turn);
  }

  /** The labels follow the language of the answers, unless the person has chosen one. */
  private follow(tag: string): void {
    const language = ourLanguage(tag);
    if (language && !this.parts.session.get("language")) this.label(language);
  }

  private heard(tag: string, turn: Turn): void {
    turn.bubble?.setAttribute("lang", tag);
    this.follow(tag);
  }

  private label(language: Language): void {
    if (language === this.parts.api.language) return;
    this.parts.api.language = language;
    this.parts.onLanguage();
  }
}
