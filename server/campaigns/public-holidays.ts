import { Country, type HolidayCountry } from '../../lib/contract/calendar.ts';
import type { Calendar } from '../../lib/core/schedule/run.ts';

const dayMs = 86_400_000;
/** Days on which offices are closed; what is only observed, or a matter of schools, is a working day. */
const kinds = new Set(['public', 'bank']);
const none: Calendar = new Map();

type Library = typeof import('date-holidays').default;
let library: Promise<Library> | null = null;
const known = new Map<string, Calendar>();

/**
 * The public holidays of a country, or a part of one, in the language of that country. Each answer is worked out once
 * and is the same object from then on, which lets plans be shared; the data is large, so that it is read when the first
 * country is asked for.
 *
 * @param country - as `Country` of the contract; of one that is not known no day is off
 * @param years - the first and the last one, both included
 */
export async function publicHolidays(
  country: string,
  { first, last }: { first: number; last: number },
): Promise<Calendar> {
  const key = `${country} ${first} ${last}`;
  const earlier = known.get(key);
  if (earlier) return earlier;
  const calendar = read(await loadLibrary(), country, first, last);
  known.set(key, calendar);
  return calendar;
}

let countries: HolidayCountry[] | null = null;

/** The countries that can be chosen, and their parts with holidays of their own, by code. */
export async function listHolidayCountries(): Promise<HolidayCountry[]> {
  if (countries) return countries;
  const holidays = new (await loadLibrary())();
  countries = Object.keys(holidays.getCountries())
    .filter((code) => Country.safeParse(code).success)
    .sort()
    .map((code) => ({ code, parts: partsOf(code, holidays.getStates(code) ?? {}) }));
  return countries;
}

function partsOf(country: string, names: Readonly<Record<string, string>>): HolidayCountry['parts'] {
  return Object.entries(names)
    .map(([part, name]) => ({ code: `${country}-${part}`, name }))
    .filter(({ code }) => Country.safeParse(code).success);
}

function loadLibrary(): Promise<Library> {
  library ??= import('date-holidays').then((module) => module.default);
  return library;
}

function read(Holidays: Library, country: string, first: number, last: number): Calendar {
  const [land = '', part] = country.split('-');
  const holidays = part ? new Holidays(land, part) : new Holidays(land);
  const days = new Map<string, string>();
  for (let year = first; year <= last; year += 1)
    for (const { date, start, end, name, type } of holidays.getHolidays(year)) {
      // Some begin at noon or end at two: work goes on for a part of those days.
      if (!kinds.has(type) || date.slice(11, 19) !== '00:00:00') continue;
      const count = Math.round((end.getTime() - start.getTime()) / dayMs);
      for (let more = 0; more < count; more += 1) {
        const day = dateAfter(date.slice(0, 10), more);
        if (!days.has(day)) days.set(day, name);
      }
    }
  return days.size === 0 ? none : days;
}

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
