import { type ContentItem, type ContentUses, contentLimits } from '../../lib/contract/content.ts';
import { type Failure, fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import type { Sharing } from '../../lib/contract/sharing.ts';
import { contentTypeOf } from '../../lib/core/links/content-type.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import * as rows from '../db/queries/content.ts';
import { saveSharing } from '../db/queries/teams.ts';
import { lockLibrary } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { formatLinkKey, newLinkKey } from '../links/public-key.ts';
import { refuseTeams, type TeamUser } from '../teams/teams.ts';
import { contentUrl } from './address.ts';

const MB = 1_000_000;
export const unknownContent = () => fail('NOT_FOUND', 'there is no such file');

/** A user, and the server's own address, without a slash at the end. */
export interface ContentUser extends TeamUser {
  publicUrl: string;
}

/** Files that the user may put into mails, the newest first: their own, those shared with them, as an admin all. */
export async function listContent(db: Db, user: ContentUser): Promise<ContentItem[]> {
  return (await rows.listContent(db, user)).map((item) => seenBy(user, item));
}

function seenBy(
  { workspaceId, userId, role, publicUrl }: ContentUser,
  { key, ...item }: rows.StoredContent,
): ContentItem {
  const url = contentUrl(publicUrl, { workspaceId, key });
  return { ...item, url, mayChange: mayChange({ role, userId }, item.ownerId) };
}

export function mayChange(
  { role, userId }: Pick<ContentUser, 'role' | 'userId'>,
  ownerId: string | null,
): boolean {
  return role === 'admin' || ownerId === userId;
}

/** A file that the user may see. */
export async function findContent(db: Db, user: ContentUser, id: string): Promise<ContentItem | null> {
  const [stored] = await rows.listContent(db, user, id);
  return stored ? seenBy(user, stored) : null;
}

/** A file that somebody gives. */
export interface GivenFile {
  id: string;
  name: string;
  content: Uint8Array;
}

/**
 * Gives a file an address that mails can link to. With an id that is there it is answered as it is.
 *
 * @returns `INVALID_INPUT` for an empty, a too large file or an id of somebody else, `LIMIT_REACHED` when there is no
 *   room
 */
export async function addContent(
  db: Database,
  user: ContentUser,
  file: GivenFile,
  now: Date,
): Promise<Result<ContentItem>> {
  return await withTransaction(db, async (tx) => {
    await lockLibrary(tx, user.workspaceId);
    return await putContent(tx, user, file, now);
  });
}

/** The same in a transaction that has locked the library. */
export async function putContent(
  tx: Tx,
  user: ContentUser,
  { id, name, content }: GivenFile,
  now: Date,
): Promise<Result<ContentItem>> {
  const known = await findContent(tx, user, id);
  if (known) return ok(known);
  const more = content.byteLength;
  const count = await rows.countContent(tx, user.workspaceId);
  const refused = refuseSize(content) ?? refuseFull(count, more);
  if (refused) return refused;
  // Room is for what is there: what was deleted is kept no longer.
  if (count.bytes + count.deletedBytes + more > contentLimits.workspaceBytes)
    await rows.emptyDeleted(tx, now, user.workspaceId);
  await rows.insertContent(
    tx,
    user,
    { id, name, content, key: newLinkKey(), type: contentTypeOf(content) },
    now,
  );
  const added = await findContent(tx, user, id);
  return added ? ok(added) : invalidField('contentId', 'expected an id that no other file has');
}

function refuseSize({ byteLength }: Uint8Array): Failure | null {
  if (byteLength === 0) return invalidField('body', 'expected a file that is not empty');
  if (byteLength <= contentLimits.bytes) return null;
  const [size, most] = [byteLength, contentLimits.bytes].map((bytes) => (bytes / MB).toFixed(1));
  return invalidField('body', `expected a file of at most ${most} MB; this one is ${size} MB`);
}

/** Is there room for one more file, and for so many bytes? */
export function refuseFull({ items, bytes }: rows.ContentCount, more: number): Failure | null {
  const { items: most, workspaceBytes } = contentLimits;
  if (items >= most) return fail('LIMIT_REACHED', `there are ${items} files, and there can be no more`);
  if (bytes + more <= workspaceBytes) return null;
  const [present, room] = [bytes, workspaceBytes].map((size) => (size / MB).toFixed(0));
  return fail(
    'LIMIT_REACHED',
    `the files of this workspace are ${present} MB, and there can be ${room} MB at most`,
  );
}

/** Says who may put a file into their mails. @returns `INVALID_INPUT` naming a team that cannot be */
export async function shareContent(
  db: Database,
  user: ContentUser,
  id: string,
  { shared, teamIds }: Sharing,
): Promise<Result<ContentItem>> {
  return await changing(db, user, id, async (tx, item) => {
    const chosen = shared ? [] : [...new Set(teamIds)];
    const refused = await refuseTeams(tx, user, chosen, item.teamIds);
    if (refused) return refused;
    await saveSharing(tx, user.workspaceId, 'content_items', id, { shared, teamIds: chosen });
    const now = await findContent(tx, user, id);
    return now ? ok(now) : unknownContent();
  });
}

/** Where a file is linked to, to be told before it is deleted. */
export async function usesOfContent(
  { kysely }: Database,
  user: ContentUser,
  id: string,
): Promise<Result<ContentUses>> {
  const { workspaceId } = user;
  const [item] = await rows.listContent(kysely, user, id);
  if (!item) return unknownContent();
  const word = formatLinkKey({ workspaceId, key: item.key });
  const templates = await rows.listTemplatesWith(kysely, user, word);
  const campaigns = await rows.listCampaignsWith(kysely, user, word);
  const seen = (uses: typeof templates) =>
    uses.flatMap(({ isSeen, ...named }) => (isSeen ? [{ id: named.id, name: named.name }] : []));
  return ok({
    templates: seen(templates),
    campaigns: seen(campaigns),
    hidden: [...templates, ...campaigns].filter(({ isSeen }) => !isSeen).length,
    mails: await rows.countMailsWith(kysely, workspaceId, id),
  });
}

/** @returns `NOT_FOUND` for one that the user may not see, `NOT_ALLOWED` for somebody else's */
export async function changing<T>(
  db: Database,
  user: ContentUser,
  id: string,
  work: (tx: Tx, item: ContentItem) => Promise<Result<T>>,
): Promise<Result<T>> {
  return await withTransaction(db, async (tx) => {
    // Before the file: no team goes meanwhile.
    await lockLibrary(tx, user.workspaceId);
    await rows.lockContent(tx, user.workspaceId, id);
    const item = await findContent(tx, user, id);
    if (!item) return unknownContent();
    if (item.mayChange) return await work(tx, item);
    const owner = item.ownerName ?? 'somebody else';
    return fail('NOT_ALLOWED', `“${item.name}” belongs to ${owner}; they or an admin can change it`);
  });
}
