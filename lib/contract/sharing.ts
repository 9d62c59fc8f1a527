import { z } from 'zod';
import { Id } from './primitives.ts';

/** How many teams a workspace has at most. */
export const mostTeams = 20;

const sharing = {
  /** Everybody in the workspace may use it. */
  shared: z.boolean(),
  /** Teams whose members may use it; none where it is shared with everybody. */
  teamIds: z.array(Id).max(mostTeams),
};

/** With whom a template or campaign is shared; with nobody: its owner alone sees it, and admins. */
export const Sharing = z.object(sharing);
export type Sharing = z.infer<typeof Sharing>;
