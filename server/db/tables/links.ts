import type { Generated } from 'kysely';
import type { AgentKind } from '../../../lib/core/tracking/agent-kind.ts';
import type { Timestamp } from './columns.ts';

export interface TrackedLinksTable {
  workspace_id: string;
  /** 128 random bits, written as a UUID. */
  key: string;
  url: string;
  person_id: string | null;
  task_id: string | null;
  created_by: string | null;
  activity_id: string | null;
  /** The file that it leads to. */
  content_id: Generated<string | null>;
  clicks: Generated<number>;
  created_at: Timestamp;
}

export interface LinkClicksTable {
  workspace_id: string;
  id: string;
  link_key: string;
  at: Timestamp;
  agent: AgentKind;
  /** False: its mail was archived then. */
  tracked: Generated<boolean>;
}
