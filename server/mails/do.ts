import type { ResponseOf } from '../../lib/contract/api.ts';
import { fail, ok, type Result } from '../../lib/contract/errors.ts';
import type { MailDeed } from '../../lib/contract/mail.ts';
import { judgeDeed } from '../../lib/core/mail/actions.ts';
import { folderOf } from '../../lib/core/mail/folder.ts';
import { blockedDomainOf } from '../../lib/core/person/blocked-domain.ts';
import type { Database, Tx } from '../db/open.ts';
import { holdBlocked } from '../db/queries/blocked-domains.ts';
import { listWithdrawn } from '../db/queries/consents.ts';
import { markMail, undelete } from '../db/queries/mail-marks.ts';
import { findMail, type Look, type MailRow } from '../db/queries/mails.ts';
import { findPerson } from '../db/queries/people.ts';
import { findAnyTasks } from '../db/queries/task-search.ts';
import { withTransaction } from '../db/transaction.ts';
import { decideSends } from '../delivery/ledger.ts';
import { releaseTask } from '../tasks/release.ts';
import { deleteDraft, restoreDraft } from './draft.ts';
import type { Asker } from './list.ts';
import { toMail } from './list.ts';
import { renewMail } from './renew.ts';

const unknown = () => fail('NOT_FOUND', 'there is no such mail');

/**
 * Does to a mail what its row offers: of one's own mails, and as an admin of anybody's. What is so already is no fault;
 * what the mail does not offer is refused.
 *
 * @returns the mail as it stands then; `MAIL_OF_CAMPAIGN` for deleting what a campaign has sent
 */
export async function doToMail(
  db: Database,
  asker: Asker,
  { id, deed }: { id: string; deed: MailDeed },
  now: Date,
): Promise<Result<ResponseOf<'mails.do'>>> {
  const { workspaceId, userId, role } = asker;
  const whose: Look = { workspaceId, senderId: role === 'admin' ? null : userId, viewerId: userId };
  if (deed === 'restore') return await restore(db, asker, whose, id, now);
  const found = await findMail(db.kysely, whose, id);
  if (!found) return deed === 'delete' ? ok({ mail: null }) : unknown();
  const facts = { ...found, inCampaign: found.campaignId !== null };
  const verdict = judgeDeed(deed, facts);
  if (verdict === 'refuse') return refusal(deed, facts.inCampaign);
  const done = verdict === 'done' ? ok(undefined) : await perform(db, asker, found, deed, now);
  if (!done.ok) return done;
  return await answer(db, whose, id);
}

function refusal(deed: MailDeed, inCampaign: boolean): Result<never> {
  if (deed === 'delete' && inCampaign)
    return fail('MAIL_OF_CAMPAIGN', 'mails that a campaign has sent cannot be deleted');
  return fail('MAIL_MOVED_ON', 'the mail does not stand where that can be done');
}

async function answer(db: Database, whose: Look, id: string): Promise<Result<ResponseOf<'mails.do'>>> {
  const now = await findMail(db.kysely, whose, id);
  return ok({ mail: now && folderOf(now.standing, now.archived) ? toMail(now) : null });
}

async function perform(
  db: Database,
  asker: Asker,
  mail: MailRow,
  deed: Exclude<MailDeed, 'restore'>,
  now: Date,
): Promise<Result<unknown>> {
  const { workspaceId } = asker;
  // Needs no lock around both: it locks the run and the task itself, and a second time changes nothing.
  if (deed === 'retry' && mail.standing === 'late' && mail.taskId !== null && mail.senderId !== null)
    return await releaseTask(db, { workspaceId, userId: mail.senderId }, mail.taskId, now);
  if (deed === 'delete' && mail.standing === 'draft') return await deleteDraft(db, asker, mail.id, now);
  return await withTransaction(db, async (tx) => {
    switch (deed) {
      case 'archive':
      case 'unarchive':
        return await mark(tx, asker, mail, { archived: deed === 'archive' }, now);
      case 'success':
      case 'noSuccess':
        return await mark(tx, asker, mail, { success: deed === 'success' }, now);
      case 'delete':
        return await mark(tx, asker, mail, { deleted: true }, now);
      case 'arrived':
      case 'notSent': {
        const word = deed === 'arrived' ? 'settle' : 'drop';
        return moved(await decideSends(tx, workspaceId, [mail.id], word, now));
      }
      case 'retry':
        return await retry(tx, workspaceId, mail, now);
    }
  });
}

async function mark(
  tx: Tx,
  { workspaceId, userId }: Asker,
  { id, taskId }: MailRow,
  said: { archived?: boolean; success?: boolean; deleted?: boolean },
  now: Date,
): Promise<Result<undefined>> {
  await markMail(tx, workspaceId, { mailId: id, taskId, byUserId: userId, ...said }, now);
  return ok(undefined);
}

function moved(ids: string[]): Result<undefined> {
  return ids.length > 0 ? ok(undefined) : fail('MAIL_MOVED_ON', 'something has become of the mail meanwhile');
}

async function retry(tx: Tx, workspaceId: string, mail: MailRow, now: Date): Promise<Result<undefined>> {
  const { id, taskId, standing } = mail;
  const { personId } = mail;
  const withdrawn = personId !== null && (await listWithdrawn(tx, workspaceId, 'sales', [personId])).size > 0;
  if (withdrawn && !(await isNonCommercial(tx, workspaceId, taskId)))
    return fail('CONSENT_WITHDRAWN', 'the person does not want to hear from sales any more');
  const person = personId === null ? null : await findPerson(tx, workspaceId, personId);
  const blocked = person?.email ? blockedDomainOf(person.email, await holdBlocked(tx, workspaceId)) : null;
  if (blocked !== null) return fail('DOMAIN_BLOCKED', `nothing is written to ${blocked} from here`);
  // It is still in the ledger and has never left: the same send goes.
  if (standing === 'held') return moved(await decideSends(tx, workspaceId, [id], 'release', now));
  if (taskId === null) return fail('MAIL_MOVED_ON', 'nothing is left that the mail could be written from');
  return await renewMail(tx, workspaceId, { taskId, sendId: standing === 'unwritten' ? null : id }, now);
}

/** Of a mail that no task is left of nobody knows. */
async function isNonCommercial(tx: Tx, workspaceId: string, taskId: string | null): Promise<boolean> {
  const [task] = taskId === null ? [] : await findAnyTasks(tx, workspaceId, [taskId]);
  return task?.email?.nonCommercial ?? false;
}

/** Takes a deletion back, which only who has deleted can. */
async function restore(
  db: Database,
  asker: Asker,
  whose: Look,
  id: string,
  now: Date,
): Promise<Result<ResponseOf<'mails.do'>>> {
  const back = (await undelete(db.kysely, asker, id, now)) || (await restoreDraft(db, asker, id, now));
  return back ? await answer(db, whose, id) : unknown();
}
