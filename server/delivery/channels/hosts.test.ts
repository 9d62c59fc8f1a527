import { expect, test } from 'vitest';
import { HostError, isInside, outsideAddressOf } from './hosts.ts';

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.10', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['::1', true],
  ['::ffff:10.0.0.1', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['203.0.113.7', false],
  ['2001:db8::1', false],
])('§8 %s is inside: %s', (address, expected) => {
  expect(isInside(address)).toBe(expected);
});

test('§8 a name that leads inside by one of its addresses is refused, and says which', async () => {
  const find = async () => ['203.0.113.7', '192.168.1.1'];
  await expect(outsideAddressOf('mail.example.com', find)).rejects.toThrow(HostError);
  await expect(outsideAddressOf('mail.example.com', find)).rejects.toThrow('(192.168.1.1)');
  expect(await outsideAddressOf('mail.example.com', async () => ['203.0.113.7'])).toBe('203.0.113.7');
  await expect(outsideAddressOf('[::1]', find)).rejects.toThrow('(::1)');
});
