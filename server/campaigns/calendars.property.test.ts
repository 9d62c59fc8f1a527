import { beforeAll, expect, test } from 'vitest';
import { planRun } from '../../lib/core/schedule/plan-run.ts';
import type { Calendar } from '../../lib/core/schedule/run.ts';
import fc from '../../tests/support/fast-check.ts';
import { expectOpen, expectOrder, livesWith } from '../../tests/support/random-lives.ts';
import { listHolidayCountries, publicHolidays } from './public-holidays.ts';

const years = { first: 2025, last: 2027 };
const calendars: { country: string; calendar: Calendar }[] = [];

beforeAll(async () => {
  for (const { code } of await listHolidayCountries())
    calendars.push({ country: code, calendar: await publicHolidays(code, years) });
}, 60_000);

test('on no country’s holidays does a mail leave, and order holds, whoever’s they are', () => {
  expect(calendars.length).toBeGreaterThan(150);
  for (const [index, { country, calendar }] of calendars.entries()) {
    const other = calendars[(index + 1) % calendars.length]?.calendar ?? calendar;
    const holidays = fc.constantFrom(
      { recipient: calendar, sender: other, company: other },
      { recipient: other, sender: calendar, company: other },
      { recipient: other, sender: other, company: calendar },
    );
    for (const life of fc.sample(livesWith(holidays), { numRuns: 12, seed: index })) {
      const { steps } = planRun(life.campaign, life.run);
      expectOrder(life.campaign.settings.strictOrder, steps);
      for (const step of steps) {
        expect(step.at >= life.run.startAt, country).toBe(true);
        if (step.kind === 'send') expectOpen(life, step);
      }
    }
  }
});
