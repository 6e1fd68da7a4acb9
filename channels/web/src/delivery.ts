/** Brings messages to the assistant. One that does not get through stays on screen and can be tried again. */

import { ProblemError, UnreachableError } from "./api";
import type { Opening } from "./opening";
import type { Parts, Screen } from "./screen";
import type { Turn } from "./turn";
import type { Said } from "./types";

export class Delivery {
  /** `again` runs a task when the person asks for another try. */
  constructor(
    private readonly parts: Parts,
    private readonly screen: Screen,
    private readonly opening: Opening,
    private readonly again: (task: () => Promise<unknown>) => void,
  ) {}

  /** Starts a conversation first if there is none any more. */
  async deliver(turn: Turn, said: Said, renewed = false): Promise<void> {
    const { session, log } = this.parts;
    const fault = session.get("own") ? null : await this.opening.tryStart(false);
    log.add(turn);
    log.show(turn);
    if (fault) this.stay(turn, said, fault);
    else await this.send(turn, said, renewed);
  }

  /** A message that had not got through when the page was left. */
  recall(said: Said): void {
    this.stay(this.screen.turn(said.text), said, new UnreachableError());
  }

  private async send(turn: Turn, said: Said, renewed: boolean): Promise<void> {
    const { api, session } = this.parts;
    const own = session.get("own");
    if (!own) return;
    try {
      const language = await api.send(own, said, (reply) => this.screen.reply(turn, reply));
      session.dropUnsent(said);
      turn.bubble?.setAttribute("lang", language);
      this.screen.follow(language);
    } catch (fault) {
      if (fault instanceof ProblemError && fault.over && !renewed) await this.renew(turn, said);
      else this.stay(turn, said, fault);
    }
  }

  /** The conversation is over: the same words go into a new one. */
  private async renew(turn: Turn, said: Said): Promise<void> {
    const { session } = this.parts;
    const anew: Said = { key: crypto.randomUUID(), text: said.text };
    session.set("own", undefined);
    session.dropUnsent(said);
    session.addUnsent(anew);
    this.screen.note(this.screen.t.ended);
    await this.deliver(turn, anew, true);
  }

  /** Refused messages get their answer; all others wait for another try. */
  private stay(turn: Turn, said: Said, fault: unknown): void {
    const { session, api } = this.parts;
    if (fault instanceof ProblemError && !fault.passing) {
      session.dropUnsent(said);
      this.screen.reply(turn, { type: "error", text: this.screen.reason(fault), language: api.language });
    } else if (fault instanceof ProblemError || fault instanceof UnreachableError) {
      session.addUnsent(said);
      this.screen.trouble(turn, this.screen.reason(fault), () => this.again(() => this.retry(turn, said)));
    } else throw fault;
  }

  private retry(turn: Turn, said: Said): Promise<void> {
    turn.clear();
    this.parts.log.add(turn);
    turn.bubble?.focus({ preventScroll: true });
    return this.deliver(turn, said);
  }
}
