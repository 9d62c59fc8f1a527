import type { MailFilters, MailFolder, MailLayout } from '../../../lib/contract/mail.ts';
import type { Json, Timestamp } from './columns.ts';

/** What a person has said about a mail. */
export interface MailMarksTable {
  workspace_id: string;
  /** Of a send, of the history line of a mail that a person sent, or of the task of a draft. */
  mail_id: string;
  task_id: string | null;
  archived_at: Timestamp | null;
  success_at: Timestamp | null;
  deleted_at: Timestamp | null;
  by_user_id: string | null;
  updated_at: Timestamp;
}

export interface MailSearchesTable {
  workspace_id: string;
  user_id: string;
  id: string;
  name: string;
  filters: Json<MailFilters>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface MailLayoutsTable {
  workspace_id: string;
  user_id: string;
  folder: MailFolder;
  layout: Json<MailLayout>;
  updated_at: Timestamp;
}
