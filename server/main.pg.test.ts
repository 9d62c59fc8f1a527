import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { nudgePath } from '../lib/contract/api.ts';
import { launch, newStep, unwrap } from '../tests/support/domain.ts';
import { aSend, sendStates } from '../tests/support/sends.ts';
import { addUser, addWorkspace } from './accounts/users.ts';
import { createCampaign } from './campaigns/create.ts';
import { type Config, readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { planSends } from './delivery/ledger.ts';
import { type RunningServer, startServer } from './main.ts';
import { createPerson } from './people/people.ts';

/** An empty database, made once and copied: the first start of an embedded database takes seconds. */
const template = mkdtempSync(join(tmpdir(), 'utskick-main-template-'));
beforeAll(async () => {
  const db = await openDatabase({ dataDir: template });
  await db.close();
});
afterAll(() => rmSync(template, { recursive: true }));

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** Settings with a folder that holds an empty database. */
function aConfig(over: Partial<Config> = {}): Config {
  const config = bareConfig(over);
  cpSync(join(template, 'db'), join(config.dataDir, 'db'), { recursive: true });
  return config;
}

/** Settings with an empty folder. */
function bareConfig(over: Partial<Config> = {}): Config {
  const dataDir = mkdtempSync(join(tmpdir(), 'utskick-main-'));
  undo.push(() => rmSync(dataDir, { recursive: true, force: true }));
  return { ...readConfig({}, { port: 0, dataDir, logLevel: 'silent' }), ...over };
}

async function start(config: Config): Promise<RunningServer> {
  const server = await startServer(config);
  undo.push(() => server.stop());
  return server;
}

async function addAnna(server: RunningServer): Promise<string> {
  const now = new Date();
  const workspaceId = await addWorkspace(server.db, 'Ours', now);
  const user = {
    workspaceId,
    name: 'Anna',
    email: 'anna@example.com',
    role: 'admin' as const,
    password: null,
  };
  return unwrap(await addUser(server.db, user, now)).userId;
}

async function pair(server: RunningServer, userId: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/v2/pairing/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ linkCode: await server.issueLink(userId, 'extension'), deviceName: 'A test' }),
  });
  return String(Object(await answer.json()).token);
}

test('over the wire: health, pairing by link, a nudge stream that ends with the server; data outlives a restart', async () => {
  const config = aConfig();
  const server = await start(config);
  const health = await fetch(`${server.url}/api/v2/health`);
  expect(await health.json()).toMatchObject({ product: 'utskick', database: 'ok' });

  const userId = await addAnna(server);
  const redeemed: string[] = [];
  server.onRedeemed((id) => redeemed.push(id));
  const headers = { authorization: `Bearer ${await pair(server, userId)}` };
  expect(redeemed).toEqual([userId]);
  expect(await (await fetch(`${server.url}/api/v2/me`, { headers })).json()).toMatchObject({
    user: { name: 'Anna' },
  });

  const stream = await fetch(server.url + nudgePath, { headers });
  const ended = stream.text();
  await server.stop();
  // A stream that had to be cut off would reject.
  expect(await ended).toContain('welcome');
  await expect(fetch(`${server.url}/api/v2/health`)).rejects.toThrow();
  await server.stop();

  const again = await start(config);
  expect((await fetch(`${again.url}/api/v2/me`, { headers })).status).toBe(200);
  expect(statSync(join(config.dataDir, 'secret')).mode & 0o777).toBe(0o600);
});

test('a port in use is said before the data is touched', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  undo.push(() => other.close());
  const port = Object(other.address()).port;
  const config = bareConfig({ port });
  await expect(startServer(config)).rejects.toThrow(`UTSKICK_PORT: port ${port} is in use`);
  expect(() => statSync(join(config.dataDir, 'db'))).toThrow();
});

test('an address of another machine is said', async () => {
  await expect(startServer(bareConfig({ host: '192.0.2.1' }))).rejects.toThrow('UTSKICK_HOST: 192.0.2.1');
});

test('a database server that does not answer is said without its password', async () => {
  const refused = startServer(bareConfig({ databaseUrl: 'postgres://anna:hush@127.0.0.1:9/utskick' }));
  await expect(refused).rejects.toThrow('DATABASE_URL: no connection to 127.0.0.1:9/utskick');
  await expect(refused).rejects.not.toThrow('hush');
});

test.each([
  { what: 'another program’s folder', make: (db: string) => writeFileSync(join(db, 'notes.txt'), 'x') },
  { what: 'a torn database', make: (db: string) => writeFileSync(join(db, 'PG_VERSION'), '18\n') },
])('a data folder that holds $what is said, and left as it is', async ({ make }) => {
  const config = bareConfig();
  mkdirSync(join(config.dataDir, 'db'));
  make(join(config.dataDir, 'db'));
  await expect(startServer(config)).rejects.toThrow(
    `The database in ${join(config.dataDir, 'db')} cannot be opened`,
  );
  // The lock has been given back.
  expect(() => statSync(join(config.dataDir, 'lock'))).toThrow();
});

