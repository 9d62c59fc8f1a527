import { expect, test } from 'vitest';
import { RecipientGroup, RecipientStatus } from '../../contract/mailing.ts';
import { groupOf, type MailFacts, statusAfter, statusesOf } from './recipient-status.ts';

test.each([
  ['ready', ['ready', 'sending']],
  ['sent', ['sent', 'unsure']],
  ['read', ['read']],
  ['bounced', ['bounced', 'failed', 'soft_bounced']],
  ['complained', ['complained']],
  [
    'blocked',
    [
      'company_instead',
      'complained_before',
      'duplicate',
      'left_out',
      'no_address',
      'no_consent',
      'no_mailings',
      'no_subscription',
      'too_many_bounces',
    ],
  ],
] as const)('mailings §7 filters: %s', (group, statuses) => {
  expect(statusesOf([group]).sort()).toEqual(statuses);
});

test('mailings §7 filters: each status is found under exactly one of the six', () => {
  expect(Object.keys(groupOf).sort()).toEqual([...RecipientStatus.options].sort());
  expect(statusesOf(RecipientGroup.options).sort()).toEqual([...RecipientStatus.options].sort());
});

const sent: MailFacts = { state: 'sent', opened: false, bounced: null, complained: false };

test.each([
  [sent, 'sent'],
  [{ ...sent, opened: true }, 'read'],
  [{ ...sent, state: 'unsure', opened: true }, 'read'],
  [{ ...sent, bounced: 'soft' }, 'soft_bounced'],
  [{ ...sent, opened: true, bounced: 'hard' }, 'bounced'],
  [{ ...sent, opened: true, complained: true }, 'complained'],
  [{ ...sent, state: 'failed' }, 'failed'],
  [{ ...sent, state: 'unsure' }, 'unsure'],
  [{ ...sent, state: 'sending' }, 'sending'],
] satisfies [MailFacts, RecipientStatus][])('mailings §7 one word: %o is %s', (facts, status) => {
  expect(statusAfter(facts)).toBe(status);
});
