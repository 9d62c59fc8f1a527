import type { NewLinks, TrackedLink } from '../../lib/contract/link.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { insertLinks } from '../db/queries/links.ts';
import { findPerson } from '../db/queries/people.ts';
import { findTask } from '../db/queries/tasks.ts';
import { formatLinkKey, newLinkKey } from './public-key.ts';

/** Where tracked links live under the server's address. */
export const LINK_PATH = '/t/';

/**
 * Makes an address of ours for each of the given ones. The target is stored and stands nowhere in the new address; an
 * address that is tracked already stays as it is.
 *
 * @param publicUrl - the server's own address, without a slash at the end
 * @returns one for each asked, in order, the same for the same; `NOT_FOUND` when person or task is unknown,
 *   `INVALID_INPUT` when they do not belong together
 */
export async function createLinks(
  db: Database,
  user: { workspaceId: string; userId: string },
  asked: NewLinks,
  publicUrl: string,
  now: Date,
): Promise<Result<TrackedLink[]>> {
  const { workspaceId, userId } = user;
  const about = await findAbout(db, user, asked);
  if (!about.ok) return about;
  const ours = `${publicUrl}${LINK_PATH}`;
  const fresh = new Map(
    asked.urls.filter((url) => !url.startsWith(ours)).map((url) => [url, newLinkKey()] as const),
  );
  // Written as a browser would ask for it: the header of the answer holds nothing but ASCII.
  const links = [...fresh].map(([url, key]) => ({ key, url: new URL(url).href }));
  if (links.length > 0)
    await insertLinks(db.kysely, workspaceId, { ...about.value, createdBy: userId, links }, now);
  return ok(
    asked.urls.map((url) => {
      const key = fresh.get(url);
      return { url, tracked: key === undefined ? url : ours + formatLinkKey({ workspaceId, key }) };
    }),
  );
}

async function findAbout(
  db: Database,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  { personId, taskId }: NewLinks,
): Promise<Result<{ personId: string | null; taskId: string | null }>> {
  if (personId !== undefined && !(await findPerson(db.kysely, workspaceId, personId)))
    return fail('NOT_FOUND', 'there is no such person');
  if (taskId === undefined) return ok({ personId: personId ?? null, taskId: null });
  const task = await findTask(db.kysely, workspaceId, userId, taskId);
  if (!task) return fail('NOT_FOUND', 'there is no such task of yours');
  if (personId !== undefined && task.personId !== personId)
    return invalidField('personId', 'expected the person of the task');
  return ok({ personId: task.personId, taskId });
}
