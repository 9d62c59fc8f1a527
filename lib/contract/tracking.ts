import { z } from 'zod';
import { device } from './endpoint.ts';

/** What is followed of the mails that a workspace's campaigns send by themselves. */
export const Tracking = z.object({
  /** Their links are tracked. */
  links: z.boolean(),
  /** They hold an opening image. */
  opens: z.boolean(),
});
export type Tracking = z.infer<typeof Tracking>;

const response = Tracking.extend({
  /**
   * The server's address, where only who sits at its machine can follow it, so that what leaves the machine is not
   * tracked; null: everybody can.
   */
  onlyHere: z.string().nullable(),
});

/** Endpoints of what is followed, part of the table in `api.ts`. */
export const trackingEndpoints = {
  'tracking.get': {
    ...device,
    method: 'get',
    path: '/api/v2/tracking',
    summary: 'What is followed of mails that campaigns send by themselves',
    response,
  },
  'tracking.set': {
    ...device,
    roles: ['admin'],
    method: 'put',
    path: '/api/v2/tracking',
    summary: 'Change what is followed; mails that are planned already stay as they are',
    body: Tracking,
    response,
  },
} as const;
