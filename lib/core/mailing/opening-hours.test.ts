import { expect, test } from 'vitest';
import { hourOf, peakOf, REPORT_HOURS, reportSpan, spreadHours } from './opening-hours.ts';

const at = (time: string) => new Date(`2026-06-04T${time}Z`);

test('mailings §16 span: an hour begins at its first millisecond and ends before the next', () => {
  expect(hourOf(at('06:00:00.000'))).toEqual(at('06:00:00.000'));
  expect(hourOf(at('06:59:59.999'))).toEqual(at('06:00:00.000'));
});

test('mailings §16 span: 48 hours are shown, from the one in which it began', () => {
  expect(reportSpan(at('06:40:00.000'))).toEqual({
    from: at('06:00:00.000'),
    to: new Date('2026-06-06T06:00:00.000Z'),
  });
});

test('mailings §16 span: openings before and after are left out, hours without any are 0', () => {
  const from = at('06:00:00.000');
  const counts = spreadHours(from, [
    { hour: at('05:00:00.000'), opened: 9 },
    { hour: at('06:00:00.000'), opened: 2 },
    { hour: new Date('2026-06-06T05:00:00.000Z'), opened: 3 },
    { hour: new Date('2026-06-06T06:00:00.000Z'), opened: 7 },
  ]);
  expect(counts).toHaveLength(REPORT_HOURS);
  expect([counts[0], counts[1], counts[47]]).toEqual([2, 0, 3]);
});

test.each([
  { counts: [0, 0], peak: null },
  { counts: [], peak: null },
  { counts: [1, 4, 4, 2], peak: 1 },
])('mailings §16 peak: of $counts it is hour $peak', ({ counts, peak }) => {
  expect(peakOf(counts)).toBe(peak);
});
