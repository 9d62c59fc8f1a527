import type { Generated } from 'kysely';
import type { ChannelKind, ConnectWay, Provider, SmtpSettings } from '../../../lib/contract/channel.ts';
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
  /** Whose grant the secret is; null: it is a password. */
  provider: Provider | null;
  /** Sealed. */
  access_token: string | null;
  access_until: Timestamp | null;
  renewing_until: Timestamp | null;
  revoked_at: Timestamp | null;
  revoked_reason: string | null;
  may_be_inside: Generated<boolean>;
}

export interface ProviderClientsTable {
  workspace_id: string;
  provider: Provider;
  client_id: string;
  /** Sealed. */
  secret: string | null;
  tenant: string | null;
  updated_at: Timestamp;
}

export interface ConnectionsTable {
  workspace_id: string;
  id: string;
  user_id: string;
  provider: Provider;
  way: ConnectWay;
  channel_id: string;
  state_hash: string | null;
  /** Sealed. */
  verifier: string | null;
  expires_at: Timestamp;
}

export interface SendingStopsTable {
  workspace_id: string;
  user_id: string;
  stopped_at: Timestamp;
}
