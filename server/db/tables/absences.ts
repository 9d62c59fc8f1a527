import type { Absence } from '../../../lib/contract/absence.ts';
import type { Timestamp } from './columns.ts';

/** When a user is away. Days are only ever read as text. */
export interface AbsencesTable {
  workspace_id: string;
  id: string;
  user_id: string;
  first_day: never;
  last_day: never;
  time_zone: string;
  from_at: Timestamp;
  until_at: Timestamp;
  tasks: Absence['tasks'];
  per_day: number;
  mails: Absence['mails'];
  stand_in_id: string | null;
  created_at: Timestamp;
  ended_at: Timestamp | null;
}

/** The day after an absence that the task of a run has got. */
export interface AbsencePlacesTable {
  workspace_id: string;
  absence_id: string;
  enrolment_id: string;
  day: never;
}
