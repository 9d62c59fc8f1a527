import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { firstBroken } from './consent-chain.ts';

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
/** By the words of docs/consent-proof.md. */
const chainOf = (...facts: string[]) => {
  let before = '0000000000000000000000000000000000000000000000000000000000000000';
  return facts.map((fact, place) => {
    before = hashOf(`${before}\n${fact}`);
    return { number: place + 1, fact, hash: before };
  });
};
const whole = chainOf('given', 'withdrawn – på svenska', 'given again');

test('a chain that is as it was written has no broken entry', () => {
  expect(firstBroken([], hashOf)).toBeNull();
  expect(firstBroken(whole, hashOf)).toBeNull();
});

test.each([
  ['a fact that was changed', whole.map((one, place) => (place === 1 ? { ...one, fact: 'given' } : one)), 2],
  ['an entry that was taken out', whole.filter((_, place) => place !== 1), 2],
  [
    'an entry that was taken out and the rest numbered anew',
    whole.filter((_, place) => place !== 0).map((one, place) => ({ ...one, number: place + 1 })),
    1,
  ],
  ['two that changed places', [whole[1], whole[0], whole[2]].flatMap((one) => one ?? []), 1],
  [
    'a hash that was changed',
    whole.map((one, place) => (place === 2 ? { ...one, hash: 'f'.repeat(64) } : one)),
    3,
  ],
  [
    'one changed together with its hash',
    whole.map((one, place) =>
      place === 1 ? { ...one, fact: 'given', hash: hashOf(`${whole[0]?.hash}\ngiven`) } : one,
    ),
    3,
  ],
])('%s is found', (_, entries, number) => {
  expect(firstBroken(entries, hashOf)).toBe(number);
});
