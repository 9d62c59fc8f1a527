import { expect, test } from 'vitest';
import { afterBounce, healthy } from './address-health.ts';

const at = '2026-06-04T10:00:00.000Z';

test('one report that the address is dead is enough, and stays', () => {
  const dead = afterBounce(healthy, { severity: 'hard' }, at);
  expect(dead).toEqual({ deadAt: at, bounces: 1 });
  expect(afterBounce(dead, { severity: 'soft' }, '2026-07-01T00:00:00.000Z').deadAt).toBe(at);
});

test('of others it takes five in a row', () => {
  let health = healthy;
  for (let count = 1; count <= 4; count += 1) health = afterBounce(health, { severity: 'soft' }, at);
  expect(health.deadAt).toBeNull();
  expect(afterBounce(health, { severity: 'soft' }, at).deadAt).toBe(at);
});

test('what is still being tried says nothing', () => {
  expect(afterBounce(healthy, { severity: 'delayed' }, at)).toBe(healthy);
});
