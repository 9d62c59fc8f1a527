import type { SendWindow } from '../../lib/contract/schedule.ts';
import { clockOf } from '../../lib/core/schedule/day.ts';
import fc from './fast-check.ts';

export const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
export const clocks = fc.nat(1_439).map((minute) => clockOf(minute * 60_000));

export const windows: fc.Arbitrary<SendWindow> = fc
  .record({
    // A Wednesday is among them, so that there is one to leave on when weekends are skipped.
    weekdays: fc
      .uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 })
      .map((days) => [...new Set([...days, 3])]),
    times: fc.tuple(clocks, clocks).filter(([a, b]) => a !== b),
    zone: fc.constantFrom('recipient' as const, 'sender' as const),
  })
  .map(({ weekdays, times, zone }) => {
    const [from = '', to = ''] = [...times].sort();
    return { weekdays, from, to, zone };
  });
