import type { RawBuilder } from 'kysely';
import type { MailingSetup } from '../../lib/contract/mailing.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { MailAddress, SendContent } from '../../lib/contract/send.ts';
import { verdictOf } from '../../lib/core/mailing/eligibility.ts';
import { statusFigure } from '../../lib/core/mailing/figures.ts';
import { endOf, mailingMoves } from '../../lib/core/mailing/state.ts';
import type { Database, Tx } from '../db/open.ts';
import { readFacts, saveVerdicts } from '../db/queries/mailing-list.ts';
import {
  findImported,
  lockToWrite,
  readyNext,
  saveSending,
  type ToWrite,
} from '../db/queries/mailing-recipients.ts';
import { findListRules } from '../db/queries/mailing-rules.ts';
import { listSources } from '../db/queries/mailing-sources.ts';
import { lockMailingToSend, rest } from '../db/queries/mailing-work.ts';
import { countFigures, getMailing, type StoredMailing, saveStanding } from '../db/queries/mailings.ts';
import { findPeople } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { planSends } from '../delivery/ledger.ts';
import type { NewSend } from '../delivery/new-send.ts';
import { contextOf, findSenders } from './correspondents.ts';
import { excludedBy } from './read-list.ts';
import { sourceOfRecipient } from './source.ts';
import type { Writers } from './writers.ts';

/** Mails of one transaction. */
const AT_ONCE = 500;
/** In the ledger of one mailing: so many are taken back when it is stopped, and no more. */
const MOST_PLANNED = 5000;
const HOUR_MS = 3_600_000;
/** Until something is heard of its mails, a mailing is not looked at again. */
const REST_MS = 1000;

/**
 * Plans the next mails of the mailing that has waited longest. What each recipient is to it is asked once more: consent
 * may have been withdrawn since the list was read.
 *
 * @returns whether there may be more to do
 */
export async function planMailing(db: Database, writers: Writers, now: Date): Promise<boolean> {
  return await withTransaction(db, async (tx) => {
    const found = await lockMailingToSend(tx, now);
    if (!found) return false;
    const { workspaceId, mailingId } = found;
    const mailing = await getMailing(tx, workspaceId, mailingId);
    if (!mailing) throw new Error(`expected mailing ${mailingId}, which is being sent`);
    const { figures } = mailing;
    const sending = figures[statusFigure('sending')] ?? 0;
    if (sending >= MOST_PLANNED) {
      await rest(tx, found, new Date(now.getTime() + REST_MS));
      return true;
    }
    const planned = await planSome(tx, workspaceId, mailing, writers, now);
    if (planned > 0) return true;
    if (sending > 0) await rest(tx, found, new Date(now.getTime() + REST_MS));
    else {
      const failures = (['failed', 'unsure', 'bounced', 'soft_bounced'] as const)
        .map((status) => figures[statusFigure(status)] ?? 0)
        .reduce((sum, count) => sum + count, 0);
      const { to } = mailingMoves[endOf(failures)];
      await saveStanding(tx, workspaceId, mailingId, { status: to, finishedAt: now }, now);
    }
    return true;
  });
}

