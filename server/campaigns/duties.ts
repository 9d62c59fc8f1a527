import type { AbsenceForetold } from '../../lib/contract/absence.ts';
import type { Hold } from '../../lib/core/schedule/run.ts';
import { partsMet } from '../../lib/core/task/stand-in.ts';
import type { Db, Tx } from '../db/open.ts';
import { deletePlaces, listAbsences, type StoredAbsence } from '../db/queries/absences.ts';
import type { ChangedTask } from '../db/queries/changes.ts';
import { giveBack, listOpenTasks } from '../db/queries/stand-ins.ts';
import { handOver } from './stand-ins.ts';

/** An absence of a colleague in which somebody stands in, and when they are away themselves meanwhile. */
export interface Duty {
  absence: StoredAbsence;
  parts: Hold[];
}

/** Whom somebody stands in for during an absence of their own. */
export async function listDuties(
  db: Db,
  workspaceId: string,
  { userId, from, until }: Pick<StoredAbsence, 'userId' | 'from' | 'until'>,
): Promise<Duty[]> {
  const covered = await listAbsences(db, workspaceId, { standInIds: [userId] });
  return covered.flatMap((absence) => {
    const parts = partsMet(absence, [{ from, until }]);
    return parts.length > 0 ? [{ absence, parts }] : [];
  });
}

/** How many tasks would go back to whom. */
export async function foretellDuties(
  db: Db,
  workspaceId: string,
  away: Pick<StoredAbsence, 'userId' | 'from' | 'until'>,
): Promise<Pick<AbsenceForetold, 'goBack'>> {
  const goBack: { name: string; tasks: number }[] = [];
  for (const { absence, parts } of await listDuties(db, workspaceId, away)) {
    let tasks = 0;
    for (const part of parts) {
      const open = await listOpenTasks(db, workspaceId, { userId: away.userId, ...part });
      tasks += open.filter(({ absenceId }) => absenceId === absence.id).length;
    }
    goBack.push({ name: absence.userName, tasks });
  }
  return goBack.length > 0 ? { goBack } : {};
}

/** The stand-in is away from now on: what falls due meanwhile goes back to whose it is. */
export async function leaveDuties(
  tx: Tx,
  workspaceId: string,
  duties: readonly Duty[],
  now: Date,
): Promise<ChangedTask[]> {
  const tasks: ChangedTask[] = [];
  for (const { absence, parts } of duties)
    for (const part of parts) tasks.push(...(await giveBack(tx, workspaceId, absence.id, now, part)));
  return tasks;
}

/** The stand-in is there after all: what falls due then goes over again, and what waited falls as it did. */
export async function takeUpDuties(
  tx: Tx,
  workspaceId: string,
  duties: readonly Duty[],
  now: Date,
): Promise<ChangedTask[]> {
  const tasks: ChangedTask[] = [];
  for (const { absence, parts } of duties) {
    await deletePlaces(tx, workspaceId, absence.id);
    for (const part of parts)
      tasks.push(...(await handOver(tx, workspaceId, { userId: absence.userId, ...part }, now)));
  }
  return tasks;
}
