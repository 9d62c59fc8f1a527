import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { classifyReply, type SmtpStage } from './reply.ts';

test.each<{ stage: SmtpStage; code: number; text: string; kind: string; slows: string | null }>([
  { stage: 'message', code: 250, text: '2.0.0 queued', kind: 'accepted', slows: null },
  { stage: 'message', code: 252, text: 'cannot verify', kind: 'accepted', slows: null },
  { stage: 'recipient', code: 450, text: '4.2.0 greylisted', kind: 'deferred', slows: null },
  { stage: 'recipient', code: 452, text: '4.2.2 mailbox full', kind: 'deferred', slows: null },
  { stage: 'recipient', code: 450, text: 'try later', kind: 'deferred', slows: 'domain' },
  { stage: 'recipient', code: 451, text: '4.7.1 try later', kind: 'deferred', slows: 'domain' },
  { stage: 'message', code: 452, text: '4.3.1 no space', kind: 'deferred', slows: 'domain' },
  { stage: 'recipient', code: 454, text: '4.7.0 too many from you', kind: 'deferred', slows: 'domain' },
  { stage: 'sign-in', code: 454, text: '4.7.0 try again', kind: 'deferred', slows: 'channel' },
  { stage: 'message', code: 421, text: '4.3.2 shutting down', kind: 'deferred', slows: 'channel' },
  { stage: 'greeting', code: 421, text: 'too busy', kind: 'deferred', slows: 'channel' },
  { stage: 'greeting', code: 554, text: 'no service here', kind: 'held', slows: 'channel' },
  { stage: 'sender', code: 451, text: '4.4.5 slow down', kind: 'deferred', slows: 'channel' },
  { stage: 'sign-in', code: 535, text: '5.7.8 wrong password', kind: 'held', slows: 'channel' },
  { stage: 'sender', code: 530, text: '5.7.0 sign in first', kind: 'held', slows: 'channel' },
  { stage: 'recipient', code: 530, text: 'sign in first', kind: 'held', slows: 'channel' },
  { stage: 'sender', code: 553, text: '5.7.1 not your address', kind: 'held', slows: 'channel' },
  { stage: 'recipient', code: 550, text: '5.1.1 no such user', kind: 'rejected', slows: null },
  { stage: 'recipient', code: 552, text: '5.2.2 quota exceeded', kind: 'rejected', slows: null },
  { stage: 'recipient', code: 550, text: '5.4.5 daily limit exceeded', kind: 'held', slows: 'channel' },
  { stage: 'message', code: 550, text: 'Daily sending limit reached', kind: 'held', slows: 'channel' },
  { stage: 'message', code: 451, text: '4.7.28 unusual rate', kind: 'deferred', slows: 'channel' },
  { stage: 'message', code: 554, text: '5.7.1 looks like spam', kind: 'rejected', slows: null },
  // The code decides where the enhanced one says otherwise.
  { stage: 'message', code: 451, text: '5.1.1 odd', kind: 'deferred', slows: 'domain' },
])('$code $text to the $stage: $kind', ({ stage, code, text, kind, slows }) => {
  expect(classifyReply({ stage, code, text })).toEqual({ kind, slows });
});

test('what the text says never turns a refusal into an acceptance, or the other way round', () => {
  const stages = fc.constantFrom<SmtpStage>('greeting', 'sign-in', 'sender', 'recipient', 'message');
  fc.assert(
    fc.property(stages, fc.integer({ min: 400, max: 599 }), fc.string(), (stage, code, text) => {
      const { kind } = classifyReply({ stage, code, text });
      expect(code < 500 ? ['deferred'] : ['rejected', 'held']).toContain(kind);
    }),
  );
  fc.assert(
    fc.property(stages, fc.integer({ min: 200, max: 299 }), fc.string(), (stage, code, text) => {
      expect(classifyReply({ stage, code, text }).kind).toBe('accepted');
    }),
  );
});

test.each([0, 199, 354, 600, 250.5, Number.NaN])('%d is no final reply', (code) => {
  expect(() => classifyReply({ stage: 'message', code, text: '' })).toThrow(/^code: expected 2xx/);
});
