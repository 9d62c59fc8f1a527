/** What one of a mail client's own requests does to one message. */
export interface Traffic {
  /**
   * `send`: handed over for sending; `schedule`: to be sent later; `draft`: saved as a draft, also when an undo brings
   * a message back; `undo`: a message that was sent is taken back to the drafts; `discard`: the draft is thrown away;
   * `other`: anything else.
   */
  kind: 'send' | 'draft' | 'undo' | 'discard' | 'schedule' | 'other';
  /** An answer to another message; false where the request does not tell. */
  reply: boolean;
  /** The site's own ids; empty when the request does not tell them. */
  ids: { message: string; thread: string };
  /** Mailbox the message leaves from; null where the request does not name it. */
  account: string | null;
  /** Null where the request says nothing of them, because they have not changed. */
  to: string[] | null;
  cc: string[] | null;
  bcc: string[] | null;
  subject: string | null;
}

/** A request as the browser shows it: header names in lower case; the body as text, empty when it cannot be read. */
export interface PageRequest {
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
}
