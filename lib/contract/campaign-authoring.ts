import { z } from 'zod';
import { Campaign, NewCampaign } from './campaign.ts';
import { Id, Instant } from './primitives.ts';
import { Sharing } from './sharing.ts';
import { TaskType } from './task.ts';

/** A campaign with what its author must know beside it. */
export const CampaignSheet = Campaign.extend({
  /** Raised by each change; people inside go by the one they began with. */
  version: z.int().min(1),
  /** Null: nobody who is known. */
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  changedAt: Instant,
  /** Archived ones take nobody in; who is inside goes on. */
  archivedAt: Instant.nullable(),
  /** People inside now, on any version. */
  active: z.int(),
  ...Sharing.shape,
});
export type CampaignSheet = z.infer<typeof CampaignSheet>;

/** One line of the list. */
export const CampaignSummary = CampaignSheet.omit({ settings: true, days: true }).extend({
  /** Number of the last day; 0 while there is none. */
  days: z.int(),
  steps: z.int(),
  /** Runs that are over. */
  ended: z.int(),
});
export type CampaignSummary = z.infer<typeof CampaignSummary>;

export const CampaignView = z.enum(['all', 'mine', 'shared', 'unshared', 'archived']);
export type CampaignView = z.infer<typeof CampaignView>;

/**
 * A campaign to be created. `id`: made by the caller so that a repeat adds nothing; `shared`: with everybody, which it is
 * where absent.
 */
export const CampaignToAdd = NewCampaign.extend({ id: Id.optional(), shared: z.boolean().optional() });

/** Who goes by the new version: those who come in from now on, or also all who are inside. */
export const PeopleInside = z.enum(['stay', 'move']);
export type PeopleInside = z.infer<typeof PeopleInside>;

/** `baseVersion`: on which it is based; where there is a newer one it is refused as `CAMPAIGN_CHANGED`. */
export const CampaignChange = NewCampaign.extend({
  baseVersion: z.int().min(1),
  people: PeopleInside.default('stay'),
});

/** What an edit does to one step, and to how many of the people inside if they are moved. */
export const StepImpact = z.object({
  stepId: Id,
  title: z.string(),
  type: TaskType,
  /**
   * `removed`, `added`; `moved`: its place, day, time or way of leaving is another; `text`: what it says is. The last
   * two may both be so of one step.
   */
  change: z.enum(['removed', 'added', 'moved', 'text']),
  /** Stand on it now. */
  standing: z.int(),
  /** Have it before them. Of an added one: will get it. */
  ahead: z.int(),
  /** Are past it. Of an added one: will not get it. */
  behind: z.int(),
});
export type StepImpact = z.infer<typeof StepImpact>;

/** What an edit does to people inside, before it is saved. */
export const CampaignImpact = z.object({
  /** People inside. */
  people: z.int(),
  /** How many of them go by which version, the newest first. */
  versions: z.array(z.object({ version: z.int(), people: z.int() })),
  steps: z.array(StepImpact),
  /** Settings that would be others, by their names. */
  settings: z.array(z.string()),
  /** If they are moved: people whose step is gone and who go to the next one that is left. */
  forwarded: z.int(),
  /** If they are moved: people for whom no step is left. */
  completed: z.int(),
  /** If they are moved: people for whom a step comes at another moment. */
  redated: z.int(),
});
export type CampaignImpact = z.infer<typeof CampaignImpact>;

/** One version in the list. */
export const CampaignVersion = z.object({
  version: z.int(),
  at: Instant,
  byName: z.string().nullable(),
  name: z.string(),
  steps: z.int(),
  restoredFrom: z.int().nullable(),
  /** People inside who go by it. */
  people: z.int(),
  /** What it says otherwise than the version before it; of the first one nothing. */
  changes: z.array(StepImpact.pick({ stepId: true, title: true, type: true, change: true })),
  /** Settings that are others than before, by their names. */
  settings: z.array(z.string()),
});
export type CampaignVersion = z.infer<typeof CampaignVersion>;

/** What deleting a campaign would take away; while people are inside it is refused as `CAMPAIGN_IN_USE`. */
export const CampaignDeletion = z.object({
  active: z.int(),
  ended: z.int(),
  tasks: z.int(),
  versions: z.int(),
});
export type CampaignDeletion = z.infer<typeof CampaignDeletion>;
