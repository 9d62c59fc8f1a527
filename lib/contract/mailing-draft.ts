import { z } from 'zod';

const form = z.object({
  setup: z.looseObject({
    name: z.string(),
    subject: z.string(),
    from: z.looseObject({ mode: z.string(), email: z.string(), name: z.string() }),
  }),
  content: z.looseObject({ html: z.string(), preheader: z.string() }),
});

/**
 * Unsaved work on mailings as a browser keeps it, by id: as much of the shape as what shows it needs. Limits hold when
 * it is saved.
 */
export const KeptMailingDrafts = z.record(
  z.string(),
  z.object({ id: z.string(), savedAt: z.string(), base: form, form }),
);
