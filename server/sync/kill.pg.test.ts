import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Action, ActionAnswer, SyncRow } from '../../lib/contract/sync.ts';
import { PushAnswer, SyncPage } from '../../lib/contract/sync.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { Member } from '../../tests/support/domain.ts';
import { act, addCampaign, Device, launch, openTasks } from '../../tests/support/domain.ts';
import { ServerProcess } from '../../tests/support/server-process.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import { migrate } from '../db/migrate.ts';
import type { Database } from '../db/open.ts';
import { openDatabase } from '../db/open.ts';
import { createPeople } from '../people/people.ts';
import { createTasks } from '../tasks/create-many.ts';

const now = new Date('2026-06-04T10:00:00.000Z');
/** When the server is killed: so many milliseconds after so many actions were answered, of 220. */
const KILLS = [
  { answers: 0, ms: 5 },
  { answers: 8, ms: 1 },
  { answers: 24, ms: 7 },
  { answers: 56, ms: 3 },
  { answers: 104, ms: 12 },
  { answers: 160, ms: 20 },
];
const RUNS = 40;
const OWN_TASKS = 60;

let dataDir: string;
let member: Member;
let actions: Action[];
let server: ServerProcess | null = null;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'utskick-kill-'));
  const db = await openDatabase({ dataDir });
  await migrate(db);
  const workspace = await addWorkspace(db, 'Nordby');
  member = { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
  actions = actionsOn(await fill(db));
  await db.close();
});
afterAll(async () => {
  await server?.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

async function fill(db: Database): Promise<Task[]> {
  const campaign = await addCampaign(db, member.workspaceId, now);
  const names = Array.from({ length: RUNS }, (_, index) => ({ firstName: `P${index}` }));
  const people = await createPeople(db, member.workspaceId, names, now);
  await launch(db, member, campaign, people, now);
  const own = Array.from({ length: OWN_TASKS }, (_, index) => ({
    type: 'custom' as const,
    title: `Own ${index}`,
    dueAt: now.toISOString(),
    personId: people[index % RUNS]?.id ?? '',
  }));
  await createTasks(db, member.workspaceId, member.userId, own, now);
  return await openTasks(db, member);
}

/** Completes every task; own ones are completed, reopened and completed again. */
function actionsOn(tasks: Task[]): Action[] {
  return tasks.flatMap((task) => {
    const first = act('task.complete', task, now.toISOString(), { outcome: {} });
    if (task.enrolmentId !== null) return [first];
    const back = act('task.reopen', task, now.toISOString(), { undoes: first.id });
    return [first, back, act('task.complete', task, now.toISOString(), { outcome: { note: 'again' } })];
  });
}

test('kills in the middle of pushes, with everything unanswered pushed again: nothing lost, nothing twice', async () => {
  const outbox = [...actions];
  const answered = new Map<string, ActionAnswer>();
  const device = { rows: new Map<string, SyncRow>(), cursor: undefined as string | undefined };
  const asked = { ...member, now: now.toISOString() };

  /** As a device works: pushes what is not answered yet, then pulls. */
  async function work(on: ServerProcess): Promise<void> {
    while (outbox.length > 0) {
      const { answers } = PushAnswer.parse(await on.ask({ ...asked, push: outbox.slice(0, 8) }));
      for (const answer of answers) answered.set(answer.id, answer);
      outbox.splice(0, answers.length);
      await pull(on);
    }
  }
  async function pull(on: ServerProcess): Promise<void> {
    const page = SyncPage.parse(await on.ask({ ...asked, since: device.cursor, limit: 50 }));
    for (const row of page.rows) device.rows.set(row.id, row);
    device.cursor = page.cursor;
    if (page.more) await pull(on);
  }

  let kills = 0;
  for (const { answers, ms } of KILLS) {
    server = await new ServerProcess(dataDir).ready();
    const working = work(server).then(
      () => 'finished',
      () => 'killed',
    );
    await expect.poll(() => answered.size, { interval: 1, timeout: 30_000 }).toBeGreaterThanOrEqual(answers);
    await delay(ms);
    await server.kill();
    if ((await working) === 'killed') kills += 1;
  }
  expect(kills).toBe(KILLS.length);
  server = await new ServerProcess(dataDir).ready();
  await work(server);
  // Everything once more, as a device would that has lost every answer.
  for (let start = 0; start < actions.length; start += 100) {
    const again = PushAnswer.parse(await server.ask({ ...asked, push: actions.slice(start, start + 100) }));
    expect(again.answers.map((answer) => answer.result)).toEqual(
      again.answers.map((answer) => answered.get(answer.id)?.result),
    );
  }
  await pull(server);
  await server.kill();

  expect([...answered.values()].filter((answer) => answer.result !== 'accepted')).toEqual([]);
  expect(answered.size).toBe(actions.length);
  const db = await openDatabase({ dataDir });
  const kinds = await db.kysely
    .selectFrom('activities')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('count')])
    .groupBy('kind')
    .orderBy('kind')
    .execute();
  expect(kinds.map((row) => [row.kind, Number(row.count)])).toEqual([
    ['campaign.started', RUNS],
    ['task.done', RUNS + 2 * OWN_TASKS],
    ['task.reopened', OWN_TASKS],
  ]);
  const open = await openTasks(db, member);
  expect(open.map((task) => task.title)).toEqual(Array.from({ length: RUNS }, () => 'Call 2'));
  expect(new Set(open.map((task) => task.enrolmentId)).size).toBe(RUNS);
  const truth = new Device(db, member);
  await truth.pull(now);
  const sorted = (rows: Map<string, SyncRow>) => [...rows].sort(([a], [b]) => a.localeCompare(b));
  expect(sorted(device.rows)).toEqual(sorted(truth.rows));
  await db.close();
}, 300_000);
