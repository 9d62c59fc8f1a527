import type { Enrolment } from '../../../lib/contract/campaign.ts';
import type { Consent } from '../../../lib/contract/consent.ts';
import type { RunEventKind } from '../../../lib/contract/person-context.ts';
import type { Json, Timestamp } from './columns.ts';

/** How a person stands to one purpose now. */
export interface ConsentsTable {
  workspace_id: string;
  person_id: string;
  purpose: Consent['purpose'];
  status: Consent['status'];
  legal_basis: Consent['legalBasis'];
  source: NonNullable<Consent['source']>;
  comment: string | null;
  at: Timestamp;
  by_user_id: string | null;
}

/** A run's columns that an event changes, before and after, and the tasks it cancelled. */
export interface RunChange {
  before: Pick<Enrolment, 'status' | 'currentStepId'>;
  after: Pick<Enrolment, 'status' | 'currentStepId'>;
  cancelled: string[];
}

/** A task that an event has made its user's own, as it was from then on. */
export interface HandedTask {
  taskId: string;
  version: number;
}

/** What an event did besides changing its run. */
export interface DoneBeside {
  /** Events that tell what a reply did to runs of others at the company. */
  company?: string[];
  handed?: HandedTask;
}

/** A reply or a stop; counts once. */
export interface RunEventsTable {
  workspace_id: string;
  id: string;
  kind: RunEventKind;
  /** What is told of it. */
  note: string | null;
  source: 'hand' | 'mailbox' | 'server';
  person_id: string;
  enrolment_id: string | null;
  task_id: string | null;
  reply_key: string | null;
  at: Timestamp;
  by_user_id: string | null;
  activity_id: string;
  change: Json<Partial<RunChange> & DoneBeside> | null;
  undone_at: Timestamp | null;
  created_at: Timestamp;
}
