import { z } from 'zod';
import { Id, Instant } from './primitives.ts';
import { Recommendation, TemplatePlace } from './template.ts';

const nothing = z.object({});
const pages = ['page'] as const;

const text = { subject: z.string(), html: z.string(), text: z.string().nullable(), preheader: z.string() };

/** What is being written, right or wrong: the limits of `TemplateChange` hold when it is saved, not before. */
export const TemplateForm = z.object({
  name: z.string(),
  category: z.string(),
  shared: z.boolean(),
  ...text,
  language: z.string().nullable(),
  variants: z.array(z.object({ language: z.string(), ...text })),
  recommendation: Recommendation.nullable(),
  nonCommercial: z.boolean(),
});
export type TemplateForm = z.infer<typeof TemplateForm>;

/** Work on a template that is not saved, kept in this browser so that a closed tab loses nothing. */
export const TemplateDraft = z.object({
  /** The template's; of a new one the id that it will have. */
  id: Id,
  /** Version that it began with; null for a new template. */
  baseVersion: z.int().min(1).nullable(),
  /** Where the template stood then; null for a new one. */
  basePlace: TemplatePlace.nullable().default(null),
  /** Of one that is gone meanwhile: the id that saving gives its copy, the same however often it is tried. */
  copyId: Id.nullable().default(null),
  form: TemplateForm,
  savedAt: Instant,
});
export type TemplateDraft = z.infer<typeof TemplateDraft>;

/** Messages about unsaved work, part of the table in `messages.ts`. */
export const draftMessages = {
  /** All there are, the newest first. */
  'drafts.list': {
    from: pages,
    request: nothing,
    response: z.object({
      drafts: z.array(
        TemplateDraft.omit({ form: true, basePlace: true, copyId: true }).extend({ name: z.string() }),
      ),
    }),
  },
  'drafts.get': {
    from: pages,
    request: z.object({ id: Id }),
    response: z.object({ draft: TemplateDraft.nullable() }),
  },
  'drafts.keep': { from: pages, request: TemplateDraft.omit({ savedAt: true }), response: nothing },
  'drafts.drop': { from: pages, request: z.object({ id: Id }), response: nothing },
} as const;
