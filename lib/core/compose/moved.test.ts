import { expect, test } from 'vitest';
import { aComposeSession } from '../../../tests/support/builders.ts';
import type { ComposeSession } from '../../contract/compose.ts';
import { findMoved } from './moved.ts';

const now = new Date('2026-11-23T09:00:05.000Z');
const content = { to: ['asa@fjord.example'], cc: [], bcc: [], subject: 'Hello' };

const aSession = (change: Partial<ComposeSession> = {}) =>
  aComposeSession({
    site: 'outlook',
    state: 'closed',
    ids: { compose: '15a' },
    recipients: { to: ['Asa@fjord.example'], cc: [], bcc: [] },
    subject: 'Hello',
    windowGone: true,
    changedAt: '2026-11-23T09:00:00.000Z',
    ...change,
  });

test.each<[string, ComposeSession[], boolean]>([
  ['the window went a moment ago, with the same content', [aSession()], true],
  ['two that are the same', [aSession(), aSession({ id: 'b' })], false],
  ['another subject', [aSession({ subject: 'Bye' })], false],
  ['one copy more', [aSession({ recipients: { to: content.to, cc: ['x@y.example'], bcc: [] } })], false],
  ['not all of its recipients are known', [aSession({ partial: true })], false],
  ['its window is still there', [aSession({ state: 'writing', windowGone: false })], false],
  ['it was discarded', [aSession({ state: 'discarded' })], false],
  ['it went minutes ago', [aSession({ changedAt: '2026-11-23T08:58:00.000Z' })], false],
  ['its draft has a name, which would be this window’s too', [aSession({ ids: { draft: 'm1' } })], false],
])('R5 outlook: %s', (_name, sessions, expected) => {
  expect(findMoved(sessions, content, now) !== undefined).toBe(expected);
});

test('a window to nobody is nobody’s', () => {
  const empty = { to: [], cc: [], bcc: [] };
  expect(findMoved([aSession({ recipients: empty })], { ...content, to: [] }, now)).toBeUndefined();
});
