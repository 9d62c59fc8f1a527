import { z } from 'zod';
import { device } from './endpoint.ts';
import { Id } from './primitives.ts';

/** People who are erased at once at most. */
export const mostErasedAtOnce = 1000;

const personIds = z.array(Id).min(1).max(mostErasedAtOnce);

/** What goes with people who are erased. */
export const Erasure = z.object({
  people: z.int(),
  openTasks: z.int(),
  /** Campaigns that they are on now. */
  runs: z.int(),
  /** Mails to them that were sent, or wait. */
  mails: z.int(),
});
export type Erasure = z.infer<typeof Erasure>;

const managers = { ...device, method: 'post', roles: ['admin', 'manager'] } as const;

/** Endpoints by which people are erased, part of the table in `api.ts`. */
export const erasureEndpoints = {
  'people.erasure': {
    ...managers,
    path: '/api/v2/people/erasure',
    summary: 'What goes with people who would be erased',
    body: z.object({ personIds }),
    response: Erasure,
  },
  'people.erase': {
    ...managers,
    path: '/api/v2/people/erase',
    summary:
      'Delete people for good with all that is known of them; of their addresses a keyed hash keeps what they refused',
    body: z.object({
      personIds,
      /** Nothing that goes to many may ever go to their addresses, also when they are added again. */
      suppress: z.boolean(),
    }),
    response: z.object({ people: z.int() }),
  },
} as const;
