import { ok } from '../../lib/contract/result.ts';
import { setDaysOff } from '../campaigns/days-off.ts';
import { listHolidayCountries } from '../campaigns/public-holidays.ts';
import { listDaysOff } from '../db/queries/days-off.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of the days that count for nobody in the workspace. */
export const calendarHandlers: HandlersOf<'countries.list' | 'daysOff.get' | 'daysOff.set'> = {
  'countries.list': async () => ok({ countries: await listHolidayCountries() }),
  'daysOff.get': async ({ db, workspaceId }) => ok({ days: await listDaysOff(db.kysely, workspaceId) }),
  'daysOff.set': async ({ db, workspaceId, userId, now }, { body }) =>
    ok({ days: await setDaysOff(db, { workspaceId, userId }, body.days, now) }),
};
