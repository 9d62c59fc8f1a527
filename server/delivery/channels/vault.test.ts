import { expect, test } from 'vitest';
import { newVaultKey, readVaultKeys, Vault } from './vault.ts';

const keys = (text: string) => {
  const read = readVaultKeys(text);
  if (!read) throw new Error('expected keys');
  return read;
};
const [old, fresh] = [newVaultKey(), newVaultKey()];

test('a secret opens again for the same channel, and stands nowhere in what is stored', () => {
  const vault = new Vault(keys(old));
  const sealed = vault.seal('påss word', 'nordby c1');
  expect(sealed).not.toContain('word');
  expect(vault.open(sealed, 'nordby c1')).toBe('påss word');
  // The same secret is never sealed into the same text.
  expect(vault.seal('påss word', 'nordby c1')).not.toBe(sealed);
});

test('what was sealed for one channel opens for no other, nor when a bit of it has changed', () => {
  const vault = new Vault(keys(old));
  const sealed = vault.seal('secret', 'nordby c1');
  expect(vault.open(sealed, 'nordby c2')).toBeNull();
  expect(vault.open(sealed, 'sydby c1')).toBeNull();
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'B' ? 'Q' : 'B'}${sealed.slice(at + 1)}`;
    expect([null, 'secret']).toContain(vault.open(changed, 'nordby c1'));
  }
  expect(vault.open(sealed.slice(0, -8), 'nordby c1')).toBeNull();
});

test('a new key in front seals; what the old one has sealed still opens until that key goes', () => {
  const sealed = new Vault(keys(old)).seal('secret', 'c');
  const both = new Vault(keys(`${fresh}\n${old}`));
  expect(both.open(sealed, 'c')).toBe('secret');
  expect(new Vault(keys(fresh)).open(both.seal('secret', 'c'), 'c')).toBe('secret');
  expect(new Vault(keys(fresh)).open(sealed, 'c')).toBeNull();
});

test.each(['', 'k1', 'k1:short', `k1:${'A'.repeat(60)}`, `${old} ${old}`, `${old} x`])(
  'no keys: %j',
  (text) => {
    expect(readVaultKeys(text)).toBeNull();
  },
);
