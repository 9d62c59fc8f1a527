import type { Generated } from 'kysely';
import type { ProjectStatus } from '../../../lib/contract/project.ts';
import type { Timestamp } from './columns.ts';

export interface ProjectsTable {
  workspace_id: string;
  id: string;
  name: string;
  description: string;
  status: ProjectStatus;
  /** Null: they have gone. */
  owner_id: string | null;
  /** With everybody. */
  shared: Generated<boolean>;
  team_ids: Generated<string[]>;
  created_at: Timestamp;
  /** It can be brought back for a while. */
  deleted_at: Timestamp | null;
}

export interface ProjectMembersTable {
  workspace_id: string;
  list_id: string;
  person_id: string;
}
