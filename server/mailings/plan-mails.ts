import type { RawBuilder } from 'kysely';
import type { Me } from '../../lib/contract/account.ts';
import type { MailingFrom, MailingSetup } from '../../lib/contract/mailing.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { MailAddress, SendContent } from '../../lib/contract/send.ts';
import { verdictOf } from '../../lib/core/mailing/eligibility.ts';
import { statusFigure } from '../../lib/core/mailing/figures.ts';
import { endOf, mailingMoves } from '../../lib/core/mailing/state.ts';
import { templateContext } from '../../lib/core/template/fields.ts';
import type { TemplateContext } from '../../lib/core/template/run.ts';
import { findWriters } from '../accounts/writer.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { readFacts, saveVerdicts } from '../db/queries/mailing-list.ts';
import { isReady, lockToWrite, saveSending, type ToWrite } from '../db/queries/mailing-recipients.ts';
import { findListRules } from '../db/queries/mailing-rules.ts';
import { listSources } from '../db/queries/mailing-sources.ts';
import { lockMailingToSend, rest } from '../db/queries/mailing-work.ts';
import { countFigures, getMailing, type StoredMailing, saveStanding } from '../db/queries/mailings.ts';
import { findPeople } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { planSends } from '../delivery/ledger.ts';
import type { NewSend } from '../delivery/new-send.ts';
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
      const failures = (figures[statusFigure('failed')] ?? 0) + (figures[statusFigure('unsure')] ?? 0);
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
  const facts = await judgeSome(tx, workspaceId, mailing, isReady(AT_ONCE), now);
  if (facts.looked === 0) return 0;
  const recipients = await lockToWrite(tx, workspaceId, facts.ready);
  const key = { workspaceId, mailingId: mailing.id, number: mailing.edition };
  const edition = await writers.of(tx, key);
  const senders = await findSenders(tx, workspaceId, mailing, recipients);
  const people = await peopleById(tx, workspaceId, recipients);
  const drafts = recipients.map((recipient) => {
    const sender = senders(recipient);
    const person = recipient.personId === null ? null : (people.get(recipient.personId) ?? null);
    const context = contextOf(recipient, person, sender.me);
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
  which: RawBuilder<boolean>,
  now: Date,
): Promise<{ ready: string[]; moved: Record<string, number>; looked: number }> {
  const rules = await findListRules(tx, workspaceId);
  const sources = await listSources(tx, workspaceId, mailing.id);
  const about = { workspaceId, mailingId: mailing.id, typeId: mailing.setup.typeId };
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

/** What a mail can print: of somebody who is not known, name and address. */
export function contextOf(recipient: ToWrite, person: Person | null, me: Me): TemplateContext {
  if (person) return templateContext(person, me);
  const context = templateContext(null, me);
  const { name, address: email } = recipient;
  return { ...context, full_name: name || null, full_name_or_email: name || email, email };
}

/** In whose name each recipient is written to. */
export async function findSenders(
  db: Db,
  workspaceId: string,
  { setup, approvedBy, ownerId }: Pick<StoredMailing, 'setup' | 'approvedBy' | 'ownerId'>,
  recipients: readonly Pick<ToWrite, 'salesContactId' | 'supportContactId'>[],
): Promise<
  (recipient: Pick<ToWrite, 'salesContactId' | 'supportContactId'>) => {
    me: Me;
    from: MailAddress;
    replyTo: MailAddress | null;
  }
> {
  const user = approvedBy ?? ownerId;
  if (user === null) throw new Error('expected somebody in whose name the mailing goes');
  const ids = [
    user,
    ...recipients.flatMap((one) => [one.salesContactId ?? [], one.supportContactId ?? []].flat()),
  ];
  const writers = await findWriters(db, workspaceId, [...new Set(ids)]);
  const own = writers.get(user);
  if (!own) throw new Error(`expected user ${user} to be a member of workspace ${workspaceId}`);
  const contactOf = (mode: MailingFrom['mode'], recipient: (typeof recipients)[number]) => {
    if (mode === 'always') return null;
    const id = mode === 'sales_contact' ? recipient.salesContactId : recipient.supportContactId;
    return id === null ? null : (writers.get(id) ?? null);
  };
  const addressOf = (said: MailingFrom, contact: Me | null): MailAddress =>
    contact
      ? { email: contact.user.email, name: contact.user.name }
      : { email: said.email, ...(said.name !== '' && { name: said.name }) };
  return (recipient) => {
    const { from, replyTo } = setup;
    const contact = contactOf(from.mode, recipient);
    return {
      me: contact ?? own,
      from: addressOf(from, contact),
      replyTo: replyTo.mode === 'from' ? null : addressOf(replyTo, contactOf(replyTo.mode, recipient)),
    };
  };
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
