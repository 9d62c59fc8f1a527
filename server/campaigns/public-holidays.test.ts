import { expect, test } from 'vitest';
import { underHostZones } from '../../tests/support/plans.ts';
import { publicHolidays } from './public-holidays.ts';

let hosts = 0;

underHostZones('public holidays', () => {
  // What is worked out once stays: on each machine another question with the same answer.
  const years = { first: 2026 - hosts, last: 2027 };
  hosts += 1;

  test.each([
    { country: 'SE', date: '2026-06-19', name: 'midsommarafton' }, // a bank holiday: offices are closed
    { country: 'SE', date: '2026-12-25', name: 'juldagen' },
    { country: 'US', date: '2026-11-26', name: 'Thanksgiving Day' },
    { country: 'US', date: '2026-07-03', name: 'Independence Day (substitute day)' },
    { country: 'DE-BY', date: '2026-01-06', name: 'Heilige Drei Könige' },
    { country: 'GB-SCT', date: '2026-11-30', name: 'St Andrew’s Day' },
    { country: 'NZ', date: '2027-02-06', name: 'Waitangi Day' },
  ])('$date is $name in $country', async ({ country, date, name }) => {
    expect((await publicHolidays(country, years)).get(date)?.replace("'", '’')).toBe(name);
  });

  test.each([
    { country: 'SE', date: '2026-06-04' },
    { country: 'SE', date: '2026-05-31' }, // Mother's Day is only observed
    { country: 'SE', date: '2026-01-05' }, // the eve begins at noon
    { country: 'DE', date: '2026-01-06' }, // in some parts of the country only
    { country: 'DE-HH', date: '2026-01-06' },
    { country: 'SE', date: '2028-12-25' }, // outside the years asked for
    { country: 'XX', date: '2026-01-01' },
    { country: 'DE-XX', date: '2026-06-04' },
  ])('$date is none in $country', async ({ country, date }) => {
    expect((await publicHolidays(country, years)).has(date)).toBe(false);
  });
});

const years = { first: 2020, last: 2027 };

test('holidays of several days are all off', async () => {
  const calendar = await publicHolidays('CN', years);
  for (const date of ['2026-10-01', '2026-10-02', '2026-10-03']) expect(calendar.has(date), date).toBe(true);
});

test('the same question has the very same answer, so that people of one country share their plan', async () => {
  expect(await publicHolidays('NO', years)).toBe(await publicHolidays('NO', years));
  expect(await publicHolidays('NO', years)).not.toBe(await publicHolidays('NO', { ...years, last: 2028 }));
});
