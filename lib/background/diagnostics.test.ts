import { beforeEach, expect, test } from 'vitest';
import {
  anId,
  aPerson,
  aTask,
  makeWorld,
  startWorker,
  type Worker,
  type World,
} from '../../tests/support/background.ts';
import type { Diagnostics } from '../contract/diagnostics.ts';
import type { LocalDatabase, MailTab, StoredSession } from '../store/db.ts';

const at = '2026-11-23T08:59:00.000Z';
const tab: MailTab = {
  tabId: 7,
  windowId: 1,
  site: 'gmail',
  account: 'mia@nordby.example',
  missing: [{ part: 'subject', function: 'subject' }],
  checks: [
    { part: 'composeButton', function: 'openCompose', step: 0 },
    { part: 'body', function: 'body', step: 2 },
    { part: 'subject', function: 'subject', step: null },
  ],
  seenAt: at,
};
const proof = {
  site: 'gmail' as const,
  account: 'mia@nordby.example',
  sentAt: at,
  to: ['asa@fjord.example'],
  cc: [],
  bcc: [],
  subject: 'Hello Åsa',
  ids: { draft: 'msg-a:r1' },
  evidence: 'network' as const,
};
const task = aTask(1, { status: 'done', closedAt: at, outcome: { note: 'Wants a price', proof } });
const session: StoredSession = {
  id: anId(50),
  taskId: task.id,
  site: 'gmail',
  tabId: 7,
  account: 'mia@nordby.example',
  state: 'sent',
  ids: { draft: 'msg-a:r1' },
  draft: 'msg-a:r1',
  report: { to: 'done', cc: 'empty', bcc: 'empty', subject: 'refused', body: 'already' },
  problem: { code: 'SEND_FAILED', message: 'the mail server said 550 asa@fjord.example' },
  recipients: { to: ['asa@fjord.example'], cc: [], bcc: [] },
  subject: 'Hello Åsa',
  requestId: 'r-1',
  actionId: anId(51),
  startedAt: at,
  changedAt: at,
};
const activity = {
  id: anId(60),
  personId: aPerson.id,
  taskId: task.id,
  at,
  kind: 'mail.sent' as const,
  title: 'Invitation',
  note: 'Wants a price',
  byName: 'Mia Lund',
};

/** A row in each table, with all that it may hold. */
const rows: { table: keyof LocalDatabase & string; row: object }[] = [
  { table: 'tasks', row: { id: task.id, type: 'email', campaignId: anId(70), due: 1, task, base: task } },
  { table: 'people', row: { ...aPerson, fields: { hobby: 'sailing' } } },
  { table: 'campaigns', row: { id: anId(70), name: 'Autumn', description: 'For old customers', steps: [] } },
  { table: 'activities', row: activity },
  {
    table: 'outbox',
    row: { seq: 1, id: anId(80), taskId: task.id, action: { kind: 'task.complete', note: 'x' }, tried: true },
  },
  { table: 'acted', row: { id: anId(80), taskId: task.id, kind: 'task.complete', dueAt: at, actedAt: at } },
  { table: 'composeSessions', row: session },
  {
    table: 'requests',
    row: {
      id: 'r-1.0',
      requestId: 'r-1',
      kind: 'send',
      draft: 'msg-a:r1',
      thread: 'thread-a:r1',
      account: 'mia@nordby.example',
      state: 'done',
      status: 200,
      seenAt: at,
    },
  },
  {
    table: 'notices',
    row: { id: anId(90), at, taskId: task.id, kind: 'sendFailed', title: 'Hello Åsa', detail: 'not sent' },
  },
  { table: 'mailTabs', row: tab },
  {
    table: 'meta',
    row: {
      key: 'sync',
      value: {
        state: 'fresh',
        lastSyncAt: at,
        nextTryAt: at,
        cursor: 'c',
        failures: 0,
        firstSyncRows: null,
        meAt: at,
      },
    },
  },
  { table: 'meta', row: { key: 'server', value: 'https://crm.nordby.example' } },
];

let world: World;
let worker: Worker;
beforeEach(async () => {
  world = makeWorld(async () => Promise.reject(new Error('no tab is asked')));
  worker = startWorker(world);
  await fill(rows);
});

