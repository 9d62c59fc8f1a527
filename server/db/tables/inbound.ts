import type { BounceReason, Severity } from '../../../lib/core/inbound/reason.ts';
import type { Int8, Timestamp } from './columns.ts';

/** What a delivery report said of a send. */
export interface StoredBounce {
  severity: Severity;
  reason: BounceReason;
  code: number | null;
  status: string | null;
  text: string;
  at: string;
}

/** A stretch in which nothing of a run falls. */
export interface RunHoldsTable {
  workspace_id: string;
  event_id: string;
  enrolment_id: string;
  from_at: Timestamp;
  until_at: Timestamp;
}

/** What has come back from an address since it last answered. */
export interface AddressHealthTable {
  workspace_id: string;
  address: string;
  dead_at: Timestamp | null;
  bounces: number;
  at: Timestamp;
  reason: BounceReason;
  code: number | null;
  status: string | null;
  text: string;
  cleared_at: Timestamp | null;
  handled_at: Timestamp | null;
}

/** A mail that concerned us; counts once. */
export interface InboundMailsTable {
  workspace_id: string;
  key: string;
  kind: string;
  send_id: string | null;
  person_id: string | null;
  received_at: Timestamp;
  created_at: Timestamp;
}

/** How far a mailbox has been read. Of no workspace: one mailbox may serve several. */
export interface InboundPositionsTable {
  mailbox: string;
  uid_validity: Int8;
  last_uid: Int8;
  updated_at: Timestamp;
}
