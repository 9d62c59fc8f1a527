import { randomUUID } from 'node:crypto';
import type { Tx } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { saveConsent } from '../db/queries/consents.ts';
import { type AnsweredSend, moveReturned } from '../db/queries/inbound-mails.ts';
import { findChooser, insertComplaint, listWaitingMails } from '../db/queries/mailing-choices.ts';
import { lockPerson } from '../db/queries/people.ts';
import { cancelSends } from '../delivery/ledger.ts';
import { recipientOfSource, sourceOfRecipient } from '../mailings/source.ts';
import type { Heard } from './heard.ts';
import { heardOptOut } from './opt-outs.ts';

/**
 * A recipient has marked a mail of ours as spam: their address gets no mailing any more, and their consent is withdrawn.
 * Told once more it changes nothing.
 */
export async function heardComplaint(tx: Tx, heard: Heard, now: Date): Promise<void> {
  const complained: AnsweredSend[] = [];
  for (const send of heard.answered)
    if (await moveReturned(tx, send, 'complain', null, now)) complained.push(send);
  const addresses = complained.map(({ recipient }) => recipient.toLowerCase());
  await insertComplaint(tx, heard.workspaceId, addresses, now);
  if (heard.task) {
    await heardOptOut(tx, heard, 'complaint', now);
    return;
  }
  for (const send of complained) await withdraw(tx, heard, send, now);
}

/** The proof names the mailing, and the report by its Message-ID. */
async function withdraw(tx: Tx, { workspaceId, at, key, news }: Heard, send: AnsweredSend, now: Date) {
  const about = recipientOfSource(send.source);
  const who = about && (await findChooser(tx, { workspaceId, recipientId: about.recipientId }));
  if (!who) return;
  const waiting = await listWaitingMails(tx, who, { all: true, typeIds: [] });
  const sources = waiting.map(sourceOfRecipient);
  if (sources.length > 0) await cancelSends(tx, workspaceId, { sources }, 'unsubscribed', now);
  if (who.personId === null || !(await lockPerson(tx, workspaceId, who.personId))) return;
  const comment = `“${who.mailingName}”, complaint ${key}`.slice(0, 500);
  const said = { legalBasis: null, source: 'email', comment, at } as const;
  const consent = { purpose: 'marketing', status: 'withdrawn', byUserId: null, ...said } as const;
  await saveConsent(tx, workspaceId, who.personId, consent);
  const line = { id: randomUUID(), at, kind: 'consent.changed', personId: who.personId } as const;
  const detail = { ...said, mailingId: who.mailingId, recipientId: who.recipientId };
  const told = { taskId: null, campaignId: null, byUserId: null, title: 'marketing', note: 'withdrawn' };
  await insertActivities(tx, workspaceId, [{ ...line, ...told, detail }]);
  news.add(workspaceId, { activities: [line.id] });
}
