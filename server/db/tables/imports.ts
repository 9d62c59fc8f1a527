import type { Generated } from 'kysely';
import type {
  ColumnUse,
  Encoding,
  FileTrouble,
  Import,
  ImportCounts,
  ImportPlan,
  ImportRow,
  UndoCounts,
} from '../../../lib/contract/import.ts';
import type { PersonChange } from '../../../lib/core/import/merge.ts';
import type { Int8, Json, Timestamp } from './columns.ts';

export interface ImportsTable {
  workspace_id: string;
  id: string;
  /** Of the file. */
  name: string;
  bytes: Int8;
  target: Import['target'];
  status: Import['status'];
  encoding: Generated<Encoding | null>;
  headers: Json<string[]>;
  plan: Json<ImportPlan> | null;
  counts: Json<ImportCounts> | null;
  undo: Json<UndoCounts> | null;
  trouble: FileTrouble | null;
  run: Generated<number>;
  place: Generated<number>;
  progress: Generated<number>;
  wrote: Generated<boolean>;
  lease_until: Timestamp | null;
  fence: Generated<number>;
  tries: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  finished_at: Timestamp | null;
  by_user_id: string | null;
}

export interface ImportPartsTable {
  workspace_id: string;
  import_id: string;
  place: number;
  content: Uint8Array;
}

/** A person that an import has written. */
export interface ImportWrite {
  row: number;
  personId: string;
  /** Null: the import has added them. */
  changes: PersonChange[] | null;
}

export interface ImportBatchesTable {
  workspace_id: string;
  import_id: string;
  run: number;
  last_row: number;
  at: Timestamp;
  writes: Json<ImportWrite[]>;
  rejects: Json<ImportRow[]>;
  undone_at: Timestamp | null;
  kept: Json<ImportRow[]>;
}

export interface ImportRowsTable {
  workspace_id: string;
  import_id: string;
  row: number;
  email: string | null;
  written: string | null;
  name: string;
  mobile: string | null;
  person_id: string | null;
  fields: Json<Record<string, string>>;
}

export interface ImportMappingsTable {
  workspace_id: string;
  target: Import['target'];
  headers: string;
  columns: Json<ColumnUse[]>;
  used_at: Timestamp;
}