/** A process that commits rows one by one and tells each commit, until it is killed. */
async function committer(dataDir: string): Promise<{ child: ChildProcess; acked: number[] }> {
  const child = fork(new URL('../tests/support/commit-child.ts', import.meta.url), [dataDir], {
    execArgv: [],
  });
  undo.push(() => child.kill('SIGKILL'));
  const acked: number[] = [];
  await once(child, 'message'); // open
  child.on('message', (n) => acked.push(Number(n)));
  return { child, acked };
}

test('a second process on the same folder is refused by name of the first; a killed one is no hindrance', async () => {
  const config = aConfig();
  const { child } = await committer(config.dataDir);
  await expect(startServer(config)).rejects.toThrow(`is in use by process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await start(config);
});

test('kill -9 in the middle of commits loses nothing that was acknowledged', async () => {
  const config = aConfig();
  const everAcked = new Set<number>();
  for (const commits of [5, 30, 80]) {
    const { child, acked } = await committer(config.dataDir);
    while (acked.length < commits) await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (const n of acked) everAcked.add(n);
  }
  const server = await start(config);
  const rows = await server.db.kysely.selectFrom('rate_limits').select('key').execute();
  const pairs = new Map<string, number>();
  for (const { key } of rows) pairs.set(key.slice(2), (pairs.get(key.slice(2)) ?? 0) + 1);
  expect(everAcked.size).toBeGreaterThanOrEqual(115);
  expect([...everAcked].filter((n) => pairs.get(String(n)) !== 2)).toEqual([]);
  // Each transaction wrote two rows: none is torn.
  expect([...pairs.values()].filter((count) => count !== 2)).toEqual([]);
});

test('planned mail is handed over without anybody asking: into the practice sink as long as no mail server is set up', async () => {
  const server = await start(aConfig());
  const userId = await addAnna(server);
  const membership = await server.db.kysely.selectFrom('memberships').selectAll().executeTakeFirstOrThrow();
  const send = aSend({ workspaceId: membership.workspace_id, userId });
  const [planned] = await planSends(server.db.kysely, [send], new Date());
  const arrivals = () =>
    server.db.kysely.selectFrom('practice_arrivals').select(['recipient', 'message_id']).execute();
  await expect
    .poll(arrivals)
    .toEqual([{ recipient: 'bo@example.com', message_id: planned?.messageId ?? '' }]);
  await expect.poll(() => sendStates(server.db)).toEqual({ accepted: 1 });
});

test('§16 an automatic mail of the running server is tracked where its reader can reach it: a plain client opens it and follows its link', async () => {
  const server = await start(aConfig());
  const { db } = server;
  const userId = await addAnna(server);
  const { workspace_id: workspaceId } = await db.kysely
    .selectFrom('memberships')
    .selectAll()
    .executeTakeFirstOrThrow();
  const email = {
    subject: 'Hej',
    html: '<a href="https://fjord.example/tour">tour</a>',
    alsoTo: [],
    cc: [],
    bcc: [],
  };
  const days = [
    { number: 1, steps: [newStep({ type: 'email', title: 'Intro', send: 'choose_at_launch', email })] },
  ];
  const campaign = { name: 'Spring', category: '', settings: { skipWeekends: false }, days };
  const stored = unwrap(await createCampaign(db, workspaceId, campaign, new Date()));
  const bo = await createPerson(db, workspaceId, { firstName: 'Bo', email: 'bo@example.com' }, new Date());
  await launch(db, { workspaceId, userId }, stored, [bo], new Date());
  const arrival = () => db.kysely.selectFrom('practice_arrivals').select('html').executeTakeFirst();
  await expect.poll(arrival, { timeout: 10_000 }).toBeDefined();
  const html = (await arrival())?.html ?? '';
  const address = (path: string): string =>
    new RegExp(`${server.url}/${path}/[\\w.-]+`).exec(html)?.[0] ?? '';
  const image = await fetch(address('o'), { headers: { 'user-agent': 'Outlook-Android/2.0' } });
  expect([image.status, image.headers.get('content-type'), image.headers.get('set-cookie')]).toEqual([
    200,
    'image/gif',
    null,
  ]);
  expect((await image.arrayBuffer()).byteLength).toBe(42);
  const follow = await fetch(address('t'), {
    redirect: 'manual',
    headers: { 'user-agent': 'Mozilla/5.0 Firefox' },
  });
  expect([follow.status, follow.headers.get('location')]).toEqual([302, 'https://fjord.example/tour']);
  // Asked for so soon after it was handed over, by nobody's judgement a person: stored all the same.
  expect(await db.kysely.selectFrom('mail_opens').select('tracked').execute()).toEqual([{ tracked: true }]);
  expect(await db.kysely.selectFrom('tracked_links').select(['clicks', 'person_id']).execute()).toEqual([
    { clicks: 1, person_id: bo.id },
  ]);
});
