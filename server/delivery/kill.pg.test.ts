import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { DeliveryProcess } from '../../tests/support/delivery-process.ts';
import { aSend, sendStates } from '../../tests/support/sends.ts';
import { type Fate, startTestSink, type TestSink } from '../../tests/support/smtp-sink.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import { migrate } from '../db/migrate.ts';
import { type Database, type DatabaseLocation, openDatabase } from '../db/open.ts';
import { listOpenSends } from '../db/queries/sends-people.ts';
import { planSends } from './ledger.ts';

/** The full size takes some minutes: UTSKICK_TEST_MAILS=10000 UTSKICK_TEST_KILLS=100. */
const MAILS = Number(process.env.UTSKICK_TEST_MAILS ?? 300);
const KILLS = Number(process.env.UTSKICK_TEST_KILLS ?? 5);
const now = new Date();

/** Numbers from 0 to below 1, the same in each run (mulberry32). */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const bad: Fate[] = ['dropAtData', 'dropInside', 'dropUntaken', 'dropTaken', 'dropAfter'];
/** One line in ten is dropped, before or after the message was taken, and before or after the 250. */
function unreliable(draw: () => number): () => Fate {
  return () => (draw() < 0.1 ? (bad[Math.floor(draw() * bad.length)] ?? 'accept') : 'accept');
}

type Location = { databaseUrl: string } | { dataDir: string };
const running = new Set<DeliveryProcess>();
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const process of running) await process.kill();
  running.clear();
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'utskick-delivery-'));
  chmodSync(path, 0o700);
  cleanUps.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function fill(location: DatabaseLocation): Promise<string> {
  const db = await openDatabase(location);
  await migrate(db);
  const workspace = await addWorkspace(db, 'Nordby');
  const member = { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
  const people = Array.from({ length: MAILS }, (_, index) => `p${index}@d${index % 7}.example`);
  const sends = people.map((email) => aSend(member, { source: `step/${email}/1`, recipient: { email } }));
  await planSends(db.kysely, sends, now);
  await db.close();
  return member.workspaceId;
}

/** Kills processes that hand over until the given number is reached, then lets them finish. */
async function sendThroughKills(location: Location, sink: TestSink, processes: number, draw: () => number) {
  const journalFolder = join(folder(), 'journals');
  const start = () => {
    const process = new DeliveryProcess({ location, smtpPort: sink.port, journalFolder });
    running.add(process);
    return process;
  };
  const team = Array.from({ length: processes }, start);
  const patient = { interval: 1, timeout: 60_000 };
  let kills = 0;
  for (; kills < KILLS; kills += 1) {
    const place = Math.floor(draw() * processes);
    const victim = team[place];
    if (!victim) throw new Error(`expected a process at ${place}`);
    await expect.poll(() => victim.isReady, patient).toBe(true);
    // Spread over the whole run: each a few mails after the last, at any moment of a hand-over.
    const share = ((kills + draw()) / (KILLS + 1)) * MAILS * 0.9;
    await expect.poll(() => sink.arrivals.length, patient).toBeGreaterThanOrEqual(Math.floor(share));
    await victim.kill();
    running.delete(victim);
    team[place] = start();
  }
  await expect.poll(() => team.some((one) => one.isIdle), { interval: 20, timeout: 120_000 }).toBe(true);
  for (const process of team) {
    await expect.poll(() => process.isReady, patient).toBe(true);
    expect(await process.stop()).toBe(0);
    running.delete(process);
  }
}

/** Nobody twice, nobody lost, and whoever is unsure stands on the list. */
async function judge(db: Database, workspaceId: string, sink: TestSink): Promise<{ unsure: number }> {
  const arrived = new Map<string, number>();
  for (const { recipient } of sink.arrivals) arrived.set(recipient, (arrived.get(recipient) ?? 0) + 1);
  expect([...arrived].filter(([, count]) => count > 1)).toEqual([]);
  const rows = await db.kysely
    .selectFrom('sends')
    .select(['id', 'recipient', 'state', 'message_id'])
    .execute();
  expect(rows).toHaveLength(MAILS);
  expect(rows.filter(({ state }) => state !== 'accepted' && state !== 'unsure')).toEqual([]);
  expect(rows.filter(({ state, recipient }) => state === 'accepted' && !arrived.has(recipient))).toEqual([]);
  const unsure = rows.filter(({ state }) => state === 'unsure').map(({ id }) => id);
  const listed = await listOpenSends(db.kysely, workspaceId, 'unsure', { limit: MAILS });
  expect(listed.map(({ id }) => id).sort()).toEqual(unsure.sort());
  for (const { recipient, source } of sink.arrivals) {
    const row = rows.find((one) => one.recipient === recipient);
    expect(source).toContain(`Message-ID: ${row?.message_id}`);
  }
  return { unsure: unsure.length };
}

describe('kills in the middle of sending: nobody twice, nobody lost, unsure ones listed', () => {
  test('one process on the embedded database', async () => {
    const draw = drawing(20_260_604);
    const dataDir = folder();
    const workspaceId = await fill({ dataDir });
    const fates = unreliable(draw);
    let dropped = 0;
    const sink = await startTestSink(() => {
      const fate = fates();
      if (fate === 'dropTaken' || fate === 'dropUntaken') dropped += 1;
      return fate;
    });
    cleanUps.push(() => sink.stop());
    await sendThroughKills({ dataDir }, sink, 1, drawing(1));
    const db = await openDatabase({ dataDir });
    cleanUps.push(() => db.close());
    const { unsure } = await judge(db, workspaceId, sink);
    // Where the sink gave no answer, and one for each connection of a process that was killed; a 250 may be lost, too.
    expect(unsure).toBeGreaterThanOrEqual(dropped > 0 ? 1 : 0);
    expect(unsure).toBeLessThanOrEqual(MAILS * 0.1 + KILLS * 5);
    expect((await sendStates(db)).accepted).toBeGreaterThan(MAILS * 0.8 - KILLS * 5);
  }, 900_000);

  const server = inject('postgres');
  test.runIf(server !== null)(
    'three processes on PostgreSQL',
    async () => {
      const name = `kill_${process.pid}_${Math.floor(performance.now())}`;
      const at = (database: string) => (server ?? '').replace('{database}', database);
      const admin = await openDatabase({ databaseUrl: at('postgres') });
      cleanUps.push(() => admin.close());
      await sql.raw(`create database ${name}`).execute(admin.kysely);
      cleanUps.push(() => sql.raw(`drop database ${name} with (force)`).execute(admin.kysely));
      const location = { databaseUrl: at(name) };
      const workspaceId = await fill(location);
      const sink = await startTestSink(unreliable(drawing(20_260_605)));
      cleanUps.push(() => sink.stop());
      await sendThroughKills(location, sink, 3, drawing(2));
      const db = await openDatabase(location);
      cleanUps.push(() => db.close());
      const { unsure } = await judge(db, workspaceId, sink);
      expect(unsure).toBeLessThanOrEqual(MAILS * 0.1 + KILLS * 5);
    },
    900_000,
  );
});
