import type { ColumnType, Generated } from 'kysely';
import type { SendContent } from '../../../lib/contract/send.ts';
import type { SendState } from '../../../lib/core/send/state.ts';
import type { Json, Timestamp } from './columns.ts';
import type { StoredBounce } from './inbound.ts';

/** One message to one person. */
export interface SendsTable {
  workspace_id: string;
  id: string;
  source: string;
  sender_id: string;
  sender: string;
  recipient: string;
  domain: string;
  lane: number;
  due_at: Timestamp;
  not_after: Timestamp | null;
  next_try_at: Timestamp;
  state: Generated<SendState>;
  claimed_by: string | null;
  lease_until: Timestamp | null;
  fence: Generated<number>;
  attempt: Generated<number>;
  first_tried_at: Timestamp | null;
  message_id: string;
  in_reply_to: string | null;
  reference_ids: Json<string[]>;
  content: Json<SendContent>;
  bytes_hash: string | null;
  channel: string | null;
  reply_code: number | null;
  reply_text: string | null;
  cause: string | null;
  settled_at: Timestamp | null;
  task_id: string | null;
  told: Generated<boolean>;
  /** Of one that came back. */
  bounce: Json<StoredBounce> | null;
  /** As the provider that took it names it. */
  provider_id: string | null;
  thread_id: string | null;
  /** Message-ID that the provider has put in place of ours. */
  sent_message_id: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface SendThrottlesTable {
  workspace_id: string;
  kind: 'user' | 'channel' | 'domain';
  /** User id, name of the channel, or domain in lower case. */
  key: string;
  tokens: number | null;
  filled_at: Timestamp | null;
  strikes: ColumnType<number, number | undefined, number>;
  paused_until: Timestamp | null;
}
