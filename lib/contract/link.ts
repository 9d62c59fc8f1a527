import { z } from 'zod';
import { Id } from './primitives.ts';

/** Addresses that a mail is to point to by way of the server, so that a click is seen. */
export const NewLinks = z.object({
  /** Who will get the mail; the task's person when only a task is named. */
  personId: Id.optional(),
  taskId: Id.optional(),
  urls: z
    .array(
      z
        .url({ protocol: /^https?$/, message: 'expected an address that begins with http:// or https://' })
        .max(2000),
    )
    .min(1)
    .max(50),
});
export type NewLinks = z.infer<typeof NewLinks>;

export const TrackedLink = z.object({
  /** As asked for. */
  url: z.string(),
  /** What is to stand in the mail instead. */
  tracked: z.url(),
});
export type TrackedLink = z.infer<typeof TrackedLink>;

/**
 * What became of the links of a text: `none` had any to track; `away`: they were to be tracked but the server did not
 * answer; `unknown`: nobody known is addressed, so a click would be nobody's; `refused`: the server would not.
 */
export const LinkOutcome = z.enum(['tracked', 'untracked', 'none', 'away', 'unknown', 'refused']);
export type LinkOutcome = z.infer<typeof LinkOutcome>;
