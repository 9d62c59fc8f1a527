import type {
  PracticeArrival,
  PracticeArrivalRow,
  PracticeDraft,
  PracticeFolder,
  PracticeMessage,
  PracticeThreadRow,
} from '../../lib/contract/practice.ts';
import type { PracticeArrivalListRow, PracticeArrivalRecord } from '../db/queries/practice-arrivals.ts';
import type { PracticeDraftRow } from '../db/queries/practice-drafts.ts';
import type { PracticeMessageRow, PracticeThreadRecord } from '../db/queries/practice-messages.ts';

export function draftAnswer(row: PracticeDraftRow): PracticeDraft {
  return {
    id: row.id,
    to: row.recipients_to,
    cc: row.recipients_cc,
    bcc: row.recipients_bcc,
    subject: row.subject,
    html: row.html,
    threadId: row.thread_id,
    inReplyTo: row.in_reply_to,
    updatedAt: row.updated_at.toISOString(),
  };
}

export function threadRowAnswer(row: PracticeThreadRecord, folder: PracticeFolder): PracticeThreadRow {
  const recipients = [...row.recipients_to, ...row.recipients_cc, ...row.recipients_bcc];
  return {
    threadId: row.thread_id,
    people: folder === 'inbox' ? [row.sender] : recipients,
    subject: row.subject,
    snippet: row.snippet,
    at: row.at.toISOString(),
    unread: row.unread,
    count: row.count,
  };
}

export function messageAnswer(row: PracticeMessageRow): PracticeMessage {
  return {
    id: row.id,
    folder: row.folder,
    messageId: row.message_id,
    from: row.sender,
    to: row.recipients_to,
    cc: row.recipients_cc,
    bcc: row.recipients_bcc,
    subject: row.subject,
    html: row.html,
    text: row.body_text,
    at: row.at.toISOString(),
    read: row.read,
  };
}

export function arrivalRowAnswer(row: PracticeArrivalListRow): PracticeArrivalRow {
  return {
    id: row.id,
    recipient: row.recipient,
    from: row.sender,
    subject: row.subject,
    snippet: row.snippet,
    at: row.at.toISOString(),
    bytes: row.bytes,
  };
}

export function arrivalAnswer(row: PracticeArrivalRecord): PracticeArrival {
  return {
    id: row.id,
    recipient: row.recipient,
    from: row.sender,
    subject: row.subject,
    snippet: row.body_text.replace(/\s+/g, ' ').slice(0, 200),
    at: row.at.toISOString(),
    bytes: row.source.length,
    envelopeFrom: row.envelope_from,
    messageId: row.message_id,
    shownTo: row.shown_to,
    hasHtml: row.html !== null,
    text: row.body_text,
    headers: row.headers,
    source: new TextDecoder().decode(row.source),
    attachments: row.attachments,
  };
}
