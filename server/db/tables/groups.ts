import type { Generated } from 'kysely';
import type { Timestamp } from './columns.ts';

/** A named list of people that a user keeps. */
export interface PersonGroupsTable {
  workspace_id: string;
  id: string;
  name: string;
  /** Null: they have gone. */
  owner_id: string | null;
  /** With everybody. */
  shared: Generated<boolean>;
  team_ids: Generated<string[]>;
  created_at: Timestamp;
}

export interface PersonGroupMembersTable {
  workspace_id: string;
  group_id: string;
  person_id: string;
}
