import type { Recipient } from '../../../lib/contract/primitives.ts';
import type { Json, Timestamp } from './columns.ts';

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
