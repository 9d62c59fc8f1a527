import type { ColumnType, Generated } from 'kysely';
import type {
  ListState,
  MailingContent,
  MailingOptions,
  MailingPane,
  MailingSetup,
  MailingStatus,
  MailingType,
  RecipientStatus,
  SourceKind,
} from '../../../lib/contract/mailing.ts';
import type { AddressConsent } from '../../../lib/contract/mailing-api.ts';
import type { SetupSource } from '../../../lib/core/mailing/sources.ts';
import type { AgentKind } from '../../../lib/core/tracking/agent-kind.ts';
import type { Json, Timestamp } from './columns.ts';

export interface MailingsTable {
  workspace_id: string;
  id: string;
  type: MailingType;
  status: Generated<MailingStatus>;
  setup: Json<MailingSetup>;
  content: Json<MailingContent>;
  options: Json<MailingOptions>;
  pane: Generated<MailingPane>;
  owner_id: string | null;
  shared: Generated<boolean>;
  team_ids: Generated<string[]>;
  starts_at: Timestamp | null;
  time_zone: string | null;
  started_at: Timestamp | null;
  finished_at: Timestamp | null;
  approved_by: string | null;
  problem: string | null;
  list_state: Generated<ListState>;
  list_run: Generated<number>;
  list_place: Json<ListPlace> | null;
  list_done: Generated<number>;
  list_at: Timestamp | null;
  list_problem: string | null;
  edition: Generated<number>;
  rests_until: Timestamp | null;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  deleted_at: Timestamp | null;
}

/** How far a list has been read: the step, and whoever came last in it. */
export interface ListPlace {
  step: 'sources' | 'companies' | 'judge' | 'duplicates' | 'sweep';
  /** Of the sources, from 0. */
  source: number;
  after: string | null;
  /** Address of who came last, where the list is read by address. */
  address: string | null;
}

export interface MailingSourcesTable {
  workspace_id: string;
  mailing_id: string;
  id: string;
  place: number;
  kind: SourceKind;
  ref_id: string | null;
  name: string;
  count: number | null;
  excludes: Generated<boolean>;
  by_setup: Generated<boolean>;
  only_of: Json<NonNullable<SetupSource['only']>> | null;
  consent: Json<AddressConsent> | null;
}

export interface MailingSourceEntriesTable {
  workspace_id: string;
  mailing_id: string;
  source_id: string;
  who: string;
  person_id: string | null;
  email: string | null;
  name: string | null;
}

export interface MailingEditionsTable {
  workspace_id: string;
  mailing_id: string;
  number: number;
  subject: string;
  preheader: string;
  html: string;
  text: string | null;
  language: string | null;
  time_zone: string;
  hash: string;
  created_at: Timestamp;
}

export interface MailingLinksTable {
  workspace_id: string;
  mailing_id: string;
  number: number;
  url: string;
  label: string;
  registered_id: string | null;
}

export interface MailingRecipientsTable {
  workspace_id: string;
  id: Generated<string>;
  mailing_id: string;
  who: string;
  kind: 'person' | 'company' | 'address';
  person_id: string | null;
  company_id: string | null;
  name: string;
  company_name: string | null;
  address: string | null;
  import_id: string | null;
  import_row: number | null;
  status: RecipientStatus;
  left_out: Generated<boolean>;
  run: number;
  attempt: Generated<number>;
  edition: number | null;
  fields: ColumnType<Record<string, unknown> | null, string | null, string | null>;
  sent_at: Timestamp | null;
  opened_at: Timestamp | null;
  clicked_at: Timestamp | null;
  unsubscribed_at: Timestamp | null;
  bounced: 'hard' | 'soft' | null;
  complained_at: Timestamp | null;
  cleaned_at: Timestamp | null;
  reason: string | null;
  last_change: ColumnType<Record<string, unknown> | null, string | null, string | null>;
  manage_key: string | null;
  manage_until: Timestamp | null;
}

export interface MailingEventsTable {
  workspace_id: string;
  id: string;
  mailing_id: string;
  recipient_id: string;
  kind: 'open' | 'click' | 'view' | 'unsubscribe' | 'manage';
  link_number: number | null;
  at: Timestamp;
  agent: AgentKind;
  machine: string | null;
}

export interface MailingFiguresTable {
  workspace_id: string;
  mailing_id: string;
  name: string;
  count: number;
}

export interface MailingHoursTable {
  workspace_id: string;
  mailing_id: string;
  hour: Timestamp;
  opened: number;
}

export interface AddressRefusalsTable {
  workspace_id: string;
  address: string;
  kind: 'complaint' | 'withdrawn' | 'declined';
  type_id: string;
  at: Timestamp;
}
