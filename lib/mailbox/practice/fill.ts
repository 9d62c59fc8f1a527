import type { ComposeField, FieldReport, FillReport, Prefill } from '../../contract/compose.ts';
import type { Recipient } from '../../contract/primitives.ts';
import { bodyHolds, bodyStands, byCommand, writeBody } from '../compose/body.ts';
import { addressList, sameAddresses } from '../dom/addresses.ts';
import { climb } from '../dom/ladder.ts';
import { waitFor } from '../dom/wait.ts';
import { press, setValue } from '../dom/write.ts';
import { parseCompose, type RecipientField, readRecipients, readState } from './read.ts';
import { field, KEPT, showButton } from './selectors.ts';

/** A plain editable body. */
export const editor = { kept: KEPT, ways: [byCommand] };

/** The page draws what was written a moment later. */
const DRAW_MS = 1000;

/**
 * Fills a window where nothing stands and reads back what it wrote. What the person has written stays, field by field.
 * A reply keeps its recipients and subject because they stand there already.
 */
export async function fillCompose(
  root: HTMLElement,
  prefill: Prefill,
  stop: AbortSignal,
): Promise<FillReport> {
  const report = refusal(prefill);
  if (readState(root) !== 'writing' && readState(root) !== 'failed') return report;
  for (const name of ['to', 'cc', 'bcc'] as const) {
    report[name] = await fillRecipients(root, name, prefill[name], stop);
  }
  report.subject = fillSubject(root, prefill.subject);
  report.body = await fillBody(root, prefill.html);
  return report;
}

/** What the report says when nothing could or may be written. */
export function refusal(prefill: Prefill): FillReport {
  const of = (name: ComposeField, holds: boolean) => [name, holds ? 'refused' : 'empty'] as const;
  return Object.fromEntries([
    of('to', prefill.to.length > 0),
    of('cc', prefill.cc.length > 0),
    of('bcc', prefill.bcc.length > 0),
    of('subject', prefill.subject !== ''),
    of('body', prefill.html !== ''),
    // Every field of the record stands above, which fromEntries cannot know.
  ]) as FillReport;
}

async function fillRecipients(
  root: HTMLElement,
  name: RecipientField,
  wanted: readonly Recipient[],
  stop: AbortSignal,
): Promise<FieldReport> {
  if (wanted.length === 0) return 'empty';
  const addresses = wanted.map(({ email }) => email);
  const holds = () => sameAddresses(readRecipients(root, name), addresses);
  if (holds()) return 'already';
  const input = await showField(root, name, stop);
  if (!input || readRecipients(root, name).length > 0 || input.value.trim() !== '') return 'refused';
  setValue(input, `${addressList(wanted)}, `);
  return (await waitFor(() => holds() || null, root, DRAW_MS, stop)) ? 'done' : 'unverified';
}

async function showField(root: HTMLElement, name: RecipientField, stop: AbortSignal) {
  const look = () => {
    const found = climb(root, field(name))?.element;
    return found instanceof HTMLInputElement ? found : null;
  };
  const there = look();
  if (there || name === 'to') return there;
  const button = root.querySelector<HTMLElement>(showButton(name));
  if (!button) return null;
  press(button);
  return waitFor(look, root, DRAW_MS, stop);
}

function fillSubject(root: HTMLElement, wanted: string): FieldReport {
  if (wanted === '') return 'empty';
  const found = parseCompose(root);
  if ('missing' in found) return 'refused';
  if (found.subject.value === wanted) return 'already';
  if (found.subject.value.trim() !== '') return 'refused';
  setValue(found.subject, wanted);
  return found.subject.value === wanted ? 'done' : 'unverified';
}

async function fillBody(root: HTMLElement, html: string): Promise<FieldReport> {
  if (html === '') return 'empty';
  const found = parseCompose(root);
  if ('missing' in found) return 'refused';
  if (bodyHolds(found.body, html, KEPT)) return 'already';
  if (bodyStands(found.body, KEPT)) return 'refused';
  return (await writeBody(found.body, html, editor)) ? 'done' : 'unverified';
}
