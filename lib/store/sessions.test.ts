import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { anId, aTask } from '../../tests/support/background.ts';
import { openStore } from './db.ts';
import { forgetAged } from './sessions.ts';
import { overlay } from './tasks.ts';

test('what the server no longer gives a device is forgotten; open tasks and waiting actions stay', async () => {
  const { db } = openStore(() => undefined, 'aged');
  const closed = (n: number, closedAt: string) => aTask(n, { status: 'done', closedAt });
  const waiting = overlay(closed(4, '2026-10-01T08:00:00.000Z'), []);
  await db.tasks.bulkPut([
    overlay(aTask(1, { dueAt: '2026-01-01T08:00:00.000Z' }), []),
    overlay(closed(2, '2026-11-20T08:00:00.000Z'), []),
    overlay(closed(3, '2026-10-01T08:00:00.000Z'), []),
    { ...waiting, base: aTask(4, {}) },
  ]);
  await forgetAged(db, '2026-11-09T00:00:00.000Z', '2026-08-25T00:00:00.000Z');
  expect(await db.tasks.toCollection().primaryKeys()).toEqual([anId(1), anId(2), anId(4)]);
});
