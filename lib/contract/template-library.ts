import { z } from 'zod';
import { ErrorCode } from './errors.ts';
import { GivenName, Id, Instant } from './primitives.ts';
import { Template, TemplateContent } from './template.ts';

/** What became of a template's mails, as far as the server can know. */
export const TemplateFigures = z.object({
  /** Times that somebody took it in a compose window, and mails of campaigns that were made from a copy of it. */
  used: z.int(),
  /** Mails of tasks whose sending is proven. What is written outside tasks cannot be seen. */
  sent: z.int(),
  /** Of those mails, the ones that were opened, as far as it was seen; null: none of them has an opening image. */
  opened: z.int().nullable(),
  /** Of those mails, the ones with a clicked link. */
  clicked: z.int(),
  /** The ones that were answered. */
  replied: z.int(),
  /** The ones whose answer ended a run as a success. */
  success: z.int(),
  /** Null: nothing records bounces yet. */
  bounced: z.int().nullable(),
});
export type TemplateFigures = z.infer<typeof TemplateFigures>;

/** A template in a list: without its texts. */
export const TemplateSummary = Template.omit({ html: true, text: true, variants: true }).extend({
  /** Its own language and those of its variants. */
  languages: z.array(z.string()),
  /** When anybody has last taken it, or a campaign's mail was made from it. */
  lastUsedByAnybodyAt: Instant.nullable(),
  /** Nobody has used it for 90 days. */
  unused: z.boolean(),
  figures: TemplateFigures,
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;

/** What a template prints for one person. */
export const PrintedTemplate = z.object({
  subject: z.string(),
  preheader: z.string(),
  /** With the preheader hidden at its beginning. */
  html: z.string(),
  text: z.string(),
  /** Fields without a value; they stand in the texts as they are written. */
  missing: z.array(z.string()),
  /** What the template asks its user to write, likewise. */
  prompts: z.array(z.string()),
});
export type PrintedTemplate = z.infer<typeof PrintedTemplate>;

export const TemplateView = z.enum(['all', 'mine', 'favourite', 'shared', 'unshared', 'unused', 'archived']);
export type TemplateView = z.infer<typeof TemplateView>;

export const CategoryName = GivenName.min(1).max(100);

/** A folder of templates. */
export const TemplateCategory = z.object({
  id: Id,
  name: z.string(),
  createdById: z.string().nullable(),
  /** Those that the asking user may take. */
  templates: z.int(),
  /** All in it, private ones of others and archived ones too: it can be deleted at 0. */
  held: z.int(),
});
export type TemplateCategory = z.infer<typeof TemplateCategory>;

/** One entry in the list of versions. */
export const TemplateVersion = z.object({
  version: z.int(),
  at: Instant,
  byName: z.string().nullable(),
  name: z.string(),
  subject: z.string(),
  /** The version that was brought back with it. */
  restoredFrom: z.int().nullable(),
});
export type TemplateVersion = z.infer<typeof TemplateVersion>;

export const DiffPiece = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
export type DiffPiece = z.infer<typeof DiffPiece>;

/** What differs in one part of a template. */
export const DiffPart = z.object({
  part: z.enum([
    'name',
    'subject',
    'preheader',
    'html',
    'text',
    'language',
    'recommendation',
    'nonCommercial',
  ]),
  /** Language of the variant; null for the template's own text and for what is not a text. */
  variant: z.string().nullable(),
  /** In order; `same` and `removed` together are the older, `same` and `added` the newer. */
  pieces: z.array(DiffPiece),
});
export type DiffPart = z.infer<typeof DiffPart>;

export const TemplateDiff = z.object({ from: z.int(), to: z.int(), parts: z.array(DiffPart) });

export const VersionRead = z.object({ version: z.int(), at: Instant, content: TemplateContent });

/**
 * How a step's copy stands to its template: `same` text; `older`, as it was taken, and the template has changed since;
 * `edited` in the campaign, so that an update would take something away.
 */
export const CopyState = z.enum(['same', 'older', 'edited']);
export type CopyState = z.infer<typeof CopyState>;

export const CampaignCopies = z.object({
  campaignId: Id,
  name: z.string(),
  steps: z.array(
    z.object({
      stepId: Id,
      title: z.string(),
      dayNumber: z.int(),
      /** Version that the copy was taken from. */
      version: z.int(),
      state: CopyState,
      /** Tasks that are open now; they keep the text that they were given. */
      openTasks: z.int(),
    }),
  ),
});
export type CampaignCopies = z.infer<typeof CampaignCopies>;

export const CopyUpdate = z.object({
  campaignIds: z.array(Id).min(1).max(200),
  /** The template's version that was looked at; refused as `TEMPLATE_CHANGED` when there is a newer one. */
  version: z.int().min(1),
  /** Also copies that were edited in their campaign; what was written there goes. */
  edited: z.boolean().default(false),
});
export type CopyUpdate = z.infer<typeof CopyUpdate>;

export const CopyUpdateReport = z.object({
  campaigns: z.array(
    z.object({
      campaignId: Id,
      name: z.string(),
      /** Steps that have the template's text now. */
      updated: z.int(),
      /** Steps that had it already. */
      same: z.int(),
      /** Steps that were edited in the campaign and left alone. */
      kept: z.int(),
    }),
  ),
  /** Each with the reason; nothing was done there. */
  refused: z.array(z.object({ campaignId: Id, code: ErrorCode, message: z.string() })),
});
export type CopyUpdateReport = z.infer<typeof CopyUpdateReport>;

/** What a deletion would take away, and what stays. */
export const DeletionConsequence = z.object({
  /** Gone with the template. */
  figures: TemplateFigures,
  versions: z.int(),
  attachments: z.int(),
  /** Users who have marked it as a favourite. */
  favouriteOf: z.int(),
  /** They keep their copies. */
  campaigns: z.array(z.object({ campaignId: Id, name: z.string(), steps: z.int() })),
});
export type DeletionConsequence = z.infer<typeof DeletionConsequence>;
