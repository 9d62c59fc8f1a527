import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { aSend, sendStates, viaChannel } from '../../tests/support/sends.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { beginSends, type ClaimedSend } from '../db/queries/sends-claim.ts';
import { expireLeases, returnSends, writeOutcomes } from '../db/queries/sends-outcome.ts';
import { listOpenSends, parkSends } from '../db/queries/sends-people.ts';
import { cancelLateSends } from '../db/queries/sends-plan.ts';
import { withTransaction } from '../db/transaction.ts';
import { claimSends, noThrottles, type Throttles } from './claim.ts';
import { cancelSends, decideSends, onSettled, planSends, tellSettled } from './ledger.ts';
import type { NewSend } from './new-send.ts';

const now = new Date('2026-06-04T10:00:00.000Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describeOnEachEngine('send ledger', (open) => {
  let db: Database;
  let alva: Member;
  let bo: Member;
  const me = randomUUID();

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    await db.kysely.deleteFrom('send_throttles').execute();
    [alva, bo] = await addColleagues(db);
  });

  const plan = (...sends: NewSend[]) => planSends(db.kysely, sends, now);
  function claim(room = 100, at = now, by = me, throttles: Throttles = noThrottles): Promise<ClaimedSend[]> {
    const leaseUntil = new Date(at.getTime() + 30_000);
    return claimSends(db, { by, channelsOf: viaChannel('test'), throttles, room, leaseUntil }, at);
  }
  function begin(claimed: readonly ClaimedSend[], at = now, by = me) {
    const sends = claimed.map((one) => ({ ...one, bytesHash: 'hash' }));
    return beginSends(db.kysely, sends, {
      by,
      channel: 'test',
      until: new Date(at.getTime() + 900_000),
      now: at,
    });
  }
  const accepted = (sends: readonly ClaimedSend[]) =>
    sends.map((one) => ({ ...one, code: 250, text: 'ok', cause: null, nextTryAt: null }));
  async function told() {
    const heard: { source: string; state: string; cause: string | null }[] = [];
    await tellSettled(db, 'others', 100, async (_, sends) => {
      heard.push(...sends.map(({ source, state, cause }) => ({ source, state, cause })));
    });
    return heard;
  }

  test('planning twice makes one row, with the Message-ID of the first time', async () => {
    const first = aSend(alva, { source: 'step/a/1' });
    const again = { ...first, content: { ...first.content, subject: 'Other' } };
    const [row] = await plan(first);
    expect(await plan(again, aSend(alva, { source: 'step/a/2' }))).toMatchObject([
      row,
      { source: 'step/a/2' },
    ]);
    expect(row?.messageId).toBe(`<${row?.id}@nordby.example>`);
    const claimed = await claim();
    expect(claimed.map(({ content }) => content.subject)).toEqual(['Hello', 'Hello']);
  });

  test('one batch may name a source twice', async () => {
    const send = aSend(alva, { source: 'step/a/1' });
    const [one, two] = await plan(send, send);
    expect(two).toEqual(one);
    expect(await sendStates(db)).toEqual({ planned: 1 });
  });

  test('the same source of another workspace is another send', async () => {
    const [other] = await addColleagues(db);
    await plan(aSend(alva, { source: 'step/a/1' }), aSend(other, { source: 'step/a/1' }));
    expect(await sendStates(db)).toEqual({ planned: 2 });
  });

  test.each<{ over: Partial<NewSend>; says: string }>([
    { over: { source: '' }, says: 'sends[1].source: ' },
    { over: { source: 'a\nb' }, says: 'sends[1].source: expected one line' },
    { over: { recipient: { email: 'nobody' } }, says: 'sends[1].recipient.email: expected an email address' },
    {
      over: { recipient: { email: 'a@b.c>\r\nRCPT TO:<d@e.f' } },
      says: 'sends[1].recipient.email: expected an',
    },
    { over: { inReplyTo: 'x@y' }, says: 'sends[1].inReplyTo: expected <id@domain>' },
    {
      over: { content: { from: { email: 'a@b.c' }, subject: 'x\r\nBcc: all@b.c', html: '' } },
      says: 'sends[1].content.subject: expected one line of text',
    },
    {
      over: { content: { from: { email: 'alva@nowhere!' }, subject: 'x', html: '' } },
      says: 'from: expected an address with a domain',
    },
  ])('$says: refused, and nothing of the batch is planned', async ({ over, says }) => {
    await expect(plan(aSend(alva), aSend(alva, over))).rejects.toThrow(says);
    expect(await sendStates(db)).toEqual({});
  });

  test('what was planned in a transaction that failed is not sent', async () => {
    const failing = withTransaction(db, async (tx) => {
      await planSends(tx, [aSend(alva)], now);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await claim()).toEqual([]);
  });

  test('only what is due is claimed, and each by one', async () => {
    await plan(aSend(alva), aSend(alva), aSend(alva, { dueAt: after(1) }));
    const [mine, theirs] = await Promise.all([claim(), claim(100, now, randomUUID())]);
    expect(mine.length + theirs.length).toBe(2);
    expect(new Set([...mine, ...theirs].map(({ id }) => id)).size).toBe(2);
    expect(await claim()).toEqual([]);
    expect(await claim(100, after(1))).toHaveLength(1);
  });

  test('a small sender does not wait for a large one, nor a person for a mailing', async () => {
    await plan(...Array.from({ length: 60 }, () => aSend(alva, { lane: 'bulk' })));
    await plan(...Array.from({ length: 5 }, () => aSend(bo, { lane: 'bulk', dueAt: now })));
    await plan(aSend(bo, { lane: 'person', dueAt: now }));
    const claimed = await claim(21);
    expect(claimed.filter(({ senderId }) => senderId === bo.userId)).toHaveLength(6);
    expect(claimed).toHaveLength(21);
  });

  test('the oldest of a sender go first', async () => {
    const dueAt = (minute: number) => new Date(`2026-06-04T09:0${minute}:00.000Z`);
    const sends = [3, 1, 2].map((minute) => aSend(alva, { source: `s/${minute}`, dueAt: dueAt(minute) }));
    const rows = await plan(...sends);
    const claimed = new Set((await claim(2)).map(({ id }) => id));
    expect(rows.filter(({ id }) => claimed.has(id)).map(({ source }) => source)).toEqual(['s/1', 's/2']);
  });

  test.each<{ name: string; throttles: Partial<Throttles> }>([
    { name: 'user', throttles: { user: { count: 3, everyMs: 30_000 } } },
    { name: 'channel', throttles: { channel: { count: 3, everyMs: 30_000 } } },
    { name: 'domain', throttles: { domain: { count: 3, everyMs: 30_000 } } },
  ])('three each thirty seconds by $name: three now, one more ten seconds later', async ({ throttles }) => {
    await plan(...Array.from({ length: 9 }, () => aSend(alva)));
    const by = { ...noThrottles, ...throttles };
    expect(await claim(100, now, me, by)).toHaveLength(3);
    expect(await claim(100, after(9), me, by)).toHaveLength(0);
    expect(await claim(100, after(10), me, by)).toHaveLength(1);
    expect(await claim(100, after(3600), me, by)).toHaveLength(3);
  });

  test('the throttle of one domain does not hold up the others, and two processes share it', async () => {
    const to = (email: string) => aSend(alva, { recipient: { email } });
    await plan(...Array.from({ length: 5 }, () => to('a@slow.example')), to('a@quick.example'));
    const by = { ...noThrottles, domain: { count: 1, everyMs: 60_000 } };
    const both = await Promise.all([claim(100, now, me, by), claim(100, now, randomUUID(), by)]);
    const more = await claim(100, now, me, by);
    const domains = [...both.flat(), ...more].map(({ domain }) => domain);
    expect(domains.sort()).toEqual(['quick.example', 'slow.example']);
  });

  test('a hand-over begins only as long as the claim holds', async () => {
    await plan(aSend(alva));
    const mine = await claim();
    expect(await begin(mine, after(31))).toEqual([]);
    await expireLeases(db.kysely, after(31));
    const theirs = await claim(100, after(31), randomUUID());
    expect(theirs).toMatchObject([{ id: mine[0]?.id, fence: 2 }]);
    expect(await begin(mine, after(32))).toEqual([]);
  });

  test('an outcome under an old number changes nothing', async () => {
    await plan(aSend(alva));
    const mine = await claim();
    await expireLeases(db.kysely, after(31));
    const by = randomUUID();
    const theirs = await claim(100, after(31), by);
    await begin(theirs, after(31), by);
    expect(await writeOutcomes(db.kysely, 'accept', accepted(mine), after(32))).toBe(0);
    expect(await returnSends(db.kysely, 'notBegun', mine, after(32))).toBe(0);
    expect(await sendStates(db)).toEqual({ handing_over: 1 });
    expect(await writeOutcomes(db.kysely, 'accept', accepted(theirs), after(32))).toBe(1);
  });

  test('a lease that runs out in the middle of a hand-over makes it unsure, and a late answer settles it', async () => {
    const [row] = await plan(aSend(alva));
    const mine = await claim();
    await begin(mine);
    expect(await expireLeases(db.kysely, after(899))).toBe(0);
    expect(await expireLeases(db.kysely, after(901))).toBe(1);
    expect(await claim(100, after(1000))).toEqual([]);
    const open = await listOpenSends(db.kysely, alva.workspaceId, 'unsure', { limit: 10 });
    expect(open).toMatchObject([
      { id: row?.id, cause: 'no_answer', subject: 'Hello', messageId: row?.messageId },
    ]);
    expect(await told()).toEqual([{ source: row?.source, state: 'unsure', cause: 'no_answer' }]);
    expect(await writeOutcomes(db.kysely, 'accept', accepted(mine), after(2000))).toBe(1);
    expect(await told()).toEqual([{ source: row?.source, state: 'accepted', cause: null }]);
    expect(await told()).toEqual([]);
  });

  test('a deferred one comes back at its time, and counts its tries', async () => {
    await plan(aSend(alva));
    for (const attempt of [1, 2]) {
      const at = after(attempt * 100);
      const claimed = await claim(100, at);
      expect(await begin(claimed, at)).toMatchObject([{ attempt, firstTriedAt: after(100) }]);
      const later = {
        code: 450,
        text: 'later',
        cause: 'deferred' as const,
        nextTryAt: after(attempt * 100 + 60),
      };
      const rows = claimed.map((one) => ({ ...one, ...later }));
      await writeOutcomes(db.kysely, 'defer', rows, at);
      expect(await claim(100, after(attempt * 100 + 59))).toEqual([]);
    }
    expect(await told()).toEqual([]);
  });

  test('what has not left does not count as a try', async () => {
    await plan(aSend(alva));
    const first = await claim();
    await begin(first);
    await returnSends(db.kysely, 'notBegun', first, now);
    expect(await begin(await claim())).toMatchObject([{ attempt: 1, fence: 2 }]);
  });

  test('cancelling takes back what has not begun: all of a run, and no other run', async () => {
    const sources = ['step/run_1/a', 'step/run_1/b', 'step/run_1/c', 'step/runx1/a'];
    await plan(...sources.map((source) => aSend(alva, { source })));
    const claimed = await claim();
    const a = claimed.filter(({ messageId }) => messageId === claimed[0]?.messageId);
    await begin(a);
    const gone = await cancelSends(
      db.kysely,
      alva.workspaceId,
      { sourcesFrom: 'step/run_1/' },
      'replied',
      now,
    );
    const begunId = a[0]?.id;
    const wanted = (await plan(...sources.map((source) => aSend(alva, { source }))))
      .filter(({ id, source }) => source.startsWith('step/run_1/') && id !== begunId)
      .map(({ id }) => id);
    expect(gone.sort()).toEqual(wanted.sort());
    expect(await begin(claimed)).toHaveLength(claimed.length - gone.length - 1);
    expect((await told()).every(({ state, cause }) => state === 'cancelled' && cause === 'replied')).toBe(
      true,
    );
  });

  test('sends of another workspace are not cancelled, listed or released', async () => {
    const [other] = await addColleagues(db);
    const [row] = await plan(aSend(alva, { source: 'step/a/1' }));
    const ids = [row?.id ?? ''];
    await begin(await claim());
    await expireLeases(db.kysely, after(1000));
    expect(
      await cancelSends(db.kysely, other.workspaceId, { sources: ['step/a/1'] }, 'stopped', now),
    ).toEqual([]);
    expect(await listOpenSends(db.kysely, other.workspaceId, 'unsure', { limit: 10 })).toEqual([]);
    expect(await decideSends(db.kysely, other.workspaceId, ids, 'release', now)).toEqual([]);
    expect(await sendStates(db)).toEqual({ unsure: 1 });
  });

  test.each([
    { decision: 'release', state: 'planned' },
    { decision: 'settle', state: 'accepted' },
    { decision: 'drop', state: 'cancelled' },
  ] as const)('a person can $decision what is unsure, once', async ({ decision, state }) => {
    const [row] = await plan(aSend(alva));
    const ids = [row?.id ?? ''];
    await begin(await claim());
    expect(await decideSends(db.kysely, alva.workspaceId, ids, decision, now)).toEqual([]);
    await expireLeases(db.kysely, after(1000));
    expect(await decideSends(db.kysely, alva.workspaceId, ids, decision, after(1000))).toEqual(ids);
    expect(await decideSends(db.kysely, alva.workspaceId, ids, decision, after(1000))).toEqual([]);
    expect(await sendStates(db)).toEqual({ [state]: 1 });
    const heard = decision === 'release' ? [] : [{ source: row?.source, state, cause: 'person' }];
    expect(await told()).toEqual(heard);
  });

  test('the list of unsure ones is read page by page', async () => {
    await plan(...Array.from({ length: 5 }, () => aSend(alva)));
    await begin(await claim());
    await expireLeases(db.kysely, after(1000));
    const first = await listOpenSends(db.kysely, alva.workspaceId, 'unsure', { limit: 3 });
    const last = first.at(-1);
    if (!last) throw new Error('expected a page');
    const page = { limit: 3, after: { since: last.since, id: last.id } };
    const second = await listOpenSends(db.kysely, alva.workspaceId, 'unsure', page);
    expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(5);
  });

  test('a mail that is too late is not claimed, not begun, and told as cancelled', async () => {
    const [row] = await plan(aSend(alva, { notAfter: after(10) }));
    const claimed = await claim(100, after(9));
    expect(await begin(claimed, after(11))).toEqual([]);
    await returnSends(db.kysely, 'giveBack', claimed, after(11));
    expect(await claim(100, after(11))).toEqual([]);
    expect(await cancelLateSends(db.kysely, 100, after(10))).toBe(0);
    expect(await cancelLateSends(db.kysely, 100, after(11))).toBe(1);
    expect(await told()).toEqual([{ source: row?.source, state: 'cancelled', cause: 'late' }]);
  });

  test('outcomes whose telling fails are told again', async () => {
    await plan(aSend(alva));
    const claimed = await claim();
    await begin(claimed);
    await writeOutcomes(db.kysely, 'accept', accepted(claimed), now);
    const failing = tellSettled(db, 'others', 100, async () => {
      throw new Error('not now');
    });
    await expect(failing).rejects.toThrow('not now');
    expect(await told()).toMatchObject([{ state: 'accepted' }]);
    expect(await told()).toEqual([]);
  });

  test('who listens hears of plans and of outcomes', async () => {
    const heard: string[] = [];
    const stops = [
      await db.listen('sends', () => heard.push('sends')),
      await onSettled(db, () => heard.push('settled')),
    ];
    await plan(aSend(alva));
    await expect.poll(() => heard).toEqual(['sends']);
    const claimed = await claim();
    await begin(claimed);
    await writeOutcomes(db.kysely, 'accept', accepted(claimed), now);
    await expect.poll(() => heard).toEqual(['sends', 'settled']);
    for (const stop of stops) await stop();
  });

  test('in a workspace brought from elsewhere nothing is sent before a person says so', async () => {
    await plan(aSend(alva), aSend(alva), aSend(alva, { dueAt: after(9999) }));
    await begin(await claim(1));
    await claim(1);
    await withTransaction(db, (tx) => parkSends(tx, alva.workspaceId, now));
    expect(await sendStates(db)).toEqual({ held: 2, unsure: 1 });
    expect(await claim(100, after(99_999))).toEqual([]);
  });
});
