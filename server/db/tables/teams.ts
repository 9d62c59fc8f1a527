import type { GeneratedTimestamp } from './columns.ts';

/** Users with whom templates and campaigns are shared. */
export interface TeamsTable {
  workspace_id: string;
  id: string;
  name: string;
  created_at: GeneratedTimestamp;
}

export interface TeamMembersTable {
  workspace_id: string;
  team_id: string;
  user_id: string;
}
