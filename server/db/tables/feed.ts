import type { Timestamp } from './columns.ts';

/** When each user last looked at the live feed. */
export interface FeedLooksTable {
  workspace_id: string;
  user_id: string;
  seen_at: Timestamp;
}
