import type { Generated } from 'kysely';
import type { ContentType } from '../../../lib/contract/content.ts';
import type { Timestamp } from './columns.ts';

/** A file that mails link to. */
export interface ContentItemsTable {
  workspace_id: string;
  id: string;
  /** 128 random bits, written as a UUID. */
  key: string;
  name: string;
  type: ContentType;
  bytes: number;
  /** Empty some time after it is deleted. */
  content: Uint8Array;
  /** Null: they have gone. */
  owner_id: string | null;
  /** With everybody. */
  shared: Generated<boolean>;
  team_ids: Generated<string[]>;
  created_at: Timestamp;
  deleted_at: Timestamp | null;
}
