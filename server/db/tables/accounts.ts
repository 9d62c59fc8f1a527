import type { ColumnType, Generated } from 'kysely';
import type { LaunchLimits } from '../../../lib/contract/limits.ts';
import type { Lockdown } from '../../../lib/contract/lockdown.ts';
import type { GeneratedTimestamp, Json, Timestamp } from './columns.ts';

export interface UsersTable {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  /** IANA name. */
  time_zone: Generated<string>;
  title: string | null;
  country: Generated<string | null>;
  /** Sanitised HTML. */
  signature: Generated<string | null>;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
}

/** Browser sessions of the server's own pages (better-auth). */
export interface SessionsTable {
  id: string;
  user_id: string;
  token: string;
  expires_at: Timestamp;
  ip_address: string | null;
  user_agent: string | null;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
}

/** Ways to sign in; the password hash stands here (better-auth). */
export interface AccountsTable {
  id: string;
  user_id: string;
  account_id: string;
  provider_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Timestamp | null;
  refresh_token_expires_at: Timestamp | null;
  scope: string | null;
  password: string | null;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
}

export interface VerificationsTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Timestamp;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
}

export interface WorkspacesTable {
  id: string;
  name: string;
  created_at: GeneratedTimestamp;
  /** Those that are not the usual ones, as the contract has them. */
  limits: ColumnType<Partial<LaunchLimits>, string | undefined, string>;
  /** What only admins may change. */
  lockdown: ColumnType<Partial<Lockdown>, string | undefined, string>;
  /** Nothing goes there by itself. */
  blocked_domains: Generated<string[]>;
  /** Of companies that have several, a list each. */
  company_domains: ColumnType<string[][], string | undefined, string>;
  track_links: Generated<boolean>;
  track_opens: Generated<boolean>;
  filter_by_consent: Generated<boolean>;
  most_recipients: Generated<number>;
  most_bounces: Generated<number>;
  /** Imported lists take registered contacts only. */
  import_registered_only: Generated<boolean>;
}

/** A day on which the company of a workspace does not work. */
export interface DaysOffTable {
  workspace_id: string;
  /** Only ever read as text. */
  day: never;
  name: string;
}

/** A user in a workspace. */
export interface MembershipsTable {
  workspace_id: string;
  user_id: string;
  role: 'admin' | 'manager' | 'user';
  created_at: GeneratedTimestamp;
}

/** An address that a user sends from, lower case. */
export interface MailboxesTable {
  workspace_id: string;
  user_id: string;
  email: string;
  created_at: GeneratedTimestamp;
}

export interface DeviceTokensTable {
  id: string;
  workspace_id: string;
  user_id: string;
  /** SHA-256 of the token, hex. The token itself is never stored. */
  token_hash: string;
  name: string;
  created_at: GeneratedTimestamp;
  last_used_at: Timestamp | null;
  revoked_at: Timestamp | null;
}

export interface PairingsTable {
  id: string;
  /** SHA-256 of the device code, hex. */
  device_code_hash: string;
  /** As shown, `WXKD-MPQR`. */
  user_code: string;
  device_name: string;
  status: 'pending' | 'approved' | 'refused' | 'collected';
  workspace_id: string | null;
  decided_by: string | null;
  decided_at: Timestamp | null;
  created_at: GeneratedTimestamp;
  expires_at: Timestamp;
}

export interface LinkCodesTable {
  id: string;
  /** SHA-256 of the code, hex. */
  code_hash: string;
  workspace_id: string;
  user_id: string;
  purpose: 'web' | 'extension';
  created_at: GeneratedTimestamp;
  expires_at: Timestamp;
  used_at: Timestamp | null;
}

/** Who did what; never changed, never with addresses or message text. */
export interface AuditLogTable {
  id: Generated<number>;
  at: GeneratedTimestamp;
  workspace_id: string | null;
  user_id: string | null;
  /** `noun.verb`, e.g. `token.revoke`. */
  action: string;
  subject_id: string | null;
  detail: Json<Record<string, unknown>>;
}

/** Attempts by source and action within a window, so that limits hold over restarts and for all processes. */
export interface RateLimitsTable {
  key: string;
  count: number;
  window_started_at: Timestamp;
}

/** A workspace that was made with the example in it. */
export interface ExampleFillsTable {
  workspace_id: string;
  user_id: string;
  started_at: Timestamp;
  /** Null while the filling goes on, or was broken off. */
  filled_at: Timestamp | null;
}
