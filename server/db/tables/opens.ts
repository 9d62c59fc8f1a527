import type { Generated } from 'kysely';
import type { AgentKind } from '../../../lib/core/tracking/agent-kind.ts';
import type { Timestamp } from './columns.ts';

export interface OpeningImagesTable {
  workspace_id: string;
  /** 128 random bits, written as a UUID. */
  key: string;
  task_id: string;
  activity_id: string | null;
  opens: Generated<number>;
  created_at: Timestamp;
}

export interface MailOpensTable {
  workspace_id: string;
  id: string;
  image_key: string;
  at: Timestamp;
  agent: AgentKind;
  /** False: its mail was archived then. */
  tracked: Generated<boolean>;
}
