/** Draws what happens into the log, in the language of the moment. Knows nothing of calls. */

import { type Api, ProblemError } from "./api";
import type { Composer } from "./composer";
import type { Log } from "./log";
import type { Session } from "./session";
import type { Status } from "./status";
import { ourLanguage, STRINGS, type Strings } from "./strings";
import { Turn } from "./turn";
import type { Choice, FeedbackKind, Language, Reply } from "./types";

export interface Parts {
  api: Api;
  session: Session;
  log: Log;
  status: Status;
  composer: Composer;
  /** The labels speak another language now. */
  onLanguage: () => void;
}

export class Screen {
  /** Set by whoever takes what is chosen. */
  onChoice: (choice: Choice) => void = () => undefined;

  constructor(private readonly parts: Parts) {}

  get t(): Strings {
    return STRINGS[this.parts.api.language];
  }

  /** A turn at the end of the log; `said` is left out for a greeting. */
  turn(said?: string): Turn {
    const turn = new Turn(this.t, said, this.parts.api.language);
    this.parts.log.add(turn);
    return turn;
  }

  reply(turn: Turn, reply: Reply): void {
    this.draw(turn, reply);
    this.parts.log.show(turn);
  }

  /** `old`: restored after a change of page. */
  draw(turn: Turn, reply: Reply, old = false): void {
    const { base, language } = this.parts.api;
    const onFeedback = (passages: string[], kind: FeedbackKind) => this.feedback(passages, kind);
    turn.say(reply, { base, language, old, onFeedback, onChoice: (choice) => this.onChoice(choice) });
  }

  /** Whether it got through; nothing waits for it. */
  private async feedback(passages: string[], kind: FeedbackKind): Promise<boolean> {
    const own = this.parts.session.get("own");
    if (!own) return false;
    return this.parts.api.feedback(own, passages, kind).then(
      () => true,
      () => false,
    );
  }

  note(text: string): void {
    const turn = this.turn();
    turn.note(text);
    this.parts.log.show(turn);
  }

  /** What went wrong, numbers to call meanwhile, and a button for another try. */
  trouble(turn: Turn, line: string, retry: () => void): void {
    const help = this.parts.session.get("help");
    turn.fail(this.t, { line, numbers: [...(help?.numbers ?? []), ...(help?.contacts ?? [])], retry });
    this.parts.log.show(turn);
  }

  /** The assistant's own words for a fault if it gave any. */
  reason(fault: unknown, otherwise = this.t.unreachable): string {
    if (fault instanceof ProblemError && fault.detail) return fault.detail;
    return navigator.onLine ? otherwise : this.t.offline;
  }

  speak(language: Language): void {
    if (language === this.parts.api.language) return;
    this.parts.api.language = language;
    this.parts.onLanguage();
  }

  /** The labels follow the language of the answers, unless the person has chosen one. */
  follow(tag: string): void {
    const language = ourLanguage(tag);
    if (language && !this.parts.session.get("language")) this.speak(language);
  }
}
