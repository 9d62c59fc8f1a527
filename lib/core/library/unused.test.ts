import { expect, test } from 'vitest';
import { isUnused } from './unused.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

test.each([
  { createdAt: '2026-06-01T06:00:00.000Z', lastUsedAt: null, unused: false },
  { createdAt: '2026-03-06T06:00:00.000Z', lastUsedAt: null, unused: false }, // 90 days to the moment
  { createdAt: '2026-03-06T05:59:59.999Z', lastUsedAt: null, unused: true },
  { createdAt: '2025-01-01T00:00:00.000Z', lastUsedAt: '2026-05-30T00:00:00.000Z', unused: false },
  { createdAt: '2025-01-01T00:00:00.000Z', lastUsedAt: '2026-03-01T00:00:00.000Z', unused: true },
])('written $createdAt, used $lastUsedAt: unused $unused', ({ unused, ...life }) => {
  expect(isUnused(life, now)).toBe(unused);
});
