import { Country, type HolidayCountry } from '../../lib/contract/calendar.ts';
import type { Calendar } from '../../lib/core/schedule/run.ts';

const dayMs = 86_400_000;
/** Days on which offices are closed; what is only observed, or a matter of schools, is a working day. */
const kinds = new Set(['public', 'bank']);
const none: Calendar = new Map();

type Library = typeof import('date-holidays').default;
let library: Promise<Library> | null = null;
/** Far more than the countries of any server's people: what is asked for is kept, what anybody makes up is not for ever. */
const mostCalendars = 1_000;
const mostYears = 5_000;
const known = new Map<string, Calendar>();
const knownYears = new Map<string, Calendar>();

/**
 * The public holidays of a country, or a part of one, in the language of that country. Each year is worked out once, and
 * each answer is the same object from then on, which lets plans be shared; the data is large, so that it is read when
 * the first country is asked for.
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
  const Holidays = await loadLibrary();
  const meanwhile = known.get(key);
  if (meanwhile) return meanwhile;
  const calendar = read(Holidays, country, first, last);
  keep(known, key, calendar, mostCalendars);
  return calendar;
}

/** The oldest one goes when there are too many. */
function keep(kept: Map<string, Calendar>, key: string, calendar: Calendar, most: number): void {
  const oldest = kept.size < most ? undefined : kept.keys().next().value;
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(key, calendar);
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
  const days = new Map<string, string>();
  let holidays: InstanceType<Library> | null = null;
  for (let year = first; year <= last; year += 1) {
    const key = `${country} ${year}`;
    let ofYear = knownYears.get(key);
    if (!ofYear) {
      holidays ??= holidaysOf(Holidays, country);
      ofYear = readYear(holidays, year);
      keep(knownYears, key, ofYear, mostYears);
    }
    for (const [day, name] of ofYear) if (!days.has(day)) days.set(day, name);
  }
  return days.size === 0 ? none : days;
}

function holidaysOf(Holidays: Library, country: string): InstanceType<Library> {
  const [land = '', part] = country.split('-');
  return part ? new Holidays(land, part) : new Holidays(land);
}

function readYear(holidays: InstanceType<Library>, year: number): Calendar {
  const days = new Map<string, string>();
  for (const { date, start, end, name, type } of holidays.getHolidays(year)) {
    // Some begin at noon or end at two: work goes on for a part of those days.
    if (!kinds.has(type) || date.slice(11, 19) !== '00:00:00') continue;
    const count = Math.round((end.getTime() - start.getTime()) / dayMs);
    for (let more = 0; more < count; more += 1) {
      const day = dateAfter(date.slice(0, 10), more);
      if (!days.has(day)) days.set(day, name);
    }
  }
  return days;
}

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
