import { z } from 'zod';

/** What the person loses when a part of a mail page is not found; in words under `page.function` in every language. */
export const MailFunction = z.enum([
  'openCompose',
  'account',
  'layout',
  'theme',
  'recipients',
  'copies',
  'subject',
  'body',
  'fill',
  'sendSignal',
  'discardSignal',
  'proof',
  'person',
  'tools',
]);
export type MailFunction = z.infer<typeof MailFunction>;

/** Our own name of a part, e.g. `composeButton`; never a text of the page. */
const PartName = z.string().regex(/^[a-z][A-Za-z]{0,39}$/);

/** How one part of a page was found: step 0 is its best selector, higher is a fall-back, null is lost. */
export const PartCheck = z.object({
  part: PartName,
  step: z.int().min(0).max(99).nullable(),
  function: MailFunction,
});
export type PartCheck = z.infer<typeof PartCheck>;

/** A function of the mail page that is off because a part of the page was not found. */
export const MissingPart = PartCheck.omit({ step: true });
export type MissingPart = z.infer<typeof MissingPart>;