async function fill(all: typeof rows): Promise<void> {
  const { db } = worker.store;
  await db.transaction('rw', db.tables, async () => {
    await Promise.all(db.tables.map((table) => table.clear()));
    for (const { table, row } of all) await db.table(table).put(structuredClone(row));
  });
}

const diagnose = (): Promise<Diagnostics> => worker.ask('diagnostics.get', {});

test('tells how each part was found, what became of the last mails and on what evidence', async () => {
  expect(await diagnose()).toMatchObject({
    versions: { extension: '0.1.0', browser: 'Chrome 156', protocol: 2 },
    tabs: [{ site: 'gmail', account: 'certain', checks: tab.checks, missing: tab.missing, seenAt: at }],
    sessions: [
      {
        site: 'gmail',
        state: 'sent',
        evidence: 'network',
        report: session.report,
        problem: 'SEND_FAILED',
        startedAt: at,
        changedAt: at,
      },
    ],
    permissions: [{ site: 'https://mail.google.com/*', granted: true }],
    sync: { state: 'fresh', lastSyncAt: at, waiting: 1 },
    paired: true,
    storage: { rows: { tasks: 1, people: 1, composeSessions: 1, meta: 2 }, bytes: 1_234_567 },
    unreadable: 0,
  });
});

test.each([
  [{ state: 'sending' }, 'request'],
  [{ state: 'sending', requestId: null }, null],
  [{ state: 'writing' }, null],
] as const)('a mail that is %j rests on %s', async (change, evidence) => {
  await worker.store.db.composeSessions.put({ ...session, ...change });
  expect((await diagnose()).sessions[0]?.evidence).toBe(evidence);
});

test.each(['several', 'unknown'] as const)('an account that is %s is told as that', async (account) => {
  await worker.store.db.mailTabs.put({ ...tab, account });
  expect((await diagnose()).tabs[0]?.account).toBe(account);
});

test('the server is asked how it is; one that is away or not paired is told as that', async () => {
  expect(await worker.ask('diagnostics.server', {})).toEqual({ state: 'ok', version: '0' });
  world.server.weather = 'away';
  expect(await worker.ask('diagnostics.server', {})).toEqual({ state: 'away', version: null });
  await world.keys.setPairing(null);
  expect(await worker.ask('diagnostics.server', {})).toEqual({ state: 'notPaired', version: null });
});

const MARKER = 'Zq7 Åsa wrote: “call +46 8 555” <zq7@marker.example> https://marker.example/?a=1';

/** Copies of a row, each with one of its texts (or free names of a record) replaced. */
function* poisoned(value: unknown): Generator<unknown> {
  if (typeof value === 'string') yield MARKER;
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  for (const [key, inner] of entries) {
    for (const changed of poisoned(inner))
      yield Array.isArray(value)
        ? value.map((one, index) => (String(index) === key ? changed : one))
        : { ...value, [key]: changed };
    if (!Array.isArray(value)) yield { ...value, [key]: undefined, [MARKER]: inner };
  }
}

/** Every text and every name at once. */
function poisonAll(value: unknown): unknown {
  if (typeof value === 'string') return MARKER;
  if (Array.isArray(value)) return value.map(poisonAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, poisonAll(inner)]));
}

test('R20 every site: whatever text stands in whatever field of the database, none of it is in the report', async () => {
  let tried = 0;
  for (const [index, { table, row }] of rows.entries()) {
    for (const bad of poisoned(row)) {
      // Without its key a row cannot be stored at all.
      const { keyPath } = worker.store.db.table(table).schema.primKey;
      if (typeof keyPath === 'string' && Reflect.get(Object(bad), keyPath) === undefined) continue;
      await fill(rows.map((one, at) => (at === index ? { table, row: Object(bad) } : one)));
      const report = JSON.stringify(await diagnose());
      expect(report, `${table}: ${JSON.stringify(bad)}`).not.toMatch(/Zq7|marker/i);
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(150);
});

test('with nothing but such texts the report still comes, and says how much it could not tell', async () => {
  await fill(rows.map(({ table, row }) => ({ table, row: Object(poisonAll(row)) })));
  await world.keys.setPairing({ server: MARKER, token: MARKER });
  const report = await diagnose();
  expect(JSON.stringify(report)).not.toMatch(/Zq7|marker/i);
  expect(report).toMatchObject({ tabs: [], sessions: [], unreadable: 2 });
  expect(report.sync?.state).toBe('working');
});
