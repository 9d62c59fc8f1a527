import { describe, expect, test } from 'vitest';
import { Fate } from '../../contract/rehearsal.ts';
import { classifyReply } from '../send/reply.ts';
import { answerOf, reactionsTo, type WorldMail } from './world.ts';

const at = new Date('2026-06-04T07:00:00.000Z');
const aMail = (over: Partial<WorldMail>): WorldMail => ({
  to: 'anna@fjord.example',
  fate: 'accepts',
  before: 0,
  at,
  ...over,
});
const kinds = (mail: WorldMail, seed = 1) => reactionsTo(mail, seed).map(({ kind }) => kind);
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe('G24 what a recipient’s mail server says', () => {
  test.each(Fate.options.filter((fate) => fate !== 'rejects' && fate !== 'defers'))(
    '%s: taken at once',
    (fate) => {
      expect(classifyReply(answerOf({ to: 'a@b.example', fate }, 0, 1))).toEqual({
        kind: 'accepted',
        slows: null,
      });
    },
  );

  test('rejects: refused for good at each try, and nobody else is concerned', () => {
    for (const tries of [0, 1, 9])
      expect(classifyReply(answerOf({ to: 'a@b.example', fate: 'rejects' }, tries, 1))).toEqual({
        kind: 'rejected',
        slows: null,
      });
  });

  test('defers: refused for now one to four times, then taken; colleagues of the domain are not slowed', () => {
    const refusals = seeds.map((seed) => {
      let tries = 0;
      for (;;) {
        const verdict = classifyReply(answerOf({ to: 'a@b.example', fate: 'defers' }, tries, seed));
        if (verdict.kind === 'accepted') return tries;
        expect(verdict).toEqual({ kind: 'deferred', slows: null });
        tries += 1;
      }
    });
    expect(new Set(refusals)).toEqual(new Set([1, 2, 3, 4]));
  });
});

describe('G24 what follows from a mail that was taken', () => {
  test.each([
    { fate: 'accepts', follows: [] },
    { fate: 'defers', follows: [] },
    { fate: 'bounces', follows: ['bounce'] },
    { fate: 'outOfOffice', follows: ['outOfOffice'] },
    { fate: 'scanner', follows: ['scanned'] },
  ] as const)('$fate: $follows', ({ fate, follows }) => {
    for (const seed of seeds) expect(kinds(aMail({ fate }), seed)).toEqual(follows);
  });

  test('replies: once, to the first mail or to the second, after it was opened', () => {
    for (const seed of seeds) {
      const all = [0, 1, 2, 3].map((before) => kinds(aMail({ fate: 'replies', before }), seed));
      const answered = all.flatMap((one, before) => (one.includes('reply') ? before : []));
      expect(answered).toHaveLength(1);
      expect([0, 1]).toContain(answered[0]);
      expect(all[answered[0] ?? 0]).toEqual(['opened', 'reply']);
    }
  });

  test('outOfOffice: a machine answers once in an absence, with a day of return that is ahead', () => {
    const [said] = reactionsTo(aMail({ fate: 'outOfOffice' }), 1);
    expect(said?.detail).toMatch(/^2026-06-(0[6-9]|1\d)$/);
    expect(kinds(aMail({ fate: 'outOfOffice', before: 1 }))).toEqual([]);
  });

  test('a scanner is there within seconds, a person is not', () => {
    for (const seed of seeds) {
      const [scan] = reactionsTo(aMail({ fate: 'scanner' }), seed);
      const [read] = reactionsTo(aMail({ fate: 'reads' }), seed);
      expect(Number(scan?.at) - at.getTime()).toBeLessThan(30_000);
      expect(Number(read?.at) - at.getTime()).toBeGreaterThan(600_000);
    }
  });

  test('reactions come after their mail, in their order, the same for the same seed', () => {
    for (const fate of Fate.options)
      for (const seed of seeds) {
        const times = [at, ...reactionsTo(aMail({ fate }), seed).map((one) => one.at)].map(Number);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(reactionsTo(aMail({ fate }), seed)).toEqual(reactionsTo(aMail({ fate }), seed));
      }
  });
});
