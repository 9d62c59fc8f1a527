import { bareSubject, type InboundVerdict } from '../../lib/core/inbound/classify.ts';
import type { Db } from '../db/open.ts';
import {
  type AnsweredSend,
  findMailingSendsTo,
  findSendOfPath,
  findSendsBetween,
  findSendsByMessageId,
} from '../db/queries/inbound-mails.ts';
import type { ReturnPaths } from './return-path.ts';

const dayMs = 86_400_000;

/**
 * Which of our mails one is about: by the return path that it was sent to, else by the Message-IDs that it names. Where
 * it names none of ours, a report or an automatic answer is about the latest mail to that address from who got it, and an
 * answer about the latest one that bore its subject.
 *
 * @param addresses - to which it came, and what it gives back came from
 */
export async function findAnswered(
  db: Db,
  verdict: InboundVerdict,
  at: Date,
  addresses: readonly string[] = [],
  paths: ReturnPaths | null = null,
): Promise<AnsweredSend[]> {
  for (const key of addresses.flatMap((address) => paths?.read(address) ?? [])) {
    const found = await findSendOfPath(db, key);
    if (found) return [found];
  }
  const named = await findSendsByMessageId(db, verdict.answers);
  if (named.length > 0) return named;
  const days = (count: number) => new Date(at.getTime() - count * dayMs);
  switch (verdict.kind) {
    case 'bounce': {
      for (const { address } of verdict.recipients) {
        const found = address ? await latestTo(db, verdict.to, address, days(6)) : [];
        if (found.length > 0) return found;
      }
      return await latestOfMailings(
        db,
        verdict.recipients.flatMap(({ address }) => address ?? []),
        days(6),
      );
    }
    case 'autoReply':
      return await latestTo(db, verdict.to, verdict.from, days(4));
    case 'reply':
      return await latestTo(db, verdict.to, verdict.from, days(90), verdict.subject);
    case 'complaint':
      return await latestOfMailings(db, verdict.recipient === null ? [] : [verdict.recipient], days(30));
    case 'receipt':
    case 'bulk':
      return [];
  }
}

async function latestOfMailings(db: Db, addresses: readonly string[], since: Date): Promise<AnsweredSend[]> {
  for (const address of addresses) {
    const [found] = await findMailingSendsTo(db, address, since);
    if (found) return [found];
  }
  return [];
}

async function latestTo(
  db: Db,
  senders: readonly string[],
  recipient: string,
  since: Date,
  subject?: string,
): Promise<AnsweredSend[]> {
  for (const sender of senders) {
    const sends = await findSendsBetween(db, { sender, recipient, since });
    const [found] = sends.filter(({ content }) => subject === undefined || isAbout(content.subject, subject));
    if (found) return [found];
  }
  return [];
}

const isAbout = (sent: string, subject: string) => subject !== '' && bareSubject(sent) === subject;
