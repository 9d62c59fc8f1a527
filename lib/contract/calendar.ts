import { z } from 'zod';

/**
 * Whose public holidays: ISO 3166-1 in capitals, or a part of a country by ISO 3166-2 (`SE`, `DE-BY`). Of a place
 * without known holidays no day is off.
 */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'expected a country such as SE, or a part of one such as DE-BY');

/** A day on which the company does not work, with the name that plans show. */
export const DayOff = z.object({
  /** `YYYY-MM-DD` */
  date: z.iso.date(),
  name: z.string().trim().min(1).max(100),
});
export type DayOff = z.infer<typeof DayOff>;

/** The company's days off, each day once. */
export const DaysOff = z.object({
  days: z
    .array(DayOff)
    .max(1000)
    .superRefine((days, context) => {
      const seen = new Set<string>();
      for (const [index, { date }] of days.entries()) {
        if (seen.has(date))
          context.addIssue({ code: 'custom', path: [index, 'date'], message: 'expected each day once' });
        seen.add(date);
      }
    }),
});
export type DaysOff = z.infer<typeof DaysOff>;

/** A country whose public holidays are known, with its parts that have some of their own. */
export const HolidayCountry = z.object({
  code: Country,
  parts: z.array(z.object({ code: Country, name: z.string() })),
});
export type HolidayCountry = z.infer<typeof HolidayCountry>;

/** Endpoints of what the whole workspace goes by, part of the table in `api.ts`. */
export const calendarEndpoints = {
  'daysOff.get': {
    method: 'get',
    path: '/api/v2/days-off',
    auth: 'device',
    roles: ['admin'],
    summary: 'The company’s days off, by day',
    response: DaysOff,
  },
  'countries.list': {
    method: 'get',
    path: '/api/v2/countries',
    auth: 'device',
    summary: 'Countries whose public holidays are known',
    response: z.object({ countries: z.array(HolidayCountry) }),
  },
  'daysOff.set': {
    method: 'put',
    path: '/api/v2/days-off',
    auth: 'device',
    roles: ['admin'],
    summary: 'Replace the company’s days off; what is open moves where it is planned by them',
    body: DaysOff,
    response: DaysOff,
  },
} as const;
