import { z } from 'zod';

/** What only admins may create, change, copy, share, archive and delete. */
export const Lockdown = z.object({ templates: z.boolean(), campaigns: z.boolean() });
export type Lockdown = z.infer<typeof Lockdown>;
