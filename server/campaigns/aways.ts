import type { Away, Calendar } from '../../lib/core/schedule/run.ts';
import type { AfterReturn } from '../../lib/core/schedule/spread.ts';
import type { Db } from '../db/open.ts';
import { countPlaces, listAbsences, listPlaces, type StoredAbsence } from '../db/queries/absences.ts';
import { listCountries, listDaysOff } from '../db/queries/days-off.ts';
import { listAlone } from '../db/queries/stand-ins.ts';
import type { RunOfPerson } from './plan-runs.ts';
import { publicHolidays } from './public-holidays.ts';

/** What runs are planned by while those who launched them are away. */
export interface Aways {
  of(run: RunOfPerson): Away[];
  /** The days after some of them. */
  after(ids: ReadonlySet<string>): Promise<Map<string, AfterReturn>>;
}

/**
 * Reads the absences of those who launched the runs.
 *
 * @param thoughtOf - one more that is not written
 */
export async function readAways(
  db: Db,
  workspaceId: string,
  runs: readonly RunOfPerson[],
  now: Date,
  thoughtOf?: StoredAbsence,
): Promise<Aways> {
  const userIds = [...new Set(runs.map(({ enrolment }) => enrolment.assigneeId))];
  const written = await listAbsences(db, workspaceId, { userIds });
  const absences = thoughtOf ? [...written, thoughtOf] : written;
  if (absences.length === 0) return { of: () => [], after: async () => new Map() };
  const alone = await listAlone(db, workspaceId, absences);
  const ids = runs.map(({ enrolment }) => enrolment.id);
  const places = await listPlaces(db, workspaceId, ids);
  return {
    of: ({ enrolment }) =>
      absences
        // One that was over before the run began has no say in it.
        .filter(({ userId, until }) => userId === enrolment.assigneeId && until > enrolment.startAt)
        .map((absence) => ({
          ...awayOf(absence, places.get(enrolment.id)?.get(absence.id)),
          alone: alone.get(absence.id) ?? [],
        })),
    after: (wanted) =>
      daysAfter(
        db,
        workspaceId,
        absences.filter(({ id }) => wanted.has(id)),
        now,
      ),
  };
}

function awayOf(
  { id, from, until, timeZone, tasks, mails }: StoredAbsence,
  placeOn: string | undefined,
): Away {
  return { id, from, until, timeZone, tasks, mails, ...(placeOn !== undefined && { placeOn }) };
}

async function daysAfter(
  db: Db,
  workspaceId: string,
  spreading: readonly StoredAbsence[],
  now: Date,
): Promise<Map<string, AfterReturn>> {
  const after = new Map<string, AfterReturn>();
  if (spreading.length === 0) return after;
  const ids = spreading.map(({ id }) => id);
  const taken = await countPlaces(db, workspaceId, ids);
  const company = await listDaysOff(db, workspaceId);
  const countries = await listCountries(db, [...new Set(spreading.map(({ userId }) => userId))]);
  for (const { id, userId, until, timeZone, perDay } of spreading) {
    const from = until > now.toISOString() ? until : now.toISOString();
    const country = countries.get(userId);
    const year = new Date(from).getUTCFullYear();
    const own: Calendar = country
      ? await publicHolidays(country, { first: year - 1, last: year + 2 })
      : new Map();
    const off = new Map([...own, ...company.map(({ date, name }) => [date, name] as const)]);
    after.set(id, { from, timeZone, perDay, off, taken: taken.get(id) ?? new Map() });
  }
  return after;
}
