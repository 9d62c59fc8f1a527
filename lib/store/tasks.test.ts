import 'fake-indexeddb/auto';
import { beforeAll, expect, test } from 'vitest';
import { anId, aTask } from '../../tests/support/background.ts';
import { aCompose } from '../../tests/support/fake-state.ts';
import { dayBounds } from '../core/task/group.ts';
import { openStore } from './db.ts';
import { saveSession } from './sessions.ts';
import { campaignIdsOfOpenTasks, countTasks, listTasks, nextDueAt, overlay } from './tasks.ts';

const { db } = openStore(() => undefined, 'tasks');
const bounds = dayBounds(new Date('2026-11-23T09:00:00.000Z'), 'Europe/Stockholm');
const everything = { type: null, campaignId: null, search: '' };
const spring = anId(501);
const autumn = anId(502);

beforeAll(async () => {
  const tasks = [
    aTask(1, { dueAt: '2026-11-20T08:00:00.000Z', campaignId: spring, campaignName: 'Spring' }), // overdue
    aTask(2, { dueAt: '2026-11-23T15:00:00.000Z', type: 'call', personName: 'Per Ek', campaignId: autumn }), // today
    aTask(3, { dueAt: '2026-11-23T07:00:00.000Z', campaignId: spring }), // today, earlier
    aTask(4, { dueAt: '2026-11-24T08:00:00.000Z', type: 'call', campaignId: spring }), // tomorrow
    aTask(5, { dueAt: '2026-11-27T08:00:00.000Z' }), // week
    aTask(6, { dueAt: '2026-12-24T08:00:00.000Z' }), // later
    aTask(7, { dueAt: '2026-11-20T08:00:00.000Z', status: 'done', campaignId: anId(503) }),
  ];
  await db.tasks.bulkPut(tasks.map((task) => overlay(task, [])));
});

test.each([
  [everything, [1, 3, 2, 4, 5], { overdue: 1, today: 2, tomorrow: 1, week: 1, later: 1 }],
  [
    { ...everything, type: 'call' as const },
    [2, 4],
    { overdue: 0, today: 1, tomorrow: 1, week: 0, later: 0 },
  ],
  [
    { ...everything, campaignId: spring },
    [1, 3, 4],
    { overdue: 1, today: 1, tomorrow: 1, week: 0, later: 0 },
  ],
  [
    { ...everything, campaignId: spring, type: 'call' as const },
    [4],
    { overdue: 0, today: 0, tomorrow: 1, week: 0, later: 0 },
  ],
  [{ ...everything, search: ' EK per ' }, [2], { overdue: 0, today: 1, tomorrow: 0, week: 0, later: 0 }],
  [{ ...everything, search: 'nobody' }, [], { overdue: 0, today: 0, tomorrow: 0, week: 0, later: 0 }],
])('%o lists %o', async (filter, numbers, counts) => {
  const page = await listTasks(db, filter, bounds, 0, 100);
  expect(page.rows.map((row) => row.id)).toEqual(numbers.map(anId));
  expect(page).toMatchObject({ counts, total: numbers.length });
});

test.each(['', 'e'])('with the search %j a row tells of its email that is under way', async (search) => {
  const states = [
    ['writing', 1],
    ['unsure', 3],
    ['discarded', 2],
    ['sent', 5],
  ] as const;
  for (const [state, number] of states)
    await saveSession(db, aCompose({ id: anId(600 + number), taskId: anId(number), state }));
  const { rows } = await listTasks(db, { ...everything, search }, bounds, 0, 100);
  expect(rows.map(({ mail }) => mail)).toEqual(['open', 'asked', null, null, null]);
});

test('a page is a part of the same order', async () => {
  const page = await listTasks(db, everything, bounds, 1, 2);
  expect(page.rows.map((row) => [row.id, row.group])).toEqual([
    [anId(3), 'today'],
    [anId(2), 'today'],
  ]);
  expect(page.total).toBe(5);
});

test('counts, campaigns with open tasks, and what comes later', async () => {
  expect(await countTasks(db, bounds)).toEqual({ overdue: 1, today: 2, tomorrow: 1, week: 1, later: 1 });
  expect((await campaignIdsOfOpenTasks(db)).sort()).toEqual([spring, autumn]);
  expect(await nextDueAt(db, bounds)).toBe('2026-12-24T08:00:00.000Z');
});
