import { z } from 'zod';
import { ErrorCode } from './errors.ts';
import { Id, Instant } from './primitives.ts';
import { CategoryChoice, FileTemplate, libraryLimits, Template, TemplateName } from './template.ts';

/** Templates as a file, see `docs/templates.md`. */
export const TemplateFile = z.object({
  format: z.literal('utskick.templates', 'expected a file of templates that Utskick has exported'),
  formatVersion: z.literal(1, 'expected format 1; a newer one needs a newer version of Utskick'),
  exportedAt: Instant,
  templates: z.array(FileTemplate).min(1).max(libraryLimits.templates),
});
export type TemplateFile = z.infer<typeof TemplateFile>;

/** Each template is judged by itself, so that one that is wrong does not keep the others out. */
export const TemplateImport = z.object({
  /** Made by the caller: the same import once more adds nothing. */
  id: Id,
  shared: z.boolean().default(false),
  file: TemplateFile.extend({ templates: z.array(z.unknown()).min(1).max(libraryLimits.templates) }),
});
export type TemplateImport = z.infer<typeof TemplateImport>;

export const TemplateImportReport = z.object({
  added: z.array(
    z.object({
      /** Place in the file, from 0. */
      index: z.int(),
      id: Id,
      name: z.string(),
      /** What was taken out of its HTML: `<script>`, `onclick`, `javascript:`. */
      removed: z.array(z.string()),
    }),
  ),
  refused: z.array(
    z.object({
      index: z.int(),
      name: z.string().nullable(),
      code: ErrorCode,
      message: z.string(),
      fields: z.array(z.object({ path: z.string(), message: z.string() })),
    }),
  ),
});
export type TemplateImportReport = z.infer<typeof TemplateImportReport>;

/** A page made elsewhere. Its body becomes the text; its title the subject, unless one is given. */
export const HtmlImport = z.object({
  /** Made by the caller: the same import once more adds nothing. */
  id: Id,
  name: TemplateName,
  category: CategoryChoice.default(''),
  subject: z.string().max(998).optional(),
  source: z.string().min(1).max(2_000_000),
});
export type HtmlImport = z.infer<typeof HtmlImport>;

export const HtmlImportReport = z.object({ template: Template, removed: z.array(z.string()) });
