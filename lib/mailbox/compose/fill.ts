import type { ComposeField, FieldReport, FillReport, Prefill } from '../../contract/compose.ts';
import { sameAddresses } from '../dom/addresses.ts';
import { pause, waitFor } from '../dom/wait.ts';
import { setValue } from '../dom/write.ts';
import { type ComposeParts, RECIPIENT_FIELDS, type RecipientField, type WriteContext } from './anatomy.ts';
import { bodyHolds, bodyStands, writeBody } from './body.ts';

/** A fresh window is reset by the page at most this long after it has appeared. */
const RESET_WITHIN_MS = 1000;
/** The first look at what was written, and the last one after a reset. */
const SETTLE_MS = 100;
const FIELDS: readonly ComposeField[] = ['to', 'cc', 'bcc', 'subject', 'body'];

/**
 * Fills a compose window where nothing stands (of an answer only the body), and reads back what it wrote, at once and again when the page can no
 * longer reset the window. What a reset has emptied is written once more, unless the person has begun to write.
 *
 * @param ageMs - how long ago the window appeared
 */
export async function fillCompose(
  context: WriteContext,
  prefill: Prefill,
  ageMs: number,
): Promise<FillReport> {
  if (!mayWrite(context)) return refusal(prefill);
  const report = await writeAll(context, prefill);
  const settleMs = Math.max(SETTLE_MS, RESET_WITHIN_MS - ageMs);
  const lost = await waitFor(
    () => lostFields(context, prefill, report),
    context.root,
    settleMs,
    context.signal,
  );
  if (lost && !context.touched()) {
    await pause(0); // let the page finish its own change first
    const again = await writeAll(context, prefill);
    for (const field of FIELDS)
      if (report[field] === 'done' && again[field] !== 'already') report[field] = again[field];
  }
  await pause(SETTLE_MS, context.signal);
  return context.touched() ? report : readBack(context, prefill, report);
}

/** What the report says when nothing could or may be written. */
export function refusal(prefill: Prefill): FillReport {
  const of = (holds: boolean): FieldReport => (holds ? 'refused' : 'empty');
  return {
    to: of(prefill.to.length > 0),
    cc: of(prefill.cc.length > 0),
    bcc: of(prefill.bcc.length > 0),
    subject: of(prefill.subject !== ''),
    body: of(prefill.html !== ''),
  };
}

function mayWrite(context: WriteContext): boolean {
  return partsOf(context) !== null && !context.touched();
}

async function writeAll(context: WriteContext, prefill: Prefill): Promise<FillReport> {
  const report = refusal(prefill);
  for (const field of RECIPIENT_FIELDS) report[field] = await fillRecipients(context, field, prefill);
  report.subject = writeSubject(context, prefill.subject);
  report.body = await fillBody(context, prefill.html);
  return report;
}

function fillRecipients(
  context: WriteContext,
  field: RecipientField,
  prefill: Prefill,
): Promise<FieldReport> {
  const { root, anatomy } = context;
  if (!partsOf(context)?.reply) return anatomy.writeRecipients(context, field, prefill[field]);
  const wanted = prefill[field].map(({ email }) => email);
  const same = sameAddresses(anatomy.readRecipients(root, field), wanted);
  return Promise.resolve(wanted.length === 0 ? 'empty' : same ? 'already' : 'refused');
}

function writeSubject(context: WriteContext, wanted: string): FieldReport {
  const parts = partsOf(context);
  const subject = parts?.reply ? null : parts?.subject;
  if (!subject) return wanted === '' ? 'empty' : 'refused';
  if (subject.value === wanted) return wanted === '' ? 'empty' : 'already';
  if (wanted === '') return 'empty';
  if (subject.value.trim() !== '' || context.touched()) return 'refused';
  setValue(subject, wanted);
  return subject.value === wanted ? 'done' : 'refused';
}

async function fillBody(context: WriteContext, html: string): Promise<FieldReport> {
  const body = partsOf(context)?.body;
  const { kept, insertWays } = context.anatomy;
  if (html === '') return 'empty';
  if (!body) return 'refused';
  if (bodyHolds(body, html, kept)) return 'already';
  if (bodyStands(body, kept) || context.touched()) return 'refused';
  const editor = { kept, ways: insertWays(context.pasteInPage) };
  if (await writeBody(body, html, editor)) return 'done';
  return bodyStands(body, kept) ? 'unverified' : 'refused';
}

/** True once a field that we wrote is empty again: the page has reset the window. */
function lostFields(context: WriteContext, prefill: Prefill, report: FillReport): true | null {
  const parts = partsOf(context);
  if (!parts) return null;
  const emptied = RECIPIENT_FIELDS.some(
    (f) => report[f] === 'done' && context.anatomy.readRecipients(context.root, f).length === 0,
  );
  const noSubject = report.subject === 'done' && parts.subject?.value === '';
  const noBody =
    report.body === 'done' && prefill.html !== '' && !bodyStands(parts.body, context.anatomy.kept);
  return emptied || noSubject || noBody || null;
}

/** The last word: a field is done only if it holds now what it should. */
function readBack(context: WriteContext, prefill: Prefill, report: FillReport): FillReport {
  const parts = partsOf(context);
  if (!parts) return { ...report };
  const keep = (field: ComposeField, holds: boolean): FieldReport =>
    report[field] === 'done' && !holds ? 'unverified' : report[field];
  const recipients = (field: 'to' | 'cc' | 'bcc') =>
    keep(
      field,
      sameAddresses(
        context.anatomy.readRecipients(context.root, field),
        prefill[field].map(({ email }) => email),
      ),
    );
  return {
    to: recipients('to'),
    cc: recipients('cc'),
    bcc: recipients('bcc'),
    subject: keep('subject', parts.subject?.value === prefill.subject),
    body: keep('body', bodyHolds(parts.body, prefill.html, context.anatomy.kept)),
  };
}

function partsOf({ root, anatomy }: WriteContext): ComposeParts | null {
  const parts = anatomy.parse(root);
  return 'body' in parts ? parts : null;
}
