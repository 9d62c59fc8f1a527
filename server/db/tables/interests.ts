import type { Timestamp } from './columns.ts';

export interface InterestsTable {
  workspace_id: string;
  id: string;
  name: string;
  /** From 0. */
  place: number;
  created_at: Timestamp;
}

/** Who is interested in what. */
export interface PersonInterestsTable {
  workspace_id: string;
  person_id: string;
  interest_id: string;
  at: Timestamp;
}
