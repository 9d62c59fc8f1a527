import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import type { BackOff } from './back-off.ts';
import { type HandOver, outcomeOf } from './outcome.ts';
import type { SmtpStage } from './reply.ts';
import { moved } from './state.ts';

const now = new Date('2026-06-04T10:00:00.000Z');
const policy: BackOff = { firstMs: 60_000, longestMs: 3_600_000, giveUpAfterMs: 7_200_000 };
const fresh = { id: 's', attempt: 1, firstTriedAt: now };
const old = { id: 's', attempt: 8, firstTriedAt: new Date('2026-06-04T08:00:00.000Z') };
const reply = (stage: SmtpStage, code: number, text: string): HandOver => ({
  answered: true,
  reply: { stage, code, text },
});

test.each<{ name: string; handOver: HandOver; send: typeof fresh; move: string; cause: string | null }>([
  { name: '250', handOver: reply('message', 250, 'ok'), send: fresh, move: 'accept', cause: null },
  { name: '450', handOver: reply('recipient', 450, ''), send: fresh, move: 'defer', cause: 'deferred' },
  { name: '450, late', handOver: reply('recipient', 450, ''), send: old, move: 'reject', cause: 'gave_up' },
  { name: '550', handOver: reply('recipient', 550, ''), send: fresh, move: 'reject', cause: 'refused' },
  { name: '535', handOver: reply('sign-in', 535, ''), send: fresh, move: 'hold', cause: 'channel' },
  {
    name: 'no answer after the end',
    handOver: { answered: false, begun: true, reason: 'closed' },
    send: old,
    move: 'lose',
    cause: 'no_answer',
  },
  {
    name: 'no connection',
    handOver: { answered: false, begun: false, reason: 'refused' },
    send: fresh,
    move: 'defer',
    cause: 'unreachable',
  },
  {
    name: 'no connection for too long',
    handOver: { answered: false, begun: false, reason: 'refused' },
    send: old,
    move: 'reject',
    cause: 'gave_up',
  },
])('$name: $move', ({ handOver, send, move, cause }) => {
  const outcome = outcomeOf(handOver, send, policy, now);
  expect(outcome).toMatchObject({ move, cause });
  expect(outcome.nextTryAt !== null).toBe(move === 'defer');
});

test('whatever the answer, it leads on from a hand-over, and only a missing one after the end leaves it unsure', () => {
  const handOvers = fc.oneof(
    fc.record({
      answered: fc.constant(true as const),
      reply: fc.record({
        stage: fc.constantFrom<SmtpStage>('greeting', 'sign-in', 'sender', 'recipient', 'message'),
        code: fc.oneof(fc.integer({ min: 200, max: 299 }), fc.integer({ min: 400, max: 599 })),
        text: fc.string(),
      }),
    }),
    fc.record({ answered: fc.constant(false as const), begun: fc.boolean(), reason: fc.string() }),
  );
  fc.assert(
    fc.property(handOvers, fc.integer({ min: 1, max: 50 }), (handOver, attempt) => {
      const outcome = outcomeOf(handOver, { ...fresh, attempt }, policy, now);
      const state = moved('handing_over', outcome.move);
      expect(state).not.toBeNull();
      expect(state === 'unsure').toBe(!handOver.answered && handOver.begun);
      expect(state === 'accepted').toBe(handOver.answered && handOver.reply.code < 300);
    }),
  );
});
