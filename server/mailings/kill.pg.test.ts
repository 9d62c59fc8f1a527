import { sql } from 'kysely';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { unwrap } from '../../tests/support/domain.ts';
import { drawing, KILLS, Kills, MAILS, unreliable } from '../../tests/support/kills.ts';
import { mailingTests, publicUrl } from '../../tests/support/mailings.ts';
import { selectionOfMany } from '../../tests/support/many-people.ts';
import { startTestSink, type TestSink } from '../../tests/support/smtp-sink.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import { migrate } from '../db/migrate.ts';
import { type Database, type DatabaseLocation, openDatabase } from '../db/open.ts';
import type { TeamUser } from '../teams/teams.ts';
import { sendMailing } from './send.ts';

const now = new Date();
const kills = new Kills();
afterEach(() => kills.end());

/** A mailing to many that is to be read, planned and sent by whoever opens the database next. */
async function fill(location: DatabaseLocation): Promise<{ user: TeamUser; mailingId: string }> {
  const db = await openDatabase(location);
  await migrate(db);
  const workspace = await addWorkspace(db, 'Nordby');
  const user = { workspaceId: workspace.workspaceId, userId: firstUser(workspace), role: 'admin' } as const;
  const selectionId = await selectionOfMany(
    db,
    user,
    MAILS,
    (place) => ({ firstName: `P${place}`, email: `p${place}@d${place % 7}.example` }),
    now,
  );
  const { draft, settle } = mailingTests(() => ({ db, alva: user, now }));
  const mailing = await draft([], { setup: { selectionId }, options: { updateWhenSending: true } });
  await settle();
  unwrap(await sendMailing(db, user, mailing.id, { at: null, timeZone: null }, publicUrl, now));
  await db.close();
  return { user, mailingId: mailing.id };
}

/** Nobody twice, nobody lost; what the mailing says of its recipients is what the ledger and the sink say. */
async function judge(db: Database, { user, mailingId }: Awaited<ReturnType<typeof fill>>, sink: TestSink) {
  const arrived = new Map<string, number>();
  for (const { recipient } of sink.arrivals) arrived.set(recipient, (arrived.get(recipient) ?? 0) + 1);
  expect([...arrived].filter(([, count]) => count > 1)).toEqual([]);
  const { statuses, settle, look } = mailingTests(() => ({ db, alva: user, now: new Date() }));
  await settle();
  const sends = await db.kysely.selectFrom('sends').select(['recipient', 'state', 'source']).execute();
  expect(new Set(sends.map(({ source }) => source)).size).toBe(sends.length);
  const accepted = sends.filter(({ state }) => state === 'accepted').map(({ recipient }) => recipient);
  const unsure = sends.filter(({ state }) => state === 'unsure').map(({ recipient }) => recipient);
  expect(sends.filter(({ state }) => state !== 'accepted' && state !== 'unsure')).toEqual([]);
  expect(new Set([...accepted, ...unsure]).size).toBe(MAILS);
  expect(accepted.filter((address) => !arrived.has(address))).toEqual([]);
  const { figures, status } = await look(mailingId);
  expect(figures).toMatchObject({ 'status.sent': accepted.length, 'total.sent': accepted.length });
  expect(figures['status.unsure'] ?? 0).toBe(unsure.length);
  expect(status).toBe(unsure.length > 0 ? 'finished_with_errors' : 'finished');
  if (MAILS <= 1000) expect(Object.keys(await statuses(mailingId))).toHaveLength(MAILS);
  return { unsure: unsure.length };
}

describe('mailings §9 once: killed in its middle by however many processes, it reaches nobody twice and loses nobody', () => {
  test('one process on the embedded database', async () => {
    const dataDir = kills.folder();
    const about = await fill({ dataDir });
    const sink = await startTestSink(unreliable(drawing(20_261_123)));
    kills.onEnd(() => sink.stop());
    await kills.sendThrough({ dataDir }, sink, { processes: 1, draw: drawing(3), mailings: true });
    const db = await openDatabase({ dataDir });
    kills.onEnd(() => db.close());
    const { unsure } = await judge(db, about, sink);
    expect(unsure).toBeLessThanOrEqual(MAILS * 0.1 + KILLS * 10);
  }, 3_600_000);

  const server = inject('postgres');
  test.runIf(server !== null)(
    'three processes on PostgreSQL',
    async () => {
      const name = `kill_mailing_${process.pid}_${Math.floor(performance.now())}`;
      const at = (database: string) => (server ?? '').replace('{database}', database);
      const admin = await openDatabase({ databaseUrl: at('postgres') });
      kills.onEnd(() => admin.close());
      await sql.raw(`create database ${name}`).execute(admin.kysely);
      kills.onEnd(() => sql.raw(`drop database ${name} with (force)`).execute(admin.kysely));
      const location = { databaseUrl: at(name) };
      const about = await fill(location);
      const sink = await startTestSink(unreliable(drawing(20_261_124)));
      kills.onEnd(() => sink.stop());
      await kills.sendThrough(location, sink, { processes: 3, draw: drawing(4), mailings: true });
      const db = await openDatabase(location);
      kills.onEnd(() => db.close());
      const { unsure } = await judge(db, about, sink);
      expect(unsure).toBeLessThanOrEqual(MAILS * 0.1 + KILLS * 10);
    },
    3_600_000,
  );
});
