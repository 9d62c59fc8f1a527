import { sql } from 'kysely';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { drawing, KILLS, Kills, MAILS, unreliable } from '../../tests/support/kills.ts';
import { aSend, sendStates } from '../../tests/support/sends.ts';
import { startTestSink, type TestSink } from '../../tests/support/smtp-sink.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import { migrate } from '../db/migrate.ts';
import { type Database, type DatabaseLocation, openDatabase } from '../db/open.ts';
import { listOpenSends } from '../db/queries/sends-people.ts';
import { planSends } from './ledger.ts';

const now = new Date();
const kills = new Kills();
afterEach(() => kills.end());

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
    const dataDir = kills.folder();
    const workspaceId = await fill({ dataDir });
    const fates = unreliable(draw);
    let dropped = 0;
    const sink = await startTestSink(() => {
      const fate = fates();
      if (fate === 'dropTaken' || fate === 'dropUntaken') dropped += 1;
      return fate;
    });
    kills.onEnd(() => sink.stop());
    await kills.sendThrough({ dataDir }, sink, { processes: 1, draw: drawing(1) });
    const db = await openDatabase({ dataDir });
    kills.onEnd(() => db.close());
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
      kills.onEnd(() => admin.close());
      await sql.raw(`create database ${name}`).execute(admin.kysely);
      kills.onEnd(() => sql.raw(`drop database ${name} with (force)`).execute(admin.kysely));
      const location = { databaseUrl: at(name) };
      const workspaceId = await fill(location);
      const sink = await startTestSink(unreliable(drawing(20_260_605)));
      kills.onEnd(() => sink.stop());
      await kills.sendThrough(location, sink, { processes: 3, draw: drawing(2) });
      const db = await openDatabase(location);
      kills.onEnd(() => db.close());
      const { unsure } = await judge(db, workspaceId, sink);
      expect(unsure).toBeLessThanOrEqual(MAILS * 0.1 + KILLS * 5);
    },
    900_000,
  );
});
