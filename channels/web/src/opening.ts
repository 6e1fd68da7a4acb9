/** How a conversation comes on screen: a new one with its greeting, or this tab's own from before. */

import { ProblemError, UnreachableError } from "./api";
import type { Parts, Screen } from "./screen";
import type { Turn } from "./turn";
import type { Said, Transcript, TranscriptItem } from "./types";

type Fault = ProblemError | UnreachableError;

export class Opening {
  /** What stands on screen about an opening that failed. */
  private failed: Turn | null = null;

  /** `again` runs a task when the person asks for another try; `recall` shows a message that was not sent. */
  constructor(
    private readonly parts: Parts,
    private readonly screen: Screen,
    private readonly again: (task: () => Promise<unknown>) => void,
    private readonly recall: (said: Said) => void,
  ) {}

  /** Starts a conversation, or says why not; true if it worked. `fresh` empties the log first. */
  async start(fresh = false): Promise<boolean> {
    const fault = await this.tryStart(fresh);
    if (fault) this.fail(this.screen.reason(fault, this.screen.t.startFailed), () => this.start(fresh));
    return !fault;
  }

  /** Starts a conversation; returns the fault, if any, and leaves it to the caller to show it. */
  async tryStart(fresh: boolean): Promise<Fault | null> {
    const { api, session, log } = this.parts;
    try {
      const { conversation, token, replies } = await api.start();
      if (fresh) {
        session.forget();
        log.clear();
      }
      session.set("own", { conversation, token });
      this.clearFault();
      const turn = this.screen.turn();
      for (const reply of replies) this.screen.reply(turn, reply);
    } catch (fault) {
      if (fault instanceof ProblemError || fault instanceof UnreachableError) return fault;
      throw fault;
    }
    return null;
  }

  /** Shows this tab's conversation again; begins a new one if that is over. */
  async restore(): Promise<void> {
    const { api, session, log } = this.parts;
    const own = session.get("own");
    if (!own) return;
    try {
      const transcript = await api.transcript(own);
      log.silently(() => this.refill(transcript));
    } catch (fault) {
      if (!(fault instanceof ProblemError && fault.over)) {
        this.fail(this.screen.reason(fault, this.screen.t.startFailed), () => this.restore());
        return;
      }
      session.set("own", undefined);
      this.screen.note(this.screen.t.ended);
      await this.start();
    }
  }

  private refill(transcript: Transcript): void {
    const { log, session } = this.parts;
    this.clearFault();
    this.screen.follow(transcript.language);
    let turn: Turn | null = null;
    for (const item of transcript.items) turn = this.restoreItem(item, turn);
    for (const said of session.get("unsent") ?? []) {
      if (got(transcript, said)) session.dropUnsent(said);
      else this.recall(said);
    }
    log.show();
  }

  private restoreItem(item: TranscriptItem, under: Turn | null): Turn {
    if (item.sender === "person") this.parts.log.retireChoices();
    const turn = item.sender === "person" ? this.screen.turn(item.text ?? "") : (under ?? this.screen.turn());
    if (item.reply) this.screen.draw(turn, item.reply, true);
    return turn;
  }

  private fail(line: string, retry: () => Promise<unknown>): void {
    this.clearFault();
    this.failed = this.screen.turn();
    this.screen.trouble(this.failed, line, () => this.again(retry));
  }

  private clearFault(): void {
    if (this.failed) this.parts.log.remove(this.failed);
    this.failed = null;
  }
}

/** The message got through, and only its answer was lost. */
function got({ items }: Transcript, said: Said): boolean {
  return items.filter((item) => item.sender === "person").at(-1)?.text === said.text;
}
