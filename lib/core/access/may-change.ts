import type { Role } from '../../contract/account.ts';
import type { Lockdown } from '../../contract/lockdown.ts';

interface Asker {
  role: Role;
  user: { id: string };
  lockdown?: Lockdown | undefined;
}

/** May only admins change content of this kind, and the asker is none? Locked content can still be used. */
export function isLocked(
  { role, lockdown }: Pick<Asker, 'role' | 'lockdown'>,
  kind: keyof Lockdown,
): boolean {
  return role !== 'admin' && lockdown?.[kind] === true;
}

/** May somebody change a template or campaign: it is their own, or they look after others' too, and it is not locked. */
export function mayChange(
  asker: Asker,
  kind: keyof Lockdown,
  { ownerId }: { ownerId: string | null },
): boolean {
  return !isLocked(asker, kind) && (asker.role !== 'user' || ownerId === asker.user.id);
}
