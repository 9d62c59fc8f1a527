import { expect, test } from 'vitest';
import { isLocked, mayChange } from './may-change.ts';

const lockdown = { templates: true, campaigns: false };

test.each([
  { role: 'user', lockdown: undefined, ownerId: 'me', may: true },
  { role: 'user', lockdown: undefined, ownerId: 'other', may: false },
  { role: 'user', lockdown: undefined, ownerId: null, may: false },
  { role: 'manager', lockdown: undefined, ownerId: 'other', may: true },
  { role: 'user', lockdown, ownerId: 'me', may: false },
  { role: 'manager', lockdown, ownerId: 'other', may: false },
  { role: 'admin', lockdown, ownerId: 'other', may: true },
] as const)('§2.10 lockdown: $role, $lockdown, owned by $ownerId', ({ may, ownerId, ...asker }) => {
  expect(mayChange({ ...asker, user: { id: 'me' } }, 'templates', { ownerId })).toBe(may);
});

test('one kind is locked without the other', () => {
  expect(isLocked({ role: 'manager', lockdown }, 'templates')).toBe(true);
  expect(isLocked({ role: 'manager', lockdown }, 'campaigns')).toBe(false);
});
