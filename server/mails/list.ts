import { Buffer } from 'node:buffer';
import type { Role } from '../../lib/contract/account.ts';
import type { ParsedRequestOf, ResponseOf } from '../../lib/contract/api.ts';
import { type Mail, MailFolder } from '../../lib/contract/mail.ts';
import { fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { rowActions } from '../../lib/core/mail/actions.ts';
import { folderOf } from '../../lib/core/mail/folder.ts';
import { periodBounds } from '../../lib/core/period/bounds.ts';
import type { Database } from '../db/open.ts';
import { findMember, listMembers } from '../db/queries/accounts.ts';
import { countMails, type Look, listMails, type MailPlace, type MailRow } from '../db/queries/mails.ts';
import { withSubjects } from './subjects.ts';

/** Who asks. */
export interface Asker {
  workspaceId: string;
  userId: string;
  role: Role;
}

/** Whose mails are looked at: one's own, or as an admin anybody's. */
export function whoseOf({ workspaceId, userId, role }: Asker, as: string | undefined): Result<Look> {
  if (as === undefined || as === userId) return ok({ workspaceId, senderId: userId, viewerId: userId });
  if (role !== 'admin') return fail('NOT_ALLOWED', 'only an admin may look at what others do');
  if (as !== 'all' && !isId(as)) return invalidField('as', 'expected the id of a user, or all');
  return ok({ workspaceId, senderId: as === 'all' ? null : as, viewerId: userId });
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** How many mails stand in each folder, and for an admin whose may be looked at. */
export async function countFolders(
  { kysely }: Database,
  asker: Asker,
  as: string | undefined,
): Promise<Result<ResponseOf<'mails.folders'>>> {
  const whose = whoseOf(asker, as);
  if (!whose.ok) return whose;
  const zero = MailFolder.options.map((folder) => [folder, 0]);
  const counts: Record<MailFolder, number> = Object.fromEntries(zero);
  for (const { standing, archived, count } of await countMails(kysely, whose.value)) {
    const folder = folderOf(standing, archived);
    if (folder) counts[folder] += count;
  }
  const senders = asker.role === 'admin' ? await listMembers(kysely, asker.workspaceId) : [];
  return ok({ counts, senders });
}

/** Mails that a search finds, page by page. */
export async function searchMails(
  { kysely }: Database,
  asker: Asker,
  { query }: ParsedRequestOf<'mails.list'>,
  now: Date,
): Promise<Result<ResponseOf<'mails.list'>>> {
  const whose = whoseOf(asker, query.as);
  if (!whose.ok) return whose;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  if (after === null) return invalidField('cursor', 'expected `next` of the page before');
  const { text = '', moment = 'at', period, replied, opened, clicked, success, order } = query;
  const member = period && (await findMember(kysely, asker.workspaceId, asker.userId));
  const bounds = period && periodBounds(period, now, member?.timeZone ?? 'UTC');
  const yes = (said: 'yes' | 'no' | undefined) => (said === undefined ? undefined : said === 'yes');
  const found = await listMails(kysely, whose.value, {
    ...query,
    folders: query.folders?.split(',').map((name) => MailFolder.parse(name)) ?? null,
    words: text.split(/\s+/).filter(Boolean),
    moment,
    from: bounds?.from ?? query.from,
    to: bounds?.to ?? query.to,
    replied: yes(replied),
    opened: yes(opened),
    clicked: yes(clicked),
    success: yes(success),
    descending: order === 'descending',
    after,
  });
  return ok({
    mails: (await withSubjects(kysely, asker.workspaceId, found.mails)).map(toMail),
    total: found.total,
    next: found.next && writeCursor(found.next),
  });
}

/** @throws {Error} if no folder has it */
export function toMail(row: MailRow): Mail {
  const { archived, ...rest } = row;
  const folder = folderOf(row.standing, archived);
  if (!folder) throw new Error(`expected a mail with a folder, got ${row.id} (${row.standing})`);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...rest,
    folder,
    actions: rowActions({ ...row, inCampaign: row.campaignId !== null }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    at: row.at.toISOString(),
    dueAt: iso(row.dueAt),
    sentAt: iso(row.sentAt),
    failedAt: iso(row.failedAt),
    lastActivityAt: iso(row.lastActivityAt),
  };
}

function writeCursor({ key, id }: MailPlace): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

function readCursor(cursor: string): MailPlace | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(place)) return null;
    const [key, id]: unknown[] = place;
    return typeof key === 'string' && typeof id === 'string' && isId(id) ? { key, id } : null;
  } catch {
    return null;
  }
}
