import type { BrowserContext, Locator, Page } from '@playwright/test';

/** What the page double of any mail site tells, and how it is told to behave. */
export interface MailDouble {
  /** Requests that change a message, in the order they came. */
  log: { kind: string }[];
  /** Messages that were accepted for sending and not taken back. */
  sent(): { to: string[]; cc: string[]; bcc: string[]; subject: string }[];
  /** What sends are answered from now on. */
  answer(answer: 'ok' | 'error' | 'refused' | 'offline' | 'hang'): void;
  /** Milliseconds before a request is answered. */
  slow(ms: number): void;
}

/** A mail site as a person sees it; `nth` counts the compose windows of the page. */
export interface MailView {
  windows: Locator;
  to(nth?: number): Promise<string[]>;
  cc(nth?: number): Promise<string[]>;
  bcc(nth?: number): Promise<string[]>;
  /** Takes the last one out of To, and writes this address instead. */
  readdress(address: string): Promise<void>;
  subject(nth?: number): Locator;
  /** Of all windows. */
  subjects(): Promise<string[]>;
  body(nth?: number): Locator;
  send(nth?: number): Promise<void>;
  /** Brings the window that holds the text to front, and sends it. */
  sendWith(text: string): Promise<void>;
  discard(nth?: number): Promise<void>;
  close(nth?: number): Promise<void>;
  undo(): Promise<void>;
  /** Puts away what the site says of a send that has failed, where it must be put away. */
  acknowledge(): Promise<void>;
  composeButton: Locator;
}

/** How a page double of any site can differ; what is not said is as the site has it. */
export interface SiteOptions {
  /** Mailboxes that are open in the page. */
  accounts?: { email: string; name: string }[];
  undoMs?: number;
  resetMs?: number | null;
  buildDelayMs?: number;
  stepDelayMs?: number;
  /** Where a send can be undone: the page holds it, or the service has it already. */
  undoBy?: 'page' | 'server';
  /** A window names its draft from the start, where the site has such names. */
  namedAtOnce?: boolean;
}

/** A mail site that the same flows are shown on. */
export interface MailSite {
  name: 'gmail' | 'outlook';
  url: string;
  origins: readonly string[];
  double(options: SiteOptions): { double: MailDouble; route(context: BrowserContext): Promise<void> };
  view(page: Page): MailView;
  /** Is it the request by which a message leaves? */
  isSend(body: string, headers: Record<string, string>): boolean;
  /** Ids that prove a send. */
  proofIds: Record<string, unknown>;
}

export function valuesOf(fields: Locator): Promise<string[]> {
  return fields.evaluateAll((found) =>
    found.map((field) => (field instanceof HTMLInputElement ? field.value : '')),
  );
}
