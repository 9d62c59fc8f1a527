import { Buffer } from 'node:buffer';
import type { ParsedRequestOf, ResponseOf } from '../../lib/contract/api.ts';
import { FeedKind } from '../../lib/contract/feed.ts';
import { invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { entryOf, newsKinds, storedFor } from '../../lib/core/feed/entry.ts';
import { periodBounds } from '../../lib/core/period/bounds.ts';
import type { Database } from '../db/open.ts';
import { findMember, listMembers } from '../db/queries/accounts.ts';
import { listCampaignNames } from '../db/queries/campaigns.ts';
import { countHappened, type FeedPlace, findLook, listHappened, saveLook } from '../db/queries/feed.ts';
import { type Asker, whoseOf } from '../mails/list.ts';

/** News are counted up to here. */
const MOST_NEWS = 100;
const usual = FeedKind.options.filter((kind) => kind !== 'scanned');

/** What has happened, newest first, page by page. */
export async function listFeed(
  { kysely }: Database,
  asker: Asker,
  { query }: ParsedRequestOf<'feed.list'>,
  now: Date,
): Promise<Result<ResponseOf<'feed.list'>>> {
  const whose = whoseOf(asker, query.as);
  if (!whose.ok) return whose;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  if (after === null) return invalidField('cursor', 'expected `next` of the page before');
  const { kinds, personId, campaignId, period, limit } = query;
  const member = period && (await findMember(kysely, asker.workspaceId, asker.userId));
  const bounds = period && periodBounds(period, now, member?.timeZone ?? 'UTC');
  const wanted = kinds?.split(',').map((kind) => FeedKind.parse(kind)) ?? usual;
  const found = await listHappened(kysely, whose.value, {
    stored: storedFor(wanted),
    personId,
    campaignId,
    from: bounds?.from,
    to: bounds?.to,
    after,
    limit,
  });
  return ok({
    entries: found.events.flatMap((event) => entryOf(event) ?? []),
    next: found.next && writeCursor(found.next),
  });
}

/** How much of one's own has happened since one last looked. Who has never looked has heard nothing new. */
export async function readNews(
  { kysely }: Database,
  { workspaceId, userId }: Asker,
  now: Date,
): Promise<ResponseOf<'feed.news'>> {
  const seenAt = await findLook(kysely, { workspaceId, userId });
  const whose = { workspaceId, senderId: userId };
  const stored = storedFor(newsKinds);
  const count = seenAt === null ? 0 : await countHappened(kysely, whose, stored, seenAt, MOST_NEWS);
  return { count, seenAt: seenAt?.toISOString() ?? null, now: now.toISOString() };
}

/** One has looked; nobody looks into the future. */
export async function keepLook({ kysely }: Database, asker: Asker, at: string, now: Date): Promise<void> {
  await saveLook(kysely, asker, new Date(Math.min(Date.parse(at), now.getTime())));
}

/** What the feed may be narrowed to. */
export async function feedChoices({ kysely }: Database, asker: Asker): Promise<ResponseOf<'feed.choices'>> {
  const users = asker.role === 'admin' ? await listMembers(kysely, asker.workspaceId) : [];
  return { campaigns: await listCampaignNames(kysely, asker.workspaceId, asker.userId), users };
}

function writeCursor({ at, id }: FeedPlace): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function readCursor(cursor: string): FeedPlace | null {
  const [, at, id] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return at !== undefined && id !== undefined && !Number.isNaN(Date.parse(at)) ? { at, id } : null;
}
