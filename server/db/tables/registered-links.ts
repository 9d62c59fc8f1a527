import type { ColumnType, Generated } from 'kysely';
import type { LinkActions, LinkResponse } from '../../../lib/contract/registered-link.ts';
import type { Json, Timestamp } from './columns.ts';

export interface LinkCounts {
  clicks: number;
  machineClicks: number;
}

export interface RegisteredLinksTable {
  workspace_id: string;
  id: string;
  name: string;
  response: Json<LinkResponse>;
  actions: Json<LinkActions>;
  acts: boolean;
  owner_id: string | null;
  reset_at: Timestamp | null;
  baseline: ColumnType<Partial<LinkCounts>, string | undefined, string>;
  before_reset: Json<{ resetAt: string | null; baseline: Partial<LinkCounts> }> | null;
  created_at: Timestamp;
  deleted_at: Timestamp | null;
}

export interface LinkActsTable {
  workspace_id: string;
  event_id: string;
  due_at: Timestamp;
  tries: Generated<number>;
}
