import { expect, test } from 'vitest';
import { daysOf } from '../period/days.ts';
import { addPeople, countOf, noMails, shareOf } from './add.ts';
import { mergeSteps } from './steps.ts';

const id = (n: number) => `0192d6a0-0000-7000-8000-00000000000${n}`;
const step = (n: number, title: string) => ({
  id: id(n),
  type: 'call' as const,
  title,
  details: '',
  email: null,
  dueTime: '09:00',
});

test('§22 those who began are all who stand somewhere', () => {
  expect(
    addPeople([
      { status: 'active', count: 2 },
      { status: 'replied', count: 1 },
      { status: 'active', count: 3 },
    ]),
  ).toEqual({ entered: 6, by: { active: 5, replied: 1 } });
});

test.each([
  { from: '2026-03-28T23:00:00.000Z', to: '2026-03-30T22:00:00.000Z', days: ['2026-03-29', '2026-03-30'] }, // 23 hours
  { from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z', days: ['2026-10-25'] }, // 25 hours
])('the days from $from are those of the zone, whatever their length', ({ from, to, days }) => {
  expect(daysOf({ from, to, timeZone: 'Europe/Stockholm' })).toEqual(days);
});

test('a share of nothing is none, and never more than the whole', () => {
  expect(shareOf(1, 4)).toBe(0.25);
  expect(shareOf(0, 0)).toBeNull();
  expect(shareOf(3, 2)).toBe(1); // answers to mails of the period before
});

test('clicks of mails without tracked links are not known, which is not nought', () => {
  expect(countOf(noMails, 'clicked')).toBeNull();
  expect(countOf(noMails, 'opened')).toBeNull();
  expect(countOf(noMails, 'sent')).toEqual({ total: 0, unique: 0 });
  expect(countOf({ ...noMails, tracked: 2 }, 'clicked')).toEqual({ total: 0, unique: 0 });
});

test('steps stand in the order of the campaign, with those that nobody came to and those that are gone', () => {
  const came = { type: 'call' as const, done: 1, skipped: 0, dayNumber: 2, stepNumber: 1 };
  const merged = mergeSteps(
    [
      { number: 1, steps: [step(1, 'Now named'), step(2, 'Unreached')] },
      { number: 4, steps: [step(3, 'Third')] },
    ],
    [
      { ...came, stepId: id(9), title: 'Left out', reached: 4 },
      { ...came, stepId: id(1), title: 'Was named', reached: 5 },
    ],
    new Map([[id(1), { ...noMails, tracked: 3 }]]),
  );
  expect(merged.map(({ title, reached, present }) => [title, reached, present])).toEqual([
    ['Now named', 5, true],
    ['Unreached', 0, true],
    ['Third', 0, true],
    ['Left out', 4, false],
  ]);
  expect(merged[0]).toMatchObject({ dayNumber: 1, stepNumber: 1, mails: { tracked: 3 } });
});
