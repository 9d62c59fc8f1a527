import { z } from 'zod';
import { GivenName, Id, Instant } from './primitives.ts';

/** How much a workspace's library holds. */
export const libraryLimits = {
  templates: 2000,
  categories: 500,
  /** Texts in further languages, of one template. */
  variants: 20,
  /** Older ones are forgotten. */
  versions: 100,
  /** Of one template. More than this in a mail is rarely delivered. */
  attachmentBytes: 20 * 1024 * 1024,
  attachments: 25,
} as const;

/** BCP 47 tag, e.g. `sv` or `pt-BR`. */
const LanguageTag = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'expected a language tag such as sv or pt-BR');

/** What a mail is made of; all of it templates. */
const text = {
  /** As `EmailContent.subject`. */
  subject: z.string().max(998),
  html: z.string().max(500_000),
  /** The plain-text part as somebody has written it; null: made of `html`. */
  text: z.string().max(200_000).nullable(),
  /** What a list of mails shows after the subject. */
  preheader: z.string().max(250),
};

/** The same mail in another language. */
export const TemplateVariant = z.object({ language: LanguageTag, ...text });
export type TemplateVariant = z.infer<typeof TemplateVariant>;

export const Criterion = z.object({
  /** Name of a field as templates write it: `title`, `company`, `custom_field_sites`. */
  field: z.string().trim().min(1).max(100),
  operator: z.enum(['equals', 'notEquals', 'contains', 'notContains']),
  value: z.string().trim().max(200),
});
export type Criterion = z.infer<typeof Criterion>;

/** For whom a template is recommended. */
export const Recommendation = z.object({
  match: z.enum(['all', 'any']),
  criteria: z.array(Criterion).min(1).max(3),
});
export type Recommendation = z.infer<typeof Recommendation>;

/** What stands in a version: everything that is written, without category and sharing. */
const written = {
  name: z.string().trim().min(1).max(200),
  ...text,
  /** Of the text above. */
  language: LanguageTag.nullable(),
  variants: z.array(TemplateVariant).max(libraryLimits.variants),
  recommendation: Recommendation.nullable(),
  /** Of a business that is under way, such as an invoice: goes to people who have unsubscribed from sales, too. */
  nonCommercial: z.boolean(),
};
export const TemplateContent = z.object(written);
export type TemplateContent = z.infer<typeof TemplateContent>;

const place = {
  /** Its name; empty: none. One that is not there yet is added. */
  category: z.string().trim().max(100),
  /** Everybody in the workspace may use it; otherwise its owner, admins, and the teams that it is shared with. */
  shared: z.boolean(),
};

/** Where a template stands; no part of its versions. */
export const TemplatePlace = z.object(place);
export type TemplatePlace = z.infer<typeof TemplatePlace>;

export const AttachmentInfo = z.object({
  id: Id,
  name: z.string(),
  /** Media type, e.g. `application/pdf`. */
  type: z.string(),
  bytes: z.int().min(0),
});
export type AttachmentInfo = z.infer<typeof AttachmentInfo>;

/** Files that go with a mail made from this template; whoever writes it puts them in. */
export const TemplateAttachments = z.object({ templateId: Id, files: z.array(AttachmentInfo).min(1) });
export type TemplateAttachments = z.infer<typeof TemplateAttachments>;

/** A text to start a mail from. */
export const Template = z.object({
  id: Id,
  ...written,
  ...place,
  /** Teams whose members may use it; none where absent. */
  teamIds: z.array(Id).optional(),
  attachments: z.array(AttachmentInfo),
  ownerId: z.string(),
  ownerName: z.string().nullable(),
  /** No longer offered; kept because mails refer to it. */
  archivedAt: Instant.nullable(),
  /** Raised by each change of what is written. */
  version: z.int().min(1),
  createdAt: Instant,
  updatedAt: Instant,
  /** The asking user has marked it. */
  favourite: z.boolean(),
  /** How often the asking user has taken it, and when last. */
  useCount: z.int().min(0),
  lastUsedAt: Instant.nullable(),
});
export type Template = z.infer<typeof Template>;

export const TemplateName = GivenName.min(1).max(200);
/** A category's; empty: none. */
export const CategoryChoice = GivenName.max(100);
const given = { name: TemplateName, category: CategoryChoice };

const defaults = {
  category: given.category.default(''),
  shared: place.shared.default(false),
  text: text.text.default(null),
  preheader: text.preheader.default(''),
  language: written.language.default(null),
  variants: written.variants.default([]),
  recommendation: written.recommendation.default(null),
  nonCommercial: written.nonCommercial.default(false),
};

/** A variant may not have the language of another, nor the template's own. */
function eachLanguageOnce(content: { language: string | null; variants: { language: string }[] }): boolean {
  const tags = [content.language ?? '', ...content.variants.map(({ language }) => language)];
  return new Set(tags.map((tag) => tag.toLowerCase())).size === tags.length;
}
const onceOnly = { path: ['variants'], message: 'expected each language once, the template’s own included' };

export const NewTemplate = z
  .object({
    /** Made by the caller so that a repeat adds nothing; made by the server when absent. */
    id: Id.optional(),
    ...written,
    ...place,
    ...given,
    ...defaults,
  })
  .refine(eachLanguageOnce, onceOnly);
export type NewTemplate = z.input<typeof NewTemplate>;

const { shared: _, ...inFile } = { ...written, ...place, ...given, ...defaults };
/** As it stands in a file: what is written, and the name of its category. */
export const FileTemplate = z.object(inFile).refine(eachLanguageOnce, onceOnly);

/**
 * All of it anew, so that what a caller does not know is never lost unseen, and on which version and which place it was
 * based; where the template has another by now it is refused as `TEMPLATE_CHANGED`.
 */
export const TemplateChange = z
  .object({ ...written, ...place, ...given, baseVersion: z.int().min(1), basePlace: TemplatePlace })
  .refine(eachLanguageOnce, onceOnly);
export type TemplateChange = z.infer<typeof TemplateChange>;
