import { expect, test } from 'vitest';
import { awaitsTurn } from './turn.ts';

const now = new Date('2026-06-04T10:00:00.000Z');
const mail = { automatic: 'step', held: null, trouble: null, dueAt: now.toISOString() };

test.each([
  ['its moment has come', {}, true],
  ['it is still ahead', { dueAt: '2026-06-04T10:00:01.000Z' }, false],
  ['somebody writes it', { automatic: undefined }, false],
  ['it is held', { held: { cause: 'late' } }, false],
  ['something stands in its way', { trouble: { code: 'MAIL_REJECTED' } }, false],
])('a mail waits for its turn when %s: %s', (_, over, expected) => {
  expect(awaitsTurn({ ...mail, ...over }, now)).toBe(expected);
});
