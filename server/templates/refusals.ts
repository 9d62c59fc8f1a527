import type { Role } from '../../lib/contract/account.ts';
import { type Failure, fail } from '../../lib/contract/result.ts';
import type { Template, TemplatePlace } from '../../lib/contract/template.ts';
import { isSamePlace } from '../../lib/core/library/place.ts';

/** Somebody in a workspace. */
export interface Member {
  workspaceId: string;
  userId: string;
}

/** The same, and what they may do there. */
export interface TemplateUser extends Member {
  role: Role;
}

export const unknownTemplate = () => fail('NOT_FOUND', 'there is no such template');

/** Why somebody else may not change it; null when they may. */
export function refuseStranger(
  { name, ownerId, ownerName }: Template,
  { userId, role }: TemplateUser,
): Failure | null {
  if (ownerId === userId || role !== 'user') return null;
  const owner = ownerName ?? 'somebody else';
  return fail('NOT_ALLOWED', `“${name}” belongs to ${owner}; they or a manager can change it`);
}

export function refuseArchived({ name, archivedAt }: Template): Failure | null {
  return archivedAt === null ? null : fail('TEMPLATE_ARCHIVED', `“${name}” is archived; bring it back first`);
}

/** Somebody else was faster: the caller's text stays with the caller, and the versions say what was changed. */
export function refuseStale({ name, version }: Template, baseVersion: number): Failure | null {
  if (version === baseVersion) return null;
  return fail(
    'TEMPLATE_CHANGED',
    `“${name}” has been changed since it was read: it is at version ${version}, not ${baseVersion}`,
  );
}

/** The same of category and sharing, which no version tells. */
export function refuseMoved(template: Template, basePlace: TemplatePlace): Failure | null {
  if (isSamePlace(template, basePlace)) return null;
  const { name, category, shared } = template;
  const where = category === '' ? 'no category' : `the category “${category}”`;
  return fail(
    'TEMPLATE_CHANGED',
    `“${name}” has been moved since it was read: it is ${shared ? 'shared' : 'private'} and in ${where} now`,
  );
}
