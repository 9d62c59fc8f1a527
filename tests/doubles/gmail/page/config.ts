/** How the page double behaves; the server half writes it into the page, where the script half reads it. */
export interface GmailConfig {
  language: 'en' | 'de';
  dark: boolean;
  /** Accounts whose link stands in the page; the first is the one that is open. */
  accounts: { email: string; name: string }[];
  /** Address in the window's title; another one than the account's stands for a delegated mailbox. */
  titleEmail: string;
  /** Class names as after a change of the page; attributes with a meaning stay. */
  renamedClasses: boolean;
  /** Recipient fields as they were before 2021 and still are for some. */
  oldRecipients: boolean;
  /** Signature as HTML text lines; empty for none. */
  signature: string[];
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

/** English unless a test asks for more. */
export const defaultConfig: GmailConfig = {
  language: 'en',
  dark: false,
  accounts: [{ email: 'astrid.holm@northwind.example', name: 'Astrid Holm' }],
  titleEmail: '',
  renamedClasses: false,
  oldRecipients: false,
  signature: ['Astrid Holm', 'Account Executive · Northwind', '+46 8 555 010 20'],
  buildDelayMs: 80,
  stepDelayMs: 30,
  resetMs: 250,
  draftDelayMs: 1200,
  draftIdAtOnce: false,
  sendDelayMs: 120,
  undoMs: 5000,
  editorLeaves: 'before',
};
