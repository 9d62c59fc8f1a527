import { expect, test } from 'vitest';
import { calendarOf } from '../../../tests/support/plans.ts';
import { holdForAbsence } from './absence.ts';

const heardAt = '2026-06-04T07:00:00.000Z';
const timeZone = 'Europe/Stockholm';

test.each([
  { backOn: '2026-06-09', until: '2026-06-09T22:00:00.000Z' }, // Tuesday: from Wednesday on
  { backOn: '2026-06-12', until: '2026-06-14T22:00:00.000Z' }, // Friday: from Monday on
  { backOn: '2026-06-13', until: '2026-06-14T22:00:00.000Z' }, // Saturday: from Monday on
])('G20: back on $backOn, the run goes on the working day after', ({ backOn, until }) => {
  expect(holdForAbsence({ heardAt, backOn, timeZone })).toEqual({ from: heardAt, until });
});

test('G20: their holidays are no working days', () => {
  const off = calendarOf('2026-06-10', '2026-06-11');
  expect(holdForAbsence({ heardAt, backOn: '2026-06-09', timeZone, off }).until).toBe(
    '2026-06-11T22:00:00.000Z',
  );
});

test('G20: who is back already holds nothing up', () => {
  expect(holdForAbsence({ heardAt, backOn: '2026-06-01', timeZone })).toEqual({
    from: heardAt,
    until: heardAt,
  });
});
