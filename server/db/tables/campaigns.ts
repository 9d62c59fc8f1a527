import type { ColumnType, Generated } from 'kysely';
import type { Campaign, Enrolment } from '../../../lib/contract/campaign.ts';
import type { FieldTexts } from '../../../lib/contract/gate.ts';
import type { Person } from '../../../lib/contract/person.ts';
import type { LaunchTiming } from '../../../lib/contract/schedule.ts';
import type { Activity, EmailContent, Task, TaskOutcome, TaskTrouble } from '../../../lib/contract/task.ts';
import type { Json, Timestamp } from './columns.ts';

export interface PeopleTable {
  workspace_id: string;
  id: string;
  first_name: string;
  last_name: string;
  email: string | null;
  title: string | null;
  /** The company's, written along with it. */
  company_name: string | null;
  company_id: Generated<string | null>;
  phone: string | null;
  profile_url: string | null;
  time_zone: string | null;
  language: string | null;
  country: Generated<string | null>;
  fields: Json<Person['fields']>;
  no_mailings: Generated<boolean>;
  former_at: Timestamp | null;
  sales_contact_id: Generated<string | null>;
  support_contact_id: Generated<string | null>;
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
  owner_id: string | null;
  archived_at: Timestamp | null;
  /** With everybody. */
  shared: Generated<boolean>;
  team_ids: Generated<string[]>;
}

/** A campaign as it was written; the newest version is the campaign itself. */
export interface CampaignVersionsTable {
  workspace_id: string;
  campaign_id: string;
  version: number;
  content: Json<CampaignContent>;
  restored_from: number | null;
  at: Timestamp;
  by_user_id: string | null;
}

/** What a version keeps: all but the category. */
export type CampaignContent = Pick<Campaign, 'name' | 'settings' | 'days'>;

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
  current_step_id: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  /** Texts for fields without a value, by field. */
  defaults: Generated<FieldTexts>;
  /** What was chosen at the launch about times. */
  timing: Generated<LaunchTiming>;
  /** When the run must be looked at; null: nothing of it ends by itself. */
  look_at: Timestamp | null;
  /** The days that count have changed since its open task was planned. */
  replan: Generated<boolean>;
  /** Of the campaign, by which the run goes. */
  version: Generated<number>;
  /** Ids of steps that an edit has put behind the person. */
  left_out: ColumnType<string[], string | undefined, string>;
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
  /** A person has set another due moment than the planned one. */
  due_set: Generated<boolean>;
  /** A mail that leaves by itself. */
  automatic: Generated<boolean>;
  /** Since when, where nobody has closed its task in time. */
  turned_at: Timestamp | null;
  /** The run has gone on without it. */
  passed_at: Timestamp | null;
  /** Too late to leave by itself, until a person lets it go; when that was. */
  held_at: Timestamp | null;
  released_at: Timestamp | null;
  /** By which the assignee has got it, as the stand-in of who is away. */
  absence_id: string | null;
  /** What stood in the way of its mail. */
  trouble: Json<TaskTrouble> | null;
  outcome: Json<TaskOutcome> | null;
  cause: Task['cause'];
  closed_at: Timestamp | null;
  closed_by_action: string | null;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

/** What a user has done to one of several tasks at once. */
export interface TaskChangesTable {
  workspace_id: string;
  change_id: string;
  task_id: string;
  user_id: string;
  act: 'complete' | 'skip' | 'move' | 'assign' | 'delete';
  /** The action that closed the task. */
  action_id: string;
  /** The due instant or the assignee as it was, and as it became. */
  before: string | null;
  after: string | null;
  at: Timestamp;
  undone_at: Timestamp | null;
}

/** What happened to or with a person; a row goes only when what it tells was taken back. */
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
