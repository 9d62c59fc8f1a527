import type { Mailing } from '../../lib/contract/mailing.ts';
import { type Failure, fail, type Result } from '../../lib/contract/result.ts';
import { type MailingMove, movedMailing, startOf } from '../../lib/core/mailing/state.ts';
import type { Database, Tx } from '../db/open.ts';
import { findMember, writeAudit } from '../db/queries/accounts.ts';
import { beginList, endList } from '../db/queries/mailing-list.ts';
import { lockMailingToStart, tellWork } from '../db/queries/mailing-work.ts';
import { getMailing, type StoredMailing, saveStanding } from '../db/queries/mailings.ts';
import { withTransaction } from '../db/transaction.ts';
import { cancelSends } from '../delivery/ledger.ts';
import type { TeamUser } from '../teams/teams.ts';
import { checkStored } from './check.ts';
import { keepEdition } from './edition.ts';
import { answer, hasLeft, lockOwn } from './refusals.ts';
import { openAgain } from './resend.ts';
import { mailingSource } from './source.ts';

/**
 * Sends a mailing now or at a time. What it says becomes an edition, and does not change any more.
 *
 * @param at - null, or over: now
 * @returns `INVALID_INPUT` naming what stands in the way, `NOT_ALLOWED` where it was sent already
 */
export async function sendMailing(
  db: Database,
  user: TeamUser,
  id: string,
  { at, timeZone }: { at: Date | null; timeZone: string | null },
  publicUrl: string,
  now: Date,
): Promise<Result<Mailing>> {
  return await changeStanding(db, user, id, async (tx, mailing) => {
    if (hasLeft(mailing))
      return fail('NOT_ALLOWED', `“${mailing.name}” is being sent, or was: start it again instead`);
    const startsAt = startOf(at, now);
    const refused =
      refuseMove(mailing, startsAt ? 'schedule' : 'start') ??
      (await refuseFaulty(tx, user, mailing, publicUrl));
    if (refused) return refused;
    const edition = await approve(tx, user, mailing, publicUrl, now);
    const standing = { startsAt: startsAt ?? now, timeZone, approvedBy: user.userId, problem: null, edition };
    if (startsAt) {
      await saveStanding(tx, user.workspaceId, id, { status: 'scheduled', ...standing }, now);
      return null;
    }
    await saveStanding(tx, user.workspaceId, id, { status: mailing.status, ...standing }, now);
    await begin(tx, user.workspaceId, { ...mailing, startedAt: null }, now);
    return null;
  });
}

/** Lets a scheduled or stopped mailing go, to everybody who has not got it. */
export async function startMailing(
  db: Database,
  user: TeamUser,
  id: string,
  publicUrl: string,
  now: Date,
): Promise<Result<Mailing>> {
  return await changeStanding(db, user, id, async (tx, mailing) => {
    if (mailing.status !== 'scheduled' && mailing.status !== 'stopped')
      return fail('NOT_ALLOWED', `“${mailing.name}” is neither scheduled nor stopped`);
    const edition = await approve(tx, user, mailing, publicUrl, now);
    const standing = { status: mailing.status, approvedBy: user.userId, edition } as const;
    await saveStanding(tx, user.workspaceId, id, standing, now);
    await begin(tx, user.workspaceId, mailing, now);
    return null;
  });
}

/** Stops a mailing. What is being handed over this moment arrives; all others stay ready. */
export async function stopMailing(
  db: Database,
  user: TeamUser,
  id: string,
  now: Date,
): Promise<Result<Mailing>> {
  return await changeStanding(db, user, id, async (tx, mailing) => {
    const refused = refuseMove(mailing, 'stop');
    if (refused) return refused;
    const { workspaceId } = user;
    if (mailing.list.state === 'computing')
      await endList(tx, { workspaceId, mailingId: id }, 'cancelled', null, now);
    await saveStanding(tx, workspaceId, id, { status: 'stopped' }, now);
    await cancelSends(tx, workspaceId, { sourcesFrom: mailingSource(id) }, STOPPED, now);
    return null;
  });
}

/** Told with sends that were taken back because their mailing was stopped. */
export const STOPPED = 'stopped';

/** Makes a draft of a mailing that nobody has got. */
export async function reviseMailing(
  db: Database,
  user: TeamUser,
  id: string,
  now: Date,
): Promise<Result<Mailing>> {
  return await changeStanding(db, user, id, async (tx, mailing) => {
    if (hasLeft(mailing)) return fail('NOT_ALLOWED', `some recipients have “${mailing.name}” already`);
    const refused = refuseMove(mailing, 'revise');
    if (refused) return refused;
    await saveStanding(tx, user.workspaceId, id, { status: 'draft', startsAt: null, problem: null }, now);
    return null;
  });
}

/**
 * Sends once more: to everybody of the list, read anew, who has not got it; or to chosen recipients, whether they have
 * got it or not. What each is to the mailing is asked anew in both cases.
 */
