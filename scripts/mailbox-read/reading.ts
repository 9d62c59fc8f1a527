/** What the adapter has found in one saved page; numbers and our own names unless texts were asked for. */
export interface PageReading {
  kind: 'page';
  /** Parts of the page, and of the first compose window when one is open: the ladder step, or null when lost. */
  parts: Record<string, number | null>;
  /** Parts that need not be there, as far as they are. */
  also: Record<string, number>;
  account: 'certain' | 'several' | 'unknown';
  windows: WindowReading[];
  thread: ThreadReading | null;
  texts?: Texts;
}

export interface WindowReading {
  kind: string | null;
  reply: boolean;
  /** How many recipients stand in each field. */
  recipients: { to: number; cc: number; bcc: number };
  subject: boolean;
  body: boolean;
  /** Names of the ids it is known by. */
  ids: string[];
}

export interface ThreadReading {
  ids: string[];
  messages: { id: boolean; from: boolean; own: boolean | null }[];
  participants: number;
}

/** Only with `--text`. */
export interface Texts {
  account: string;
  windows: unknown[];
  thread: unknown;
}

/** What a recorded request does. */
export interface TrafficReading {
  kind: 'send' | 'reply' | 'draft' | 'undo' | 'discard' | 'schedule' | 'other';
  /** An answer of the server proves nothing by what it holds. */
  from: 'client' | 'server' | 'unknown';
  /** One for each message that it is about. */
  messages: {
    kind: string;
    reply: boolean;
    /** Null where the request says nothing of them. */
    to: number | null;
    cc: number | null;
    bcc: number | null;
    ids: string[];
  }[];
  /** The answer says no, in spite of a good status. */
  refused?: boolean;
  texts?: unknown;
}
