import { expect } from 'vitest';
import type { Step } from '../../lib/contract/campaign.ts';
import { clockMsOf, dateOf, weekdayOf } from '../../lib/core/schedule/day.ts';
import type { PlannedStep } from '../../lib/core/schedule/plan.ts';
import type { Calendar, RunToPlan } from '../../lib/core/schedule/run.ts';
import { zoneOf } from '../../lib/core/schedule/zone.ts';
import fc from './fast-check.ts';
import { aCall, aMail, daysOf } from './plans.ts';
import { clocks, windows, zones } from './random-times.ts';

/** 28 December 2025. */
const firstDay = 20_450;
const stepsDrawn = fc.array(
  fc.record({
    gap: fc.nat(3),
    dueTime: clocks,
    kind: fc.constantFrom('call', 'manual_task', 'fixed_time', 'same_time_as_previous'),
  }),
  { minLength: 1, maxLength: 7 },
);
type Drawn = typeof stepsDrawn extends fc.Arbitrary<infer T> ? T : never;

function daysFrom(drawn: Drawn): Record<number, Step[]> {
  const days: Record<number, Step[]> = {};
  let day = 1;
  for (const [index, { gap, dueTime, kind }] of drawn.entries()) {
    day += gap;
    const step = kind === 'call' ? aCall(index + 1, { dueTime }) : aMail(index + 1, { dueTime, send: kind });
    days[day] = [...(days[day] ?? []), step];
  }
  return days;
}

const everyone = ['recipient', 'sender', 'company'] as const;
/** Whose days off are which. */
export type Holidays = Record<(typeof everyone)[number], Calendar>;

/** A campaign with a run that goes by it, in any zones and at any time of the first half of 2026. */
export const livesWith = (holidays: fc.Arbitrary<Holidays>) =>
  fc
    .record({
      steps: stepsDrawn,
      skipWeekends: fc.boolean(),
      strictOrder: fc.boolean(),
      window: fc.option(windows),
      whose: fc.subarray([...everyone]),
      timeZone: zones,
      recipientZone: fc.option(zones),
      startMs: fc.integer({ min: firstDay * 86_400_000, max: (firstDay + 180) * 86_400_000 }),
      keepDates: fc.boolean(),
      pastTime: fc.constantFrom('now' as const, 'nextDay' as const),
      zone: fc.constantFrom('sender' as const, 'recipient' as const),
      holidays,
    })
    .map(
      ({ steps, skipWeekends, strictOrder, window, whose, startMs, keepDates, pastTime, zone, ...run }) => ({
        campaign: daysOf(daysFrom(steps), {
          skipWeekends,
          strictOrder,
          holidays: whose,
          ...(window && { window }),
        }),
        run: {
          ...run,
          startAt: new Date(startMs).toISOString(),
          timing: { keepDates, pastTime, zone },
        } satisfies RunToPlan,
      }),
    );

/** What a clock shows there, with the day of the week. */
export function shownAt(instant: string, timeZone: string) {
  const zone = zoneOf(timeZone);
  const ms = Date.parse(instant);
  const day = zone.dayOf(ms);
  return { date: dateOf(day), weekday: weekdayOf(day), clockMs: zone.clockMsAt(ms) };
}

/** The zone that a run's days and clock times are counted in. */
export function zoneOfRun({ timeZone, recipientZone, timing }: RunToPlan): string {
  return timing?.zone === 'recipient' ? (recipientZone ?? timeZone) : timeZone;
}

type Life = ReturnType<typeof livesWith> extends fc.Arbitrary<infer T> ? T : never;

/** A mail leaves inside the window, at no skipped weekend, on nobody's holiday. */
export function expectOpen({ campaign: { settings }, run }: Life, { at }: PlannedStep) {
  const own = shownAt(at, run.timeZone);
  const there = shownAt(at, run.recipientZone ?? run.timeZone);
  const { window, holidays: counted = [], skipWeekends } = settings;
  const inWindow = window?.zone === 'recipient' ? there : own;
  const onClock = window ? inWindow : shownAt(at, zoneOfRun(run));
  if (window) {
    expect(window.weekdays).toContain(onClock.weekday);
    expect(onClock.clockMs).toBeGreaterThanOrEqual(clockMsOf(window.from));
    expect(onClock.clockMs).toBeLessThan(clockMsOf(window.to));
  }
  if (skipWeekends) expect(onClock.weekday).toBeLessThan(6);
  if (counted.includes('sender')) expect(run.holidays.sender.has(own.date)).toBe(false);
  if (counted.includes('company')) expect(run.holidays.company.has(own.date)).toBe(false);
  if (counted.includes('recipient')) expect(run.holidays.recipient.has(there.date)).toBe(false);
}

/** With strict order nothing leaves before what stands in front of it; tasks never do. */
export function expectOrder(strictOrder: boolean | undefined, steps: readonly PlannedStep[]) {
  for (const [place, step] of steps.entries()) {
    const ahead = steps.slice(0, place);
    const strict = strictOrder || step.kind === 'task';
    for (const one of strict ? ahead : ahead.filter(({ kind }) => kind === 'task'))
      expect(step.at >= one.at).toBe(true);
  }
}