/** @returns how many recipients were looked at */
async function planSome(
  tx: Tx,
  workspaceId: string,
  mailing: StoredMailing,
  writers: Writers,
  now: Date,
): Promise<number> {
  const facts = await judgeSome(tx, workspaceId, mailing, readyNext(workspaceId, mailing.id, AT_ONCE), now);
  if (facts.looked === 0) return 0;
  const recipients = await lockToWrite(tx, workspaceId, facts.ready);
  const key = { workspaceId, mailingId: mailing.id, number: mailing.edition };
  const edition = await writers.of(tx, key);
  const senders = await findSenders(tx, workspaceId, mailing, recipients);
  const people = await peopleById(tx, workspaceId, recipients);
  const imported = await findImported(tx, workspaceId, recipients);
  const drafts = recipients.map((recipient) => {
    const sender = senders(recipient);
    const person = recipient.personId === null ? null : (people.get(recipient.personId) ?? null);
    const context = contextOf(recipient, person, sender.me, imported.get(recipient.id));
    const fields = edition.keep(context, person);
    const attempt = recipient.attempt + 1;
    const send = sendOf({
      workspaceId,
      mailing,
      recipient,
      attempt,
      from: sender.from,
      replyTo: sender.replyTo,
    });
    return {
      id: recipient.id,
      attempt,
      fields,
      send: { ...send, dueAt: now, notAfter: lastMoment(mailing, now) },
    };
  });
  await saveSending(tx, workspaceId, mailing.edition, drafts);
  await planSends(
    tx,
    drafts.map(({ send }) => send),
    now,
  );
  await countFigures(tx, workspaceId, mailing.id, {
    ...facts.moved,
    [statusFigure('ready')]: -facts.looked,
    [statusFigure('sending')]: drafts.length,
  });
  return facts.looked;
}

/** Judges recipients once more. @returns those who are still ready, and what has become of the others */
async function judgeSome(
  tx: Tx,
  workspaceId: string,
  mailing: StoredMailing,
  which: RawBuilder<{ id: string }>,
  now: Date,
): Promise<{ ready: string[]; moved: Record<string, number>; looked: number }> {
  const rules = await findListRules(tx, workspaceId);
  const sources = await listSources(tx, workspaceId, mailing.id);
  const about = { workspaceId, typeId: mailing.setup.typeId };
  const facts = await readFacts(tx, about, which, await excludedBy(tx, workspaceId, sources, now));
  const verdicts = facts.map((one) => ({ id: one.id, status: verdictOf(one, mailing.options, rules) }));
  const others = verdicts.filter(({ status }) => status !== 'ready');
  await saveVerdicts(tx, workspaceId, others);
  const moved: Record<string, number> = {};
  for (const { status } of others) moved[statusFigure(status)] = (moved[statusFigure(status)] ?? 0) + 1;
  return {
    ready: verdicts.filter(({ status }) => status === 'ready').map(({ id }) => id),
    moved,
    looked: facts.length,
  };
}

async function peopleById(
  tx: Tx,
  workspaceId: string,
  recipients: readonly ToWrite[],
): Promise<Map<string, Person>> {
  const ids = recipients.flatMap(({ personId }) => personId ?? []);
  return new Map((await findPeople(tx, workspaceId, ids)).map((person) => [person.id, person]));
}

function sendOf({
  workspaceId,
  mailing,
  recipient,
  attempt,
  from,
  replyTo,
}: {
  workspaceId: string;
  mailing: StoredMailing;
  recipient: ToWrite;
  attempt: number;
  from: MailAddress;
  replyTo: MailAddress | null;
}): Omit<NewSend, 'dueAt' | 'notAfter'> {
  const senderId = mailing.approvedBy ?? mailing.ownerId;
  if (senderId === null) throw new Error('expected somebody in whose name the mailing goes');
  const content: SendContent = {
    from,
    ...(replyTo && { replyTo }),
    // Written when it leaves, from the edition and the values that are kept with the recipient.
    subject: mailing.setup.subject,
    html: '',
    mailing: { id: mailing.id, recipientId: recipient.id },
  };
  return {
    workspaceId,
    source: sourceOfRecipient({ mailingId: mailing.id, recipientId: recipient.id, attempt }),
    senderId,
    recipient: { email: recipient.address, ...(recipient.name !== '' && { name: recipient.name }) },
    lane: 'bulk',
    content,
    taskId: null,
    inReplyTo: null,
    references: [],
  };
}

/** Late guard: counted from when the mailing was to start, or has. */
function lastMoment(
  { setup, startedAt }: { setup: Pick<MailingSetup, 'lateHours'>; startedAt: string | null },
  now: Date,
): Date | null {
  if (setup.lateHours === null) return null;
  return new Date((startedAt === null ? now.getTime() : Date.parse(startedAt)) + setup.lateHours * HOUR_MS);
}
