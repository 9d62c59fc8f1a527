import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { aSend, sendStates, viaChannel } from '../../tests/support/sends.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { beginSends, type ClaimedSend } from '../db/queries/sends-claim.ts';
import { bootOf, ownIdentity } from '../process-life.ts';
import { claimSends, noThrottles } from './claim.ts';
import type { JournalAnswer, JournalHeader } from './journal.ts';
import { planSends } from './ledger.ts';
import { recoverJournals } from './recover.ts';

const now = new Date();
/** Of a process that has ended. */
const deadPid = spawnSync(process.execPath, ['--version']).pid;

describeOnEachEngine('recovery from the journal', (open) => {
  let db: Database;
  let alva: Member;
  let folder: string;
  let journal: string;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    [alva] = await addColleagues(db);
    folder = mkdtempSync(join(tmpdir(), 'utskick-recover-'));
    journal = randomUUID();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Two that were only claimed, the others begun in the database. */
  async function inHand(count: number): Promise<ClaimedSend[]> {
    await planSends(
      db.kysely,
      Array.from({ length: count }, () => aSend(alva)),
      now,
    );
    const leaseUntil = new Date(now.getTime() + 30_000);
    const options = {
      by: journal,
      channelsOf: viaChannel('test'),
      throttles: noThrottles,
      room: count,
      leaseUntil,
    };
    const claimed = await claimSends(db, options, now);
    const begun = claimed.slice(2).map((one) => ({ ...one, bytesHash: 'hash' }));
    await beginSends(db.kysely, begun, { by: journal, channel: 'test', until: leaseUntil, now });
    return claimed.slice(2);
  }
  function leave(lines: unknown[], over: Partial<JournalHeader> = {}): void {
    const dead = { host: hostname(), boot: bootOf(), pid: deadPid, began: '0' };
    const header: JournalHeader = { journal, ...dead, ...over };
    const text = [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(folder, `${journal}.dots`), text);
  }
  const keyOf = (send: ClaimedSend | undefined) => [send?.workspaceId, send?.id, send?.fence];
  const end = (send: ClaimedSend | undefined, over: Partial<JournalAnswer> = {}) => ({
    end: keyOf(send),
    answer: { move: 'accept', code: 250, text: 'ok', cause: null, nextTryAt: null, ...over },
  });
  const recover = () => recoverJournals(db.kysely, folder, randomUUID(), now);

  test('answered, begun, not begun, only claimed: each is settled as it is, and once', async () => {
    const [a, b, c, d, e] = await inHand(7);
    const later = new Date(now.getTime() + 60_000).toISOString();
    leave([
      { begin: keyOf(a) },
      end(a),
      { begin: keyOf(b) },
      end(b, { move: 'reject', code: 550, cause: 'refused' }),
      end(c, { move: 'defer', code: 450, cause: 'deferred', nextTryAt: later }),
      { begin: keyOf(d) },
    ]);
    expect(await recover()).toEqual({ answered: 3, unsure: 1, returned: 3 });
    expect(await sendStates(db)).toEqual({ accepted: 1, rejected: 1, deferred: 1, unsure: 1, planned: 3 });
    const back = await db.kysely
      .selectFrom('sends')
      .selectAll()
      .where('id', '=', e?.id ?? '')
      .execute();
    expect(back).toMatchObject([{ state: 'planned', attempt: 0, claimed_by: null }]);
    expect(await recover()).toBeNull();
  });

  test.each<{ name: string; header: Partial<JournalHeader>; silentMs: number }>([
    { name: 'the machine has been switched off since', header: { boot: randomUUID() }, silentMs: 0 },
    { name: 'it cannot be told whether it was', header: { boot: null }, silentMs: 0 },
    { name: 'it is of another machine, silent for an hour', header: { host: 'other' }, silentMs: 3_700_000 },
  ])('$name: what the journal does not name is unsure, not sent again', async ({ header, silentMs }) => {
    const [a] = await inHand(4);
    leave([{ begin: keyOf(a) }, end(a)], header);
    const silentSince = new Date(now.getTime() - silentMs);
    utimesSync(join(folder, `${journal}.dots`), silentSince, silentSince);
    expect(await recover()).toEqual({ answered: 1, unsure: 1, returned: 2 });
    expect(await sendStates(db)).toEqual({ accepted: 1, unsure: 1, planned: 2 });
  });

  test.each<{ name: string; header: Partial<JournalHeader> }>([
    { name: 'a process that lives', header: ownIdentity() },
    { name: 'another machine', header: { host: 'other' } },
  ])('the journal of $name is left alone', async ({ header }) => {
    await inHand(4);
    leave([], header);
    expect(await recover()).toBeNull();
    expect(await sendStates(db)).toEqual({ claimed: 2, handing_over: 2 });
  });

  test('two processes that recover the same journal do it once', async () => {
    const [a] = await inHand(5);
    leave([{ begin: keyOf(a) }]);
    const [one, two] = await Promise.all([recover(), recover()]);
    expect((one?.returned ?? 0) + (two?.returned ?? 0)).toBe(4);
    expect((one?.unsure ?? 0) + (two?.unsure ?? 0)).toBe(1);
  });

  test('a journal is kept for a while, for statements that were still running, and then removed', async () => {
    leave([]);
    await recover();
    expect(readdirSync(folder)).toHaveLength(1);
    const past = new Date(now.getTime() - 61_000);
    utimesSync(join(folder, `${journal}.dots`), past, past);
    await recover();
    expect(readdirSync(folder)).toEqual([]);
  });
});
