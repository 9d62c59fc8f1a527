import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Calendar, Holidays } from '../../lib/core/schedule/run.ts';
import type { Db } from '../db/open.ts';
import { listCountries, listDaysOff } from '../db/queries/days-off.ts';
import type { RunOfPerson } from './plan-runs.ts';
import { publicHolidays } from './public-holidays.ts';

/** How many years after its start a run may still be under way: a campaign has 365 days, and people are late. */
const yearsAhead = 3;

/**
 * Reads the days off that a campaign's runs go by.
 *
 * @returns what a run goes by; people of one country are given the very same calendar
 */
export async function readCalendars(
  db: Db,
  workspaceId: string,
  { settings }: Campaign,
  runs: readonly RunOfPerson[],
  now: Date,
): Promise<(run: RunOfPerson) => Holidays> {
  const whose = new Set(settings.holidays);
  if (whose.size === 0) return () => ({});
  const company = whose.has('company') ? await companyDays(db, workspaceId) : null;
  const senders = [...new Set(runs.map(({ enrolment }) => enrolment.assigneeId))];
  const homes = whose.has('sender') ? await listCountries(db, senders) : new Map<string, string>();
  const people = whose.has('recipient') ? runs.flatMap(({ recipient }) => recipient.country ?? []) : [];
  const years = yearsOf(runs, now);
  const calendars = new Map<string, Calendar>();
  for (const country of new Set([...people, ...homes.values()]))
    calendars.set(country, await publicHolidays(country, years));
  return ({ enrolment, recipient }) => {
    const own = whose.has('recipient') ? calendars.get(recipient.country ?? '') : undefined;
    const sender = calendars.get(homes.get(enrolment.assigneeId) ?? '');
    return {
      ...(own && { recipient: own }),
      ...(sender && { sender }),
      ...(company && { company }),
    };
  };
}

async function companyDays(db: Db, workspaceId: string): Promise<Calendar> {
  return new Map((await listDaysOff(db, workspaceId)).map(({ date, name }) => [date, name]));
}

function yearsOf(runs: readonly RunOfPerson[], now: Date): { first: number; last: number } {
  let first = now.getUTCFullYear();
  let last = first;
  for (const { enrolment } of runs) {
    const year = new Date(enrolment.startAt).getUTCFullYear();
    first = Math.min(first, year);
    last = Math.max(last, year);
  }
  // A day before the first one for zones that are still in the year before.
  return { first: first - 1, last: last + yearsAhead };
}
