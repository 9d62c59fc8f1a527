import type { FieldReport } from '../../contract/compose.ts';
import { setValue } from '../dom/write.ts';
import type { Insertion, InsertReport } from '../mailbox.ts';
import type { ComposeParts } from './anatomy.ts';
import { bodyHolds, type Editor, insertInBody, replaceBody } from './body.ts';

type Parts = Pick<ComposeParts, 'body' | 'subject' | 'reply'>;

/**
 * Writes a text that the person has chosen into a window they opened. At the cursor nothing of theirs is touched, and
 * an empty subject is filled; replacing takes the place of what stands above signature and quote, and of the subject.
 * The subject of an answer belongs to its thread and is left alone.
 *
 * @param caret - where the cursor was when it was last in the body
 */
export async function insertInCompose(
  parts: Parts,
  editor: Editor,
  insertion: Insertion,
  caret: Range | null,
): Promise<InsertReport> {
  const { subject, how } = insertion;
  return {
    subject: writeSubject(parts, subject, how),
    body: await writeText(parts.body, editor, insertion, caret),
  };
}

async function writeText(
  body: HTMLElement,
  editor: Editor,
  { html, how }: Insertion,
  caret: Range | null,
): Promise<FieldReport> {
  if (html === '') return 'empty';
  if (how === 'cursor') return (await insertInBody(body, html, editor, caret)) ? 'done' : 'unverified';
  if (bodyHolds(body, html, editor.kept)) return 'already';
  return (await replaceBody(body, html, editor)) ? 'done' : 'unverified';
}

function writeSubject({ subject, reply }: Parts, wanted: string, how: Insertion['how']): FieldReport {
  if (wanted === '') return 'empty';
  if (!subject || reply) return 'refused';
  if (subject.value === wanted) return 'already';
  if (how === 'cursor' && subject.value.trim() !== '') return 'refused';
  setValue(subject, wanted);
  return subject.value === wanted ? 'done' : 'unverified';
}
