import type { Person, Thread } from './threads.ts';

export type Language = 'en' | 'de' | 'sv';

/** Somebody else's mailbox that the signed-in person may write from, at `/mail/b/<id>/u/0/`. */
export interface Delegation extends Person {
  id: string;
  /** Whom the account link names there: the mailbox, as its title does, or still the person. */
  linkNames: 'mailbox' | 'person';
}

/** A way to find a part of the page, as the ladders of the adapter have them. */
export type Step = string | { css: string; nth: number };

/** How the page double behaves; the server half writes it into the page, where the script half reads it. */
export interface GmailConfig {
  language: Language;
  dark: boolean;
  /** Accounts that are signed in; `/mail/u/N/` opens the N-th. */
  accounts: Person[];
  /** Whose links stand in the page: of the account that is open, or of all. */
  accountLinks: 'open' | 'all';
  delegated: Delegation[];
  /** Address in the window's title, when it contradicts the account's. */
  titleEmail: string;
  /** Conversations, null for those of the double; `me` as an address stands for the account that is open. */
  threads: Thread[] | null;
  /** One message a view and a row, as with the conversation view switched off. */
  conversations: boolean;
  /** The thread's permanent id is the text `undefined`, as Gmail has had it. */
  threadIdLost: boolean;
  /** From a change of the hash until the view follows. */
  routeDelayMs: number;
  /** Class names as after a change of the page; attributes with a meaning stay. */
  renamedClasses: boolean;
  /** Parts (names of ladders) that this page does not have. */
  without: string[];
  /** Recipient fields as they were before 2021 and still are for some. */
  oldRecipients: boolean;
  /** Signature as HTML text lines; empty for none. */
  signature: string[];
  /** Compose brings a window in the page; false stands for a page that has changed so that it does not. */
  opensInPage: boolean;
  /** New messages open in full screen. */
  fullScreen: boolean;
  /** A window that changes its kind is moved, or built anew around the same draft. */
  kindChange: 'move' | 'rebuild';
  /** Answers have a second button, which archives too. */
  sendAndArchive: boolean;
  /** Where the page listens for its letter shortcuts: after the field that is typed in, or before everything. */
  keys: 'after' | 'first';
  /** From the press on Compose until its window begins to appear, and between the steps of its building. */
  buildDelayMs: number;
  stepDelayMs: number;
  /** When a fresh window loses its recipients once, after it is built; null for never. */
  resetMs: number | null;
  /** From a change until the draft is saved. */
  draftDelayMs: number;
  /** The hidden field names the draft from the start, not only after the first save. */
  draftIdAtOnce: boolean;
  /** From the press on Send until its request. */
  sendDelayMs: number;
  /** How long Undo is offered after a send. */
  undoMs: number;
  /** Does the window go when Send is pressed, or when the answer has come. */
  editorLeaves: 'before' | 'after';
}

/** What the server half writes into the page. */
export interface PageData {
  config: GmailConfig;
  threads: Thread[];
  /** How the parts that are to be missing could be found. */
  withoutSteps: Step[][];
}

/** English unless a test asks for more. */
export const defaultConfig: GmailConfig = {
  language: 'en',
  dark: false,
  accounts: [{ email: 'astrid.holm@northwind.example', name: 'Astrid Holm' }],
  accountLinks: 'open',
  delegated: [],
  titleEmail: '',
  threads: null,
  conversations: true,
  threadIdLost: false,
  routeDelayMs: 40,
  renamedClasses: false,
  without: [],
  oldRecipients: false,
  signature: ['Astrid Holm', 'Account Executive · Northwind', '+46 8 555 010 20'],
  opensInPage: true,
  fullScreen: false,
  kindChange: 'move',
  sendAndArchive: false,
  keys: 'after',
  buildDelayMs: 80,
  stepDelayMs: 30,
  resetMs: 250,
  draftDelayMs: 1200,
  draftIdAtOnce: false,
  sendDelayMs: 120,
  undoMs: 5000,
  editorLeaves: 'before',
};
