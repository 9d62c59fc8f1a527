import type { Generated } from 'kysely';
import type { SelectionDefinition, SelectionKind } from '../../../lib/contract/selection.ts';
import type { Json, Timestamp } from './columns.ts';

/** A named list of people that a user keeps. */
export interface SelectionsTable {
  workspace_id: string;
  id: string;
  name: string;
  kind: Generated<SelectionKind>;
  /** What one that is not static asks for. */
  definition: Json<SelectionDefinition> | null;
  /** Null: they have gone. */
  owner_id: string | null;
  /** With everybody. */
  shared: Generated<boolean>;
  team_ids: Generated<string[]>;
  created_at: Timestamp;
  /** It can be brought back for a while. */
  deleted_at: Timestamp | null;
}

export interface SelectionMembersTable {
  workspace_id: string;
  list_id: string;
  person_id: string;
}
