/** The conversation API as the widget sees it, version 1 (the same shapes as channels/reply.py). */

export type Language = "da" | "nb" | "en";
export type Audience = "parent" | "staff";

export interface Citation {
  passage: string;
  title: string;
  document: string;
  section: string;
  page?: number;
  url: string;
  quote: string;
}

/** What a reader says of an answer; the last four say why it did not help. */
export type FeedbackKind = "helpful" | "not_helpful" | "wrong" | "missing" | "outdated" | "other_question";

export interface Choice {
  label: string;
  value: string;
}

export interface CallNumber {
  label: string;
  tel: string;
  hours?: string | null;
}

export interface Receipt {
  kind: string;
  reference: string;
  code?: string | null;
  when?: string | null;
  coordinator?: { name: string; role: string } | null;
}

export interface Numbers {
  numbers: CallNumber[];
}

export interface Reply {
  type: "text" | "answer" | "choices" | "crisis" | "receipt" | "error";
  text: string;
  language: string;
  citations?: Citation[];
  choices?: Choice[];
  data?: Numbers | Receipt | null;
}

export interface Started {
  conversation: string;
  token: string;
  replies: Reply[];
}

export interface TranscriptItem {
  sender: "person" | "assistant";
  text?: string | null;
  reply?: Reply | null;
}

export interface Transcript {
  language: string;
  items: TranscriptItem[];
}

export interface Help {
  title: string;
  text: string;
  language: string;
  numbers: CallNumber[];
  contacts: CallNumber[];
}

/** What the person said: words, or a choice by its value. `key` stays the same over every try. */
export interface Said {
  key: string;
  text: string;
  choice?: string;
}
