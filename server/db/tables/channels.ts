import type { Generated } from 'kysely';
import type { ChannelKind, SmtpSettings } from '../../../lib/contract/channel.ts';
import type { Json, Timestamp } from './columns.ts';

/** The way out of a user's own mails. */
export interface ChannelsTable {
  workspace_id: string;
  id: string;
  user_id: string;
  kind: ChannelKind;
  address: string;
  /** Of a mail server; null of a provider. */
  settings: Json<SmtpSettings | null>;
  /** Sealed. */
  secret: string;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  removed_at: Timestamp | null;
}
