import type { ColumnType, Generated } from 'kysely';
import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Recipient } from '../../lib/contract/primitives.ts';
import type { Action, ActionAnswer, SyncRow } from '../../lib/contract/sync.ts';
import type { Activity, EmailContent, Task, TaskOutcome } from '../../lib/contract/task.ts';

/** `timestamptz`: a Date on both engines. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** `timestamptz default now()`. */
export type GeneratedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;
/** `int8`: a number on both engines; a value beyond 2^53 throws when it is read. */
export type Int8 = ColumnType<number, number, number>;
/** `jsonb`: parsed when read, written as `JSON.stringify(value)`. */
export type Json<T> = ColumnType<T, string, string>;

// 0001_accounts.sql. All ids are `uuid` columns, strings here.

export interface UsersTable {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  /** IANA name. */
  time_zone: Generated<string>;
  title: string | null;
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

// 0002_campaigns.sql

export interface PeopleTable {
  workspace_id: string;
  id: string;
  first_name: string;
  last_name: string;
  email: string | null;
  title: string | null;
  company_name: string | null;
  phone: string | null;
  profile_url: string | null;
  time_zone: string | null;
  language: string | null;
  fields: Json<Person['fields']>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface CampaignsTable {
  workspace_id: string;
  id: string;
  name: string;
  category: string;
  settings: Json<Campaign['settings']>;
  days: Json<Campaign['days']>;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

/** One person on one campaign; at most one active for each pair. */
export interface EnrolmentsTable {
  workspace_id: string;
  id: string;
  campaign_id: string;
  person_id: string;
  assignee_id: string;
  status: Enrolment['status'];
  start_at: Timestamp;
  time_zone: string;
  shift_days: number;
  current_step_id: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface TasksTable {
  workspace_id: string;
  id: string;
  type: Task['type'];
  title: string;
  status: Task['status'];
  priority: Task['priority'];
  due_at: Timestamp;
  details: string;
  email: Json<EmailContent> | null;
  assignee_id: string;
  person_id: string;
  campaign_id: string | null;
  enrolment_id: string | null;
  step_id: string | null;
  day_number: number | null;
  step_number: number | null;
  /** The run's shift when this task was planned. */
  shift_days: Generated<number>;
  outcome: Json<TaskOutcome> | null;
  closed_at: Timestamp | null;
  closed_by_action: string | null;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

/** What happened to or with a person; rows are only ever added. */
export interface ActivitiesTable {
  workspace_id: string;
  id: string;
  at: Timestamp;
  kind: Activity['kind'];
  person_id: string;
  task_id: string | null;
  campaign_id: string | null;
  by_user_id: string | null;
  title: string;
  note: string | null;
  detail: Json<Record<string, unknown>> | null;
}

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

// 0003_practice.sql

/** What a person is writing in the practice mailbox, and what became of it. */
export interface PracticeDraftsTable {
  workspace_id: string;
  id: string;
  user_id: string;
  state: 'open' | 'handing_over' | 'sent' | 'discarded';
  recipients_to: Json<Recipient[]>;
  recipients_cc: Json<Recipient[]>;
  recipients_bcc: Json<Recipient[]>;
  subject: string;
  html: string;
  thread_id: string | null;
  in_reply_to: string | null;
  handing_over_at: Timestamp | null;
  updated_at: Timestamp;
}

/** A message in a person's practice mailbox. */
export interface PracticeMessagesTable {
  workspace_id: string;
  id: string;
  user_id: string;
  folder: 'inbox' | 'sent';
  thread_id: string;
  message_id: string;
  sender: Json<Recipient>;
  recipients_to: Json<Recipient[]>;
  recipients_cc: Json<Recipient[]>;
  recipients_bcc: Json<Recipient[]>;
  subject: string;
  html: string;
  body_text: string;
  at: Timestamp;
  read: boolean;
  archived_at: Timestamp | null;
  deleted_at: Timestamp | null;
  draft_id: string | null;
}

/** A message as the built-in SMTP server took it, once for each recipient. */
export interface PracticeArrivalsTable {
  workspace_id: string;
  id: string;
  recipient: string;
  envelope_from: string;
  message_id: string | null;
  sender: string;
  shown_to: string;
  subject: string;
  html: string | null;
  body_text: string;
  headers: Json<{ name: string; value: string }[]>;
  attachments: Json<{ name: string; type: string; bytes: number }[]>;
  source: Uint8Array;
  at: Timestamp;
}

// 0004_example.sql

/** A workspace that was made with the example in it. */
export interface ExampleFillsTable {
  workspace_id: string;
  user_id: string;
  started_at: Timestamp;
  /** Null while the filling goes on, or was broken off. */
  filled_at: Timestamp | null;
}

/** Every table by name; each owner of a migration adds the own ones. */
export interface Schema {
  users: UsersTable;
  sessions: SessionsTable;
  accounts: AccountsTable;
  verifications: VerificationsTable;
  workspaces: WorkspacesTable;
  memberships: MembershipsTable;
  mailboxes: MailboxesTable;
  device_tokens: DeviceTokensTable;
  pairings: PairingsTable;
  link_codes: LinkCodesTable;
  audit_log: AuditLogTable;
  rate_limits: RateLimitsTable;
  people: PeopleTable;
  campaigns: CampaignsTable;
  enrolments: EnrolmentsTable;
  tasks: TasksTable;
  activities: ActivitiesTable;
  sync_actions: SyncActionsTable;
  database_identity: DatabaseIdentityTable;
  sync_counters: SyncCountersTable;
  changes: ChangesTable;
  practice_drafts: PracticeDraftsTable;
  practice_messages: PracticeMessagesTable;
  practice_arrivals: PracticeArrivalsTable;
  example_fills: ExampleFillsTable;
}
