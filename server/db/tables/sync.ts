import type { Generated } from 'kysely';
import type { Action, ActionAnswer, SyncRow } from '../../../lib/contract/sync.ts';
import type { Int8, Timestamp } from './columns.ts';

/** A pushed action and the answer it was given. */
export interface SyncActionsTable {
  workspace_id: string;
  id: string;
  user_id: string;
  task_id: string;
  kind: Action['kind'];
  result: ActionAnswer['result'];
  code: ActionAnswer['code'];
  message: string | null;
  acted_at: Timestamp;
  answered_at: Timestamp;
}

export interface DatabaseIdentityTable {
  one: Generated<boolean>;
  id: string;
}

/** Counter of a workspace's changes, in the order of commits. */
export interface SyncCountersTable {
  workspace_id: string;
  seq: Int8;
  horizon: Generated<number>;
}

/** The latest change of each row that concerns a user. */
export interface ChangesTable {
  workspace_id: string;
  kind: SyncRow['kind'];
  id: string;
  user_id: string;
  seq: Int8;
}
