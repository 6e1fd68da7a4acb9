/** Calls the conversation API; every fault becomes a ProblemError or an UnreachableError. */

import { EventReader } from "./events";
import type { Audience, FeedbackKind, Help, Language, Reply, Said, Started, Transcript } from "./types";

/** Milliseconds without a sign of life before we call it a fault. */
const PATIENCE = 45_000;

/** The assistant said no, and why in words. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(detail);
  }

  /** The conversation is over or not ours: a new one can be started. */
  get over(): boolean {
    return this.status === 401 || this.status === 410;
  }

  /** Worth another try with the same message. */
  get passing(): boolean {
    return this.status >= 500 || this.status === 429;
  }
}

/** No answer, or one that broke off. */
export class UnreachableError extends Error {}

export interface Credentials {
  conversation: string;
  token: string;
}

interface Answer {
  replies?: Reply[];
  language: string;
}

export class Api {
  /** Errors come in this language. */
  language: Language = "da";

  constructor(
    readonly base: string,
    private readonly school: string,
    private readonly audience: Audience,
  ) {}

  start(): Promise<Started> {
    const body = { school: this.school, language: this.language, audience: this.audience };
    return this.json("POST", "conversations", { body });
  }

  transcript(own: Credentials): Promise<Transcript> {
    return this.json("GET", `conversations/${own.conversation}`, { token: own.token });
  }

  erase(own: Credentials): Promise<{ erased: Record<string, number> }> {
    return this.json("DELETE", `conversations/${own.conversation}`, { token: own.token });
  }

  /** Says whether the answer that cites these passages helped. */
  feedback(own: Credentials, passages: string[], kind: FeedbackKind): Promise<unknown> {
    const path = `conversations/${own.conversation}/feedback`;
    return this.json("POST", path, { token: own.token, body: { passages, kind } });
  }

  help(): Promise<Help> {
    const query = new URLSearchParams({ school: this.school, language: this.language });
    return this.json("GET", `help?${query}`, {});
  }

  /** Says something; hands over each reply as it comes. Returns the language of the answer. */
  async send(own: Credentials, said: Said, onReply: (reply: Reply) => void): Promise<string> {
    const watch = new Watch();
    const headers = { accept: "text/event-stream", "idempotency-key": said.key };
    const body = said.choice ? { choice: said.choice } : { text: said.text };
    const path = `conversations/${own.conversation}/messages`;
    try {
      const response = await this.call("POST", path, { token: own.token, body, headers, watch });
      return await read(response, onReply, watch);
    } finally {
      watch.stop();
    }
  }

  private async json<T>(method: string, path: string, what: Request): Promise<T> {
    const watch = new Watch();
    try {
      const response = await this.call(method, path, { ...what, watch });
      return (await orUnreachable(response.json())) as T;
    } finally {
      watch.stop();
    }
  }

  private async call(method: string, path: string, what: Request): Promise<Response> {
    const headers = new Headers({ accept: "application/json", "accept-language": this.language });
    if (what.token) headers.set("authorization", `Bearer ${what.token}`);
    if (what.body) headers.set("content-type", "application/json");
    for (const [name, value] of Object.entries(what.headers ?? {})) headers.set(name, value);
    const response = await orUnreachable(
      fetch(`${this.base}/api/v1/${path}`, {
        method,
        headers,
        body: what.body ? JSON.stringify(what.body) : null,
        signal: what.watch?.signal ?? null,
        credentials: "omit",
        cache: "no-store",
      }),
    );
    if (!response.ok) throw await problem(response);
    return response;
  }
}

interface Request {
  token?: string;
  body?: object;
  headers?: Record<string, string>;
  watch?: Watch;
}

/** Breaks a call off when nothing has been heard for too long. */
class Watch {
  private readonly controller = new AbortController();
  private timer = 0;

  constructor() {
    this.heard();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  heard(): void {
    this.stop();
    this.timer = window.setTimeout(() => this.controller.abort(), PATIENCE);
  }

  stop(): void {
    window.clearTimeout(this.timer);
  }
}

async function read(response: Response, onReply: (reply: Reply) => void, watch: Watch): Promise<string> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream") || !response.body) {
    const answer = (await orUnreachable(response.json())) as Answer;
    answer.replies?.forEach(onReply);
    return answer.language;
  }
  const events = new EventReader();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await orUnreachable(reader.read());
    if (done) throw new UnreachableError("the answer broke off");
    watch.heard();
    for (const event of events.read(value)) {
      if (event.name === "reply") onReply(parsed<Reply>(event.data));
      if (event.name === "done") return parsed<Answer>(event.data).language;
    }
  }
}

function parsed<T>(data: string): T {
  try {
    return JSON.parse(data) as T;
  } catch (fault) {
    throw new UnreachableError(String(fault));
  }
}

async function problem(response: Response): Promise<ProblemError> {
  const body = (await response.json().catch(() => ({}))) as { detail?: unknown };
  return new ProblemError(response.status, typeof body.detail === "string" ? body.detail : "");
}

async function orUnreachable<T>(under: Promise<T>): Promise<T> {
  try {
    return await under;
  } catch (fault) {
    throw new UnreachableError(String(fault));
  }
}
