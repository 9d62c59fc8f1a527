import { z } from 'zod';
import { EnrolmentStatus } from './campaign.ts';
import { device } from './endpoint.ts';
import { PastPeriod } from './period.ts';
import { Id, Instant } from './primitives.ts';

/**
 * What a line of the live feed tells. `looked`: somebody followed a link to a file of the workspace; `scanned`: a program asked for a tracked link or an opening image, nobody has read
 * it; `away`: an automatic answer; `success`: somebody has called a mail one; `held`: a mail was too late to leave by
 * itself.
 */
export const FeedKind = z.enum([
  'opened',
  'clicked',
  'looked',
  'replied',
  'away',
  'bounced',
  'unsubscribed',
  'success',
  'runEnded',
  'held',
  'sent',
  'taskDone',
  'taskSkipped',
  'runStarted',
  'scanned',
]);
export type FeedKind = z.infer<typeof FeedKind>;

/** Who asked for a link or an opening image, as far as it says so itself. */
export const ClickedBy = z.enum(['desktop', 'mobile', 'machine', 'unknown']);
export type ClickedBy = z.infer<typeof ClickedBy>;

/** One line of the live feed. */
export const FeedEntry = z.object({
  id: Id,
  kind: FeedKind,
  at: Instant,
  /** When we heard of it, which may be later. */
  heardAt: Instant,
  /** Null: a link that belongs to nobody. */
  personId: Id.nullable(),
  personName: z.string().nullable(),
  companyName: z.string().nullable(),
  email: z.string().nullable(),
  campaignId: Id.nullable(),
  campaignName: z.string().nullable(),
  taskId: Id.nullable(),
  /** Who of the workspace did it; null: nobody of them. */
  byName: z.string().nullable(),
  /** Subject, task, campaign, host and path of a link, name of a file; of `unsubscribed` the purpose, or `no_mailings`. */
  title: z.string(),
  /** What was said of it, e.g. by the mail server of a bounce. */
  note: z.string().nullable(),
  /** Of a link, or of the image of an opened mail. */
  clickedBy: ClickedBy.nullable(),
  /** How the run ended by it; null: it did not. */
  ended: EnrolmentStatus.nullable(),
  /** Until when the run waits. */
  until: Instant.nullable(),
});
export type FeedEntry = z.infer<typeof FeedEntry>;

/** Whose: one's own where absent; of a colleague or of `all` only for admins. */
const whose = { as: z.union([z.literal('all'), z.string().max(100)]).optional() };

/** What the feed is narrowed to; all of it must hold. */
export const FeedFilters = z.object({
  /** One or several, parted by commas; all but `scanned` where absent. */
  kinds: z
    .string()
    .regex(/^[a-zA-Z]+(,[a-zA-Z]+)*$/)
    .refine((list) => list.split(',').every((name) => FeedKind.safeParse(name).success), {
      message: `expected kinds (${FeedKind.options.join(', ')}), parted by commas`,
    })
    .optional(),
  personId: Id.optional(),
  campaignId: Id.optional(),
  period: PastPeriod.optional(),
});
export type FeedFilters = z.infer<typeof FeedFilters>;

/** What has happened of late that one did not do oneself. */
export const FeedNews = z.object({
  /** Since the last look; never more than 100. */
  count: z.int(),
  /** Null: one has never looked. */
  seenAt: Instant.nullable(),
  now: Instant,
});
export type FeedNews = z.infer<typeof FeedNews>;

/** Endpoints of the live feed, part of the table in `api.ts`. */
export const feedEndpoints = {
  'feed.list': {
    ...device,
    method: 'get',
    path: '/api/v2/feed',
    summary: 'What has happened, newest first, page by page',
    query: FeedFilters.extend({
      ...whose,
      limit: z.coerce.number().int().min(1).max(200).default(50),
      /** `next` of the page before. */
      cursor: z.string().max(200).optional(),
    }),
    response: z.object({ entries: z.array(FeedEntry), next: z.string().nullable() }),
  },
  'feed.news': {
    ...device,
    method: 'get',
    path: '/api/v2/feed/news',
    summary: 'How much of one’s own has happened since the last look',
    response: FeedNews,
  },
  'feed.look': {
    ...device,
    method: 'put',
    path: '/api/v2/feed/look',
    summary: 'One has looked; an earlier look changes nothing',
    body: z.object({ at: Instant }),
    response: z.object({}),
  },
  'feed.choices': {
    ...device,
    method: 'get',
    path: '/api/v2/feed/choices',
    summary: 'What the feed may be narrowed to',
    response: z.object({
      campaigns: z.array(z.object({ id: Id, name: z.string() })),
      /** Whose work an admin may look at; empty for others. */
      users: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  },
} as const;
