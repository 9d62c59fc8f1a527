import type { Mail } from './mails.ts';

/** Parts that can be left out of the page, as if it no longer had them. */
export type PartName =
  | 'newMail'
  | 'folderPane'
  | 'list'
  | 'readingPane'
  | 'threadSubject'
  | 'message'
  | 'sender'
  | 'messageBody'
  | 'to'
  | 'cc'
  | 'bcc'
  | 'showCc'
  | 'showBcc'
  | 'subject'
  | 'body'
  | 'send'
  | 'discard'
  | 'signature'
  | 'quote';

export interface Address {
  email: string;
  name: string;
}

/** How the page double behaves; the server half writes it into the page, where the script half reads it. */
export interface OutlookConfig {
  language: 'en' | 'de' | 'sv';
  dark: boolean;
  /** Roots of the folder pane; the first is the person's own mailbox. */
  mailboxes: Address[];
  /** A mailbox of several people, opened by its address in the path; empty for none. */
  sharedMailbox: string;
  /** Class names, or ids, as after a change of the page; attributes with a meaning stay. */
  renamedClasses: boolean;
  renamedIds: boolean;
  without: PartName[];
  /** Selectors of elements that leave the page as soon as they come. */
  withoutMatching: string[];
  /** Conversations, null for those of the double. */
  mails: Mail[] | null;
  /** Adds the policy that forbids HTML from text. */
  trustedTypes: boolean;
  /** From the load of the page until there is more than a splash. */
  loadDelayMs: number;
  /** Letter keys are taken at the window before anything in the page sees them, or where nobody took them. */
  shortcuts: 'capture' | 'bubble';
  /** People the address picker knows. */
  contacts: Address[];
  signature: string[];
  /** From the press on New mail until its window begins to appear, and between the steps of its building. */
  buildDelayMs: number;
  stepDelayMs: number;
  /** When a fresh window loses its recipients once, after it is built; null for never. */
  resetMs: number | null;
  /** What makes chips besides typing: a written list that ends in a comma, a pasted list, a pick from the list. */
  wellTakes: ('insert' | 'paste' | 'picker')[];
  pickerDelayMs: number;
  /** What a chip's label says of its person. */
  chipLabel: 'address' | 'both' | 'name';
  /** How a script gets text into the editor so that it is kept. */
  editorTakes: ('paste' | 'insert')[];
  /** From a change until the draft is saved. */
  draftDelayMs: number;
  /** Every request holds all fields, or only those changed since the last. */
  sendsWhole: boolean;
  /** From the press on Send until its request. */
  sendDelayMs: number;
  /** How long a send can be undone; 0 for not at all. */
  undoMs: number;
  /** Until then the request waits in the page, or it is made at once and taken back by another. */
  undoBy: 'page' | 'server';
  /** Does the window go when Send is pressed, or when the answer has come. */
  editorLeaves: 'before' | 'after';
  attachmentReminder: boolean;
  /** A window of its own has an address, or is an empty document that its opener fills. */
  popOut: 'url' | 'blank';
  /** A window that is not in front stays in the page, hidden, or leaves it until it is wanted again. */
  behind: 'hidden' | 'removed';
  /** Is Bcc read from `mailtouri`. */
  mailtoBcc: boolean;
  /** Characters after which a deep link is cut. */
  linkLimit: number;
  /** The sign-in that a deep link meets first keeps nothing but its recipients. */
  signInLost: boolean;
  /** A deep link ends in the inbox. */
  linkDropped: boolean;
}

/** English unless a test asks for more. */
export const defaultConfig: OutlookConfig = {
  language: 'en',
  dark: false,
  mailboxes: [{ email: 'astrid.holm@northwind.example', name: 'Astrid Holm' }],
  sharedMailbox: '',
  renamedClasses: false,
  renamedIds: false,
  without: [],
  withoutMatching: [],
  mails: null,
  trustedTypes: false,
  loadDelayMs: 0,
  shortcuts: 'capture',
  contacts: [
    { email: 'ana.ito@example.com', name: 'Ana Ito' },
    { email: 'ana.ito@example.com.au', name: 'Ana Ito (Sydney)' },
    { email: 'bo@example.org', name: 'Bo Ek' },
  ],
  signature: ['Astrid Holm', 'Account Executive · Northwind', '+46 8 555 010 20'],
  buildDelayMs: 80,
  stepDelayMs: 30,
  resetMs: 250,
  wellTakes: ['insert', 'paste', 'picker'],
  pickerDelayMs: 150,
  chipLabel: 'address',
  editorTakes: ['paste', 'insert'],
  draftDelayMs: 1200,
  sendsWhole: true,
  sendDelayMs: 120,
  undoMs: 0,
  undoBy: 'page',
  editorLeaves: 'after',
  attachmentReminder: false,
  popOut: 'url',
  behind: 'hidden',
  mailtoBcc: true,
  linkLimit: 2000,
  signInLost: false,
  linkDropped: false,
};
