import { expect, test } from 'vitest';
import { startOf } from './launch-start.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const now = new Date('2026-06-04T06:00:00.000Z');
const timeZone = 'Europe/Stockholm';
const onTheirs = { zone: 'recipient' } as const;
/** Friday 09:00 in Stockholm. */
const startAt = '2026-06-05T07:00:00.000Z';

test('without a moment a run starts now, wherever its person lives', () => {
  for (const timing of [undefined, onTheirs])
    expect(startOf({ timeZone, timing }, 'America/New_York', now)).toBe(now.toISOString());
});

test('a moment is the same for all on the sender’s clock, written in one form', () => {
  expect(startOf({ timeZone, startAt: '2026-06-05T07:00:00Z' }, 'America/New_York', now)).toBe(startAt);
});

test.each([
  { recipientZone: 'America/New_York', at: '2026-06-05T13:00:00.000Z' },
  { recipientZone: 'Asia/Kolkata', at: '2026-06-05T03:30:00.000Z' },
  { recipientZone: 'Europe/Stockholm', at: startAt },
  { recipientZone: null, at: startAt },
])('on the recipient’s clock Friday 09:00 is that in $recipientZone', ({ recipientZone, at }) => {
  expect(startOf({ timeZone, startAt, timing: onTheirs }, recipientZone, now)).toBe(at);
});

test('a time that the clock change leaves out becomes a later one', () => {
  const launch = { timeZone, startAt: '2026-03-08T01:30:00.000Z', timing: onTheirs };
  // 02:30 on the day on which New York goes from 02:00 to 03:00.
  expect(startOf(launch, 'America/New_York', now)).toBe('2026-03-08T07:30:00.000Z');
});

test('what is over at the recipient’s is now, and a start in the past stays there', () => {
  const soon = { timeZone, startAt: '2026-06-04T06:30:00.000Z', timing: onTheirs };
  expect(startOf(soon, 'Asia/Tokyo', now)).toBe(now.toISOString());
  const past = { timeZone, startAt: '2026-06-01T07:00:00.000Z', timing: onTheirs };
  expect(startOf(past, 'Asia/Tokyo', now)).toBe('2026-06-01T07:00:00.000Z');
});
