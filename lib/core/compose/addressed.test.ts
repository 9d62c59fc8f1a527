import { expect, test } from 'vitest';
import { isAddressed } from './addressed.ts';

const to = (...addresses: string[]) => ({ to: addresses, cc: [], bcc: [] });

test.each([
  ['the person of the task', { recipients: to('ana@fjord.example') }, true],
  ['in capitals', { recipients: to('Ana@Fjord.example') }, true],
  ['the person and somebody else', { recipients: to('bo@fjord.example', 'ana@fjord.example') }, true],
  ['the person as a copy', { recipients: { ...to('bo@fjord.example'), cc: ['ana@fjord.example'] } }, true],
  ['somebody else', { recipients: to('bo@fjord.example') }, false],
  ['nobody', { recipients: to() }, false],
  ['nobody knows whom', { recipients: null }, true],
  ['somebody and a name without an address', { recipients: to('bo@fjord.example'), partial: true }, true],
  ['somebody, for a session of before', { recipients: to('bo@fjord.example'), addressees: undefined }, true],
])('addressed to %s', (_, session, expected) => {
  const { addressees, ...rest } = { addressees: ['ana@fjord.example'], ...session };
  expect(isAddressed({ ...rest, ...(addressees && { addressees }) })).toBe(expected);
});
