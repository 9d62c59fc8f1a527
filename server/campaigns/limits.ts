import type { LaunchLimits } from '../../lib/contract/limits.ts';
import { type Failure, fail } from '../../lib/contract/result.ts';
import { zoneOf } from '../../lib/core/schedule/zone.ts';
import type { Database, Db } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { countLaunches } from '../db/queries/enrolments.ts';
import { countOtherCampaigns, getLimits, saveLimits } from '../db/queries/limits.ts';
import { withTransaction } from '../db/transaction.ts';

/** A launch as far as limits go. */
interface LaunchSize {
  campaignId: string;
  userId: string;
  /** How many people, each once. */
  people: number;
  /** Of whoever launches: whose day it is. */
  timeZone: string;
  /** A part of it is written: it counts already. */
  hasBegun?: boolean;
}

const sentences = {
  peoplePerLaunch: (figure: number) => `${figure} people are the most for one launch`,
  launchesPerDay: (figure: number) => `${figure} launches are the most for one day; go on tomorrow`,
  runningCampaigns: (figure: number) => `${figure} campaigns with people inside are the most for one user`,
} as const satisfies Record<keyof LaunchLimits, (figure: number) => string>;

/** Why a launch would be too much; null when it is not. The limit stands in `fields`, by its name and figure. */
export async function refuseTooMuch(
  db: Db,
  workspaceId: string,
  { campaignId, userId, people, timeZone, hasBegun = false }: LaunchSize,
  now: Date,
): Promise<Failure | null> {
  const limits = await getLimits(db, workspaceId);
  const refuse = (name: keyof LaunchLimits): Failure => {
    const figure = limits[name];
    return fail('LIMIT_REACHED', sentences[name](figure), [{ path: name, message: String(figure) }]);
  };
  if (people > limits.peoplePerLaunch) return refuse('peoplePerLaunch');
  if (hasBegun) return null;
  const launches = await countLaunches(db, workspaceId, userId, startOfDay(timeZone, now));
  if (launches >= limits.launchesPerDay) return refuse('launchesPerDay');
  const others = await countOtherCampaigns(db, workspaceId, userId, campaignId);
  return others !== null && others >= limits.runningCampaigns ? refuse('runningCampaigns') : null;
}

/** When the day began that it is now where whoever launches is. */
function startOfDay(timeZone: string, now: Date): Date {
  const zone = zoneOf(timeZone);
  return new Date(zone.instantOf(zone.dayOf(now.getTime()), 0));
}

/** Makes these the limits of a workspace. What runs already goes on, however much it is. */
export async function setLimits(
  db: Database,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  limits: LaunchLimits,
  now: Date,
): Promise<LaunchLimits> {
  return await withTransaction(db, async (tx) => {
    await saveLimits(tx, workspaceId, limits);
    await writeAudit(tx, { workspaceId, userId, action: 'limits.set', subjectId: null, now });
    return await getLimits(tx, workspaceId);
  });
}