export async function resendMailing(
  db: Database,
  user: TeamUser,
  id: string,
  recipientIds: readonly string[] | null,
  publicUrl: string,
  now: Date,
): Promise<Result<Mailing>> {
  return await changeStanding(db, user, id, async (tx, mailing) => {
    const over = ['finished', 'finished_with_errors', 'stopped', 'sending'].includes(mailing.status);
    if (!over) return fail('NOT_ALLOWED', `“${mailing.name}” has not been sent yet`);
    const edition = await approve(tx, user, mailing, publicUrl, now);
    const standing = { status: mailing.status, approvedBy: user.userId, edition, finishedAt: null } as const;
    await saveStanding(tx, user.workspaceId, id, standing, now);
    if (recipientIds === null) {
      if (mailing.status === 'sending') return fail('NOT_ALLOWED', `“${mailing.name}” is being sent`);
      await saveStanding(tx, user.workspaceId, id, { status: 'preparing', startsAt: now }, now);
      await beginList(tx, user.workspaceId, id, now);
      return null;
    }
    const wrong = await openAgain(tx, user.workspaceId, mailing, recipientIds);
    if (wrong) return wrong;
    await saveStanding(tx, user.workspaceId, id, { status: 'sending' }, now);
    return null;
  });
}

async function changeStanding(
  db: Database,
  user: TeamUser,
  id: string,
  work: (tx: Tx, mailing: StoredMailing) => Promise<Failure | null>,
): Promise<Result<Mailing>> {
  return await withTransaction(db, async (tx) => {
    const found = await lockOwn(tx, user, id);
    if (!found.ok) return found;
    const refused = await work(tx, found.value);
    if (refused) return refused;
    await tellWork(tx);
    return await answer(tx, user, id);
  });
}

function refuseMove(mailing: StoredMailing, move: MailingMove): Failure | null {
  if (movedMailing(mailing.status, move) !== null) return null;
  return fail('NOT_ALLOWED', `“${mailing.name}” is ${mailing.status.replaceAll('_', ' ')}`);
}

async function refuseFaulty(
  tx: Tx,
  user: TeamUser,
  mailing: StoredMailing,
  publicUrl: string,
): Promise<Failure | null> {
  const problems = await checkStored(tx, user, mailing, publicUrl);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return null;
  const fields = errors.map(({ pane, code, detail }) => ({
    path: pane,
    message: detail === null ? code : `${code}: ${detail}`,
  }));
  return fail(
    'INVALID_INPUT',
    `the mailing cannot be sent yet: ${errors.map(({ code }) => code).join(', ')}`,
    fields,
  );
}

async function approve(
  tx: Tx,
  { workspaceId, userId }: TeamUser,
  mailing: StoredMailing,
  publicUrl: string,
  now: Date,
): Promise<number> {
  const { override } = mailing.options;
  if (override) {
    const detail = { mailingId: mailing.id, name: mailing.name, reason: override.reason };
    const entry = { workspaceId, userId, action: 'mailing.override', subjectId: mailing.id, detail, now };
    await writeAudit(tx, entry);
  }
  const member = await findMember(tx, workspaceId, userId);
  const timeZone = member?.timeZone ?? 'UTC';
  return await keepEdition(tx, workspaceId, mailing, { publicUrl, timeZone }, now);
}

/** A mailing goes: at once, or when its list has been read anew. */
async function begin(
  tx: Tx,
  workspaceId: string,
  { id, options, startedAt }: Pick<StoredMailing, 'id' | 'options' | 'startedAt'>,
  now: Date,
): Promise<void> {
  if (options.updateWhenSending && startedAt === null) {
    await saveStanding(tx, workspaceId, id, { status: 'preparing' }, now);
    await beginList(tx, workspaceId, id, now);
    return;
  }
  const standing = { status: 'sending', ...(startedAt === null && { startedAt: now }) } as const;
  await saveStanding(tx, workspaceId, id, standing, now);
}

/** Lets a mailing go whose start has come. @returns whether there may be more */
export async function startDue(db: Database, now: Date): Promise<boolean> {
  return await withTransaction(db, async (tx) => {
    const found = await lockMailingToStart(tx, now);
    if (!found) return false;
    const mailing = await getMailing(tx, found.workspaceId, found.mailingId);
    if (!mailing) throw new Error(`expected mailing ${found.mailingId}, whose start has come`);
    await begin(tx, found.workspaceId, mailing, now);
    return true;
  });
}

/** The list of a mailing has been read, or cannot be: one that waited for it leaves, or fails. */
export async function listHasBeenRead(
  tx: Tx,
  workspaceId: string,
  { id, status, startedAt }: StoredMailing,
  how: 'ready' | 'failed',
  now: Date,
): Promise<void> {
  if (status !== 'preparing') return;
  if (how === 'failed') {
    const problem = 'the list of recipients could not be read';
    await saveStanding(tx, workspaceId, id, { status: 'failed', problem }, now);
    return;
  }
  const standing = { status: 'sending', ...(startedAt === null && { startedAt: now }) } as const;
  await saveStanding(tx, workspaceId, id, standing, now);
}
