import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { aCampaign, aTask } from '../../tests/support/tasks.ts';
import { LocalDatabase } from './db.ts';

test('a copy of the first version is taken over, with what its rows lack', async () => {
  const old = new Dexie('first-version');
  old.version(1).stores({
    tasks: 'id, due, [type+due], [campaignId+due]',
    people: 'id',
    campaigns: 'id',
    activities: 'id, [personId+at]',
    outbox: '++seq, &id, taskId',
    acted: 'id, actedAt',
    composeSessions: 'id, taskId, draft, requestId, tabId, state, changedAt',
    requests: 'id, requestId, draft, seenAt',
    notices: 'id, at',
    mailTabs: 'tabId',
    meta: 'key',
  });
  const { cause: _, ...task } = aTask();
  const { settings, ...campaign } = aCampaign();
  const row = { id: task.id, type: task.type, campaignId: null, due: 1, task, base: { ...task, version: 0 } };
  await old.table('tasks').put(row);
  await old.table('campaigns').put({ ...campaign, settings: { skipWeekends: settings.skipWeekends } });
  await old.table('meta').put({ key: 'server', value: 'http://127.0.0.1:8420' });
  old.close();

  const db = new LocalDatabase('first-version');
  expect(await db.tasks.get(task.id)).toMatchObject({ due: 1, task: { cause: null }, base: { cause: null } });
  expect(await db.campaigns.get(campaign.id)).toMatchObject({ settings: { onReply: 'end' } });
  expect(await db.templates.toArray()).toEqual([]);
  expect(await db.meta.count()).toBe(1);
});
