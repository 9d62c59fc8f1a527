import { expect, test } from 'vitest';
import { MailingStatus } from '../../contract/mailing.ts';
import { endOf, isEditable, type MailingMove, mailingMoves, movedMailing, startOf } from './state.ts';

const now = new Date('2026-11-23T08:00:00.000Z');
const all = MailingStatus.options;

/** Where each move leads from each status; a blank where it cannot happen. */
const table: Record<MailingMove, Partial<Record<MailingStatus, MailingStatus>>> = {
  schedule: { draft: 'scheduled', scheduled: 'scheduled', stopped: 'scheduled' },
  prepare: {
    draft: 'preparing',
    scheduled: 'preparing',
    stopped: 'preparing',
    finished: 'preparing',
    finished_with_errors: 'preparing',
    failed: 'preparing',
  },
  start: {
    draft: 'sending',
    scheduled: 'sending',
    preparing: 'sending',
    stopped: 'sending',
    finished: 'sending',
    finished_with_errors: 'sending',
  },
  stop: { preparing: 'stopped', scheduled: 'stopped', sending: 'stopped' },
  revise: { scheduled: 'draft', stopped: 'draft', failed: 'draft' },
  finish: { sending: 'finished' },
  finishWithErrors: { sending: 'finished_with_errors' },
  fail: { preparing: 'failed', scheduled: 'failed', sending: 'failed' },
};

test.each(Object.keys(mailingMoves) as MailingMove[])('mailings §3 states: %s', (move) => {
  const found = all.flatMap((status) => {
    const to = movedMailing(status, move);
    return to === null ? [] : [[status, to]];
  });
  expect(Object.fromEntries(found)).toEqual(table[move]);
});

test('mailings §3 errors: a mailing that some could not get ends in words of its own', () => {
  expect([endOf(0), endOf(1)]).toEqual(['finish', 'finishWithErrors']);
  expect(mailingMoves[endOf(3)].to).toBe('finished_with_errors');
});

test('mailings §3 editing: a draft that nobody has got can be changed, and nothing else', () => {
  expect(all.filter((status) => isEditable(status, false))).toEqual(['draft']);
  expect(all.filter((status) => isEditable(status, true))).toEqual([]);
});

test.each([
  [null, null],
  ['2026-11-23T07:59:00.000Z', null],
  ['2026-11-23T08:00:00.000Z', null],
  ['2026-11-23T08:00:01.000Z', '2026-11-23T08:00:01.000Z'],
])('mailings §9 past: a start of %s begins at %s', (wanted, at) => {
  expect(startOf(wanted === null ? null : new Date(wanted), now)?.toISOString() ?? null).toBe(at);
});
