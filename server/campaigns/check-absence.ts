import type { z } from 'zod';
import type { absenceEndpoints } from '../../lib/contract/absence.ts';
import type { Role } from '../../lib/contract/account.ts';
import { fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { dayOf } from '../../lib/core/schedule/day.ts';
import { zoneOf } from '../../lib/core/schedule/zone.ts';
import type { Db } from '../db/open.ts';
import { listAbsences, type StoredAbsence } from '../db/queries/absences.ts';
import { findMember, type MemberDetails } from '../db/queries/accounts.ts';

/** Who asks. */
export interface Asking {
  workspaceId: string;
  userId: string;
  role: Role;
}

export type NewAbsence = z.output<(typeof absenceEndpoints)['absences.add']['body']>;

const longestDays = 366;

export function mayChange({ userId, role }: Asking, whose: string): boolean {
  return whose === userId || role === 'admin';
}

/** The absence that a wish comes to, or why it cannot be. */
export async function check(
  db: Db,
  asking: Asking,
  { userId = asking.userId, ...wish }: NewAbsence,
  now: Date,
): Promise<Result<StoredAbsence>> {
  const { workspaceId } = asking;
  if (!mayChange(asking, userId)) return fail('NOT_ALLOWED', 'only admins enter absences of colleagues');
  const member = await findMember(db, workspaceId, userId);
  if (!member) return invalidField('userId', 'expected a user of the workspace');
  const standIn = await checkStandIn(db, workspaceId, { ...wish, userId });
  if (!standIn.ok) return standIn;
  const absence = absenceOf({ ...wish, userId }, member, standIn.value);
  const { firstDay, lastDay } = absence;
  if (firstDay > lastDay) return invalidField('lastDay', 'expected the first day or one after it');
  if (dayOf(lastDay) - dayOf(firstDay) >= longestDays)
    return invalidField('lastDay', `expected an absence of at most ${longestDays} days`);
  if (absence.until <= now.toISOString())
    return invalidField('lastDay', 'expected a day that is not over yet');
  const obstacle = await findObstacle(db, workspaceId, absence);
  return obstacle ? invalidField(obstacle.path, obstacle.message) : ok(absence);
}

async function checkStandIn(
  db: Db,
  workspaceId: string,
  { userId, tasks, standInId }: NewAbsence,
): Promise<Result<MemberDetails | null>> {
  if (tasks !== 'handOver')
    return standInId === undefined
      ? ok(null)
      : invalidField('standInId', 'expected none where tasks are not handed over');
  if (standInId === undefined) return invalidField('standInId', 'expected the colleague who does the tasks');
  if (standInId === userId) return invalidField('standInId', 'expected somebody else than who is away');
  const member = await findMember(db, workspaceId, standInId);
  return member ? ok(member) : invalidField('standInId', 'expected a user of the workspace');
}

/**
 * What of other absences stands in the way of one: another one of the user, or that their stand-in is away. Whom the user
 * stands in for does without them meanwhile, so no tasks go in circles.
 */
export async function findObstacle(
  db: Db,
  workspaceId: string,
  absence: StoredAbsence,
): Promise<{ path: 'firstDay' | 'standInId'; message: string } | null> {
  const { id, userId, from, until, standIn } = absence;
  const meeting = (others: readonly StoredAbsence[]) =>
    others.find((other) => other.id !== id && other.from < until && from < other.until);
  const days = ({ firstDay, lastDay }: StoredAbsence) => `from ${firstDay} to ${lastDay}`;
  const own = meeting(await listAbsences(db, workspaceId, { userIds: [userId] }));
  if (own) return { path: 'firstDay', message: `meets the absence ${days(own)}` };
  const away = standIn && meeting(await listAbsences(db, workspaceId, { userIds: [standIn.id] }));
  return away ? { path: 'standInId', message: `${away.userName} is away ${days(away)}` } : null;
}

function absenceOf(
  { standInId: _, ...wish }: NewAbsence & { userId: string },
  { name, timeZone }: MemberDetails,
  standIn: MemberDetails | null,
): StoredAbsence {
  const zone = zoneOf(timeZone);
  const from = new Date(zone.instantOf(dayOf(wish.firstDay), 0)).toISOString();
  const until = untilOf({ ...wish, timeZone });
  const named = standIn && { standIn: { id: standIn.userId, name: standIn.name } };
  return { ...wish, userName: name, timeZone, from, until, ...named };
}

/** The first moment of the day after it. */
export function untilOf({ lastDay, timeZone }: Pick<StoredAbsence, 'lastDay' | 'timeZone'>): string {
  return new Date(zoneOf(timeZone).instantOf(dayOf(lastDay) + 1, 0)).toISOString();
}
