import type { MailColumn, MailFolder, MailLayout } from '../../lib/contract/mail.ts';

const widths: Record<MailColumn, number> = {
  person: 150,
  email: 190,
  jobTitle: 160,
  company: 130,
  sender: 140,
  campaign: 130,
  step: 150,
  template: 160,
  subject: 210,
  status: 200,
  replies: 80,
  opens: 96,
  clicks: 76,
  at: 140,
  scheduled: 140,
  sent: 135,
  failed: 135,
  created: 140,
  updated: 135,
  activity: 140,
  selections: 150,
  followUp: 140,
  channel: 120,
  reason: 240,
};

const usual: Record<MailFolder, MailColumn[]> = {
  delivered: ['person', 'company', 'subject', 'campaign', 'replies', 'clicks', 'sent'],
  archived: ['person', 'company', 'subject', 'campaign', 'replies', 'clicks', 'sent'],
  scheduled: ['person', 'company', 'subject', 'campaign', 'scheduled', 'status'],
  draft: ['person', 'company', 'subject', 'scheduled', 'updated'],
  inProgress: ['person', 'company', 'subject', 'campaign', 'status', 'updated'],
  unsure: ['person', 'email', 'subject', 'campaign', 'reason', 'updated'],
  failed: ['person', 'email', 'subject', 'campaign', 'status', 'reason', 'failed'],
  bounced: ['person', 'email', 'subject', 'campaign', 'status', 'reason', 'failed'],
  spam: ['person', 'email', 'subject', 'campaign', 'sent', 'failed'],
};

/** A column as it is put into a table. */
export const columnOf = (name: MailColumn) => ({ name, widthPx: widths[name] });

/** How the table of a folder is arranged as long as nobody has arranged it. */
export function usualLayout(folder: MailFolder): MailLayout {
  // What is to come: the next first.
  const descending = folder !== 'scheduled' && folder !== 'draft';
  return { columns: usual[folder].map(columnOf), sort: 'at', descending };
}

/** The folder whose arrangement a table has: its own, or, of several, that of what was delivered. */
export function layoutFolder(folders: string | undefined): MailFolder {
  return folders !== undefined && folders in usual ? (folders as MailFolder) : 'delivered'; // its own keys
}
