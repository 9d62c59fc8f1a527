import type { FieldReport } from '../../contract/compose.ts';
import type { Recipient } from '../../contract/primitives.ts';
import type { Ladder } from '../dom/ladder.ts';
import type { PasteInPage } from '../dom/paste-bridge.ts';
import type { ComposeKind } from '../mailbox.ts';

export type RecipientField = 'to' | 'cc' | 'bcc';
export const RECIPIENT_FIELDS: readonly RecipientField[] = ['to', 'cc', 'bcc'];

/** What every site's compose window has; a part that is lost is null, and its name stands in `missing`. */
export interface ComposeParts {
  kind: ComposeKind;
  /** An answer or a forwarded message: its recipients and subject belong to the thread and are never written. */
  reply: boolean;
  body: HTMLElement;
  subject: HTMLInputElement | null;
  missing: string[];
}

/** All that writing into a window needs to know. */
export interface WriteContext {
  root: HTMLElement;
  anatomy: Anatomy;
  pasteInPage: PasteInPage | null;
  /** The person has begun to write; nothing more may be written. */
  touched(): boolean;
  signal: AbortSignal;
}

/**
 * Puts HTML where the selection is in a focused body. What came of it is read back by the caller.
 *
 * @returns true when the page has taken it over, and may write it a moment later
 */
export type InsertHtml = (body: HTMLElement, html: string) => boolean;

/**
 * How a site builds its compose windows. What it does not say is the same everywhere: which windows there are, who
 * they are when the page draws them anew, when they are filled, and what the person does in them.
 */
export interface Anatomy {
  /** All compose windows of a page, built or still being built. */
  findBoxes(page: ParentNode): HTMLElement[];
  /** The parts, or, when there is not even a body to write in, the names of all that is missing. */
  parse(root: HTMLElement): ComposeParts | { missing: string[] };
  /**
   * Names the window is known by; absent until known. `draft` stays when the page draws the window anew, and is the
   * id of the message in the site's traffic.
   */
  readIds(root: HTMLElement): Record<string, string>;
  /** Addresses that stand in a field as recipients; text that is none yet does not count. */
  readRecipients(root: HTMLElement, field: RecipientField): string[];
  /** Writes one field where nothing stands, and reads it back. */
  writeRecipients(
    context: WriteContext,
    field: RecipientField,
    wanted: readonly Recipient[],
  ): Promise<FieldReport>;
  /** Signature and quote: whatever is written goes above them, and they stay as they are. */
  kept: readonly Ladder[];
  /** Ways to get HTML into the site's editor, best first; the next is tried when the text was not taken. */
  insertWays(pasteInPage: PasteInPage | null): readonly InsertHtml[];
  /** Does the element belong to a control that sends, or that throws the draft away? */
  controlOf(root: HTMLElement, target: Element): 'send' | 'discard' | null;
  /** Does the key, pressed anywhere in the window, do so? */
  keyOf(event: KeyboardEvent): 'send' | 'discard' | null;
  /** Brings a minimised window up. */
  unfold?(root: HTMLElement): void;
  /** Questions and refusals by which the page holds a message back after Send was pressed, and the button that goes on. */
  dialogs?: { box: Ladder; ok: Ladder };
  /** What stands beside Send; our own button is put after it. */
  toolPlace(root: HTMLElement): HTMLElement | null;
  /** Attributes whose change may tell something new of a window. */
  observed: readonly string[];
}
