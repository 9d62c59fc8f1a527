import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../db/open.ts';
import { addPracticeArrival, findPracticeReaders } from '../db/queries/practice-arrivals.ts';
import { addPracticeMessage, findPracticeThreadId } from '../db/queries/practice-messages.ts';
import { arrivalOf, type ParsedArrival } from './parse.ts';

interface Envelope {
  workspaceId: string;
  from: string;
  recipients: string[];
  source: Buffer;
  at: Date;
}

/** Keeps one copy for each recipient; colleagues among them find it in their practice inbox as well. */
export function storeArrival(db: Db, mail: ParsedArrival, envelope: Envelope): Promise<void> {
  return db.transaction().execute(async (tx) => {
    for (const recipient of new Set(envelope.recipients)) {
      await addPracticeArrival(tx, arrivalOf(mail, { ...envelope, recipient }));
    }
    const readers = await findPracticeReaders(tx, envelope.workspaceId, envelope.recipients);
    for (const userId of new Set(readers.map((reader) => reader.userId))) {
      await addToInbox(tx, { workspaceId: envelope.workspaceId, userId }, mail, envelope.at);
    }
  });
}

async function addToInbox(
  tx: Tx,
  owner: { workspaceId: string; userId: string },
  mail: ParsedArrival,
  at: Date,
): Promise<void> {
  const threadId = (await findPracticeThreadId(tx, owner, mail.related)) ?? randomUUID();
  await addPracticeMessage(tx, owner, {
    id: randomUUID(),
    folder: 'inbox',
    threadId,
    messageId: mail.messageId ?? `<${randomUUID()}@practice.localhost>`,
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    bcc: [],
    subject: mail.subject,
    html: mail.html ?? htmlOfText(mail.text),
    text: mail.text,
    at,
    read: false,
    draftId: null,
  });
}

function htmlOfText(text: string): string {
  const escaped = text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;');
  return `<div style="white-space:pre-wrap">${escaped}</div>`;
}
