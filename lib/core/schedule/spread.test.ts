import { describe, expect, test } from 'vitest';
import { id } from '../../../tests/support/builders.ts';
import fc from '../../../tests/support/fast-check.ts';
import { aCall, aMail, aRun, calendarOf, daysOf, localTime } from '../../../tests/support/plans.ts';
import type { Step } from '../../contract/campaign.ts';
import { dateOf, weekdayOf } from './day.ts';
import { planRun } from './plan-run.ts';
import type { RunOfMany } from './plan-runs.ts';
import type { Away, Happening } from './run.ts';
import { type AfterReturn, planSpread, type RunsOfVersion } from './spread.ts';
import { zoneOf } from './zone.ts';

const timeZone = 'Europe/Stockholm';
const working = { skipWeekends: true };

/** From Monday 8 to Friday 12 June 2026; back on Monday 15. */
function anAway(over: Partial<Away> = {}): Away {
  return {
    id: id(90),
    from: '2026-06-07T22:00:00.000Z',
    until: '2026-06-12T22:00:00.000Z',
    timeZone,
    tasks: 'spread',
    mails: 'goOn',
    ...over,
  };
}

function afterReturn(over: Partial<AfterReturn> = {}): Map<string, AfterReturn> {
  const one = { from: anAway().until, timeZone, perDay: 2, off: new Map(), taken: new Map(), ...over };
  return new Map([[id(90), one]]);
}

const local = (instants: (string | undefined)[]) => instants.map((at) => at && localTime(at, timeZone));

function timesOf(days: Record<number, Step[]>, away: Away, happened: Happening[] = []) {
  const run = aRun({ aways: [away], happened });
  return planRun(daysOf(days, working), run).steps.map(({ at, moves }) => [
    localTime(at, timeZone),
    ...moves.map(({ rule }) => rule).filter((rule) => rule === 'away' || rule === 'shifted'),
  ]);
}

describe('§8 absence: what falls into one', () => {
  const days = { 1: [aMail(1)], 3: [aCall(2)], 4: [aMail(3)] };

  test('a task waits for the return, and what stands behind it keeps its gap', () => {
    expect(timesOf(days, anAway())).toEqual([
      ['06-04 09:00'],
      ['06-15 09:00', 'away'],
      ['06-16 09:00', 'shifted'],
    ]);
  });

  test('its place may be a later day', () => {
    expect(timesOf(days, anAway({ placeOn: '2026-06-17' }))[1]).toEqual(['06-17 09:00', 'away']);
  });

  test('it is left where it is when that is wanted', () => {
    expect(timesOf(days, anAway({ tasks: 'leave' }))[1]).toEqual(['06-08 09:00']);
  });

  test('with a stand-in only a follow-up waits for the return, and its limit of waiting too', () => {
    const steps = {
      1: [aMail(1)],
      3: [aCall(2, { wait: { days: 2, next: 'skip' } })],
      4: [aMail(3, { send: 'manual_task', followUp: true, wait: { days: 2, next: 'skip' } })],
    };
    const away = anAway({ tasks: 'handOver' });
    expect(timesOf(steps, away).slice(1)).toEqual([['06-08 09:00'], ['06-15 09:00', 'away']]);
    const { steps: planned } = planRun(daysOf(steps, working), aRun({ aways: [away] }));
    expect(local(planned.map(({ until }) => until ?? undefined)).slice(1)).toEqual([
      '06-10 09:00',
      '06-17 09:00',
    ]);
  });

  test('a mail leaves all the same, or waits for the return', () => {
    const mails = { 1: [aMail(1)], 3: [aMail(2)], 4: [aMail(3)] };
    expect(timesOf(mails, anAway())).toEqual([['06-04 09:00'], ['06-08 09:00'], ['06-09 09:00']]);
    expect(timesOf(mails, anAway({ mails: 'hold' }))).toEqual([
      ['06-04 09:00'],
      ['06-15 09:00', 'away'],
      ['06-16 09:00', 'shifted'],
    ]);
  });

  test('what was done during it has not waited, nor does what somebody else does or a person has set by hand', () => {
    const done: Happening = { stepId: id(2), kind: 'done', at: '2026-06-08T10:00:00.000Z' };
    expect(timesOf(days, anAway(), [done]).slice(-2)).toEqual([['06-08 09:00'], ['06-09 09:00']]);
    const given: Happening = { stepId: id(2), kind: 'given', at: '2026-06-04T07:00:00.000Z' };
    expect(timesOf(days, anAway(), [given])[1]).toEqual(['06-08 09:00']);
    const set: Happening = { stepId: id(2), kind: 'snoozed', at: '2026-06-10T07:00:00.000Z' };
    expect(timesOf(days, anAway(), [set]).slice(1)).toEqual([['06-10 09:00'], ['06-11 09:00']]);
  });

  test('§8.4 away: days on which who waits is away are not among those of a wait', () => {
    const waits = { 1: [aCall(1, { wait: { days: 3, next: 'skip' } })] };
    // Thursday 4; Friday 5, then Monday 15 and Tuesday 16.
    for (const tasks of ['spread', 'leave'] as const) {
      const run = aRun({ aways: [anAway({ tasks })] });
      expect(local([planRun(daysOf(waits, working), run).steps[0]?.until ?? undefined])).toEqual([
        '06-16 09:00',
      ]);
    }
  });
});

const numbered = (count: number, over: Partial<RunOfMany> = {}): RunOfMany[] =>
  Array.from({ length: count }, (_, index) => ({
    ...aRun(),
    id: id(100 + index),
    senderId: id(1),
    aways: [anAway()],
    ...over,
  }));

const secondDays = (plans: ReturnType<typeof planSpread>['plans']) =>
  local([...plans.values()].map(({ steps }) => steps[1]?.at)).map((at) => at?.slice(0, 5));

describe('§8 absence: the days after the return', () => {
  const campaign = daysOf({ 1: [aMail(1)], 3: [aCall(2)] }, working);

  test('so many a day and no more, in the order of their runs; weekends are passed over', () => {
    const { plans, places } = planSpread([{ campaign, runs: numbered(11) }], afterReturn());
    expect(secondDays(plans)).toEqual(
      ['15', '15', '16', '16', '17', '17', '18', '18', '19', '19', '22'].map((day) => `06-${day}`),
    );
    expect(places).toHaveLength(11);
  });

  test('with a stand-in only follow-ups take places', () => {
    const mixed = daysOf(
      { 1: [aMail(1)], 3: [aMail(2, { send: 'manual_task', followUp: true })], 5: [aCall(3)] },
      working,
    );
    const calls = daysOf({ 1: [aMail(1)], 3: [aCall(2)] }, working);
    const runs = numbered(3, { aways: [anAway({ tasks: 'handOver' })] });
    const { plans, places } = planSpread([{ campaign: mixed, runs }], afterReturn());
    expect(secondDays(plans)).toEqual(['06-15', '06-15', '06-16']);
    expect(places).toHaveLength(3);
    const other = planSpread([{ campaign: calls, runs }], afterReturn());
    expect(secondDays(other.plans)).toEqual(['06-08', '06-08', '06-08']);
    expect(other.places).toEqual([]);
  });

  test('places that are taken, and days off of who was away, are passed by', () => {
    const after = afterReturn({ taken: new Map([['2026-06-15', 1]]), off: calendarOf('2026-06-16') });
    expect(secondDays(planSpread([{ campaign, runs: numbered(3) }], after).plans)).toEqual([
      '06-15',
      '06-17',
      '06-17',
    ]);
  });

  test('where its place is a holiday of its run, a task takes one on the next day that has room', () => {
    const own = daysOf({ 1: [aMail(1)], 3: [aCall(2)] }, { ...working, holidays: ['recipient'] });
    const runs = numbered(1, { holidays: { recipient: calendarOf('2026-06-15') } });
    const { places } = planSpread(
      [{ campaign: own, runs }],
      afterReturn({ taken: new Map([['2026-06-16', 2]]) }),
    );
    expect(places.map(({ day }) => day)).toEqual(['2026-06-17']);
  });

  test('a task behind a mail that makes way for the sender’s others is placed where it really falls', () => {
    // Each mail a day later than the one before: the tasks behind the third and later fall into the absence.
    const paced = daysOf(
      { 1: [aMail(1)], 2: [aCall(2)], 3: [aCall(3)] },
      { ...working, pace: { perDay: 1 } },
    );
    const { plans, places } = planSpread([{ campaign: paced, runs: numbered(8) }], afterReturn());
    const held = [...plans.values()].flatMap(({ steps }) =>
      steps.filter(({ moves }) => moves.some(({ rule }) => rule === 'away')),
    );
    expect(held).toHaveLength(places.length);
    expect(
      local(held.map(({ at }) => at))
        .map((at) => at?.slice(0, 5))
        .sort(),
    ).toEqual(places.map(({ day }) => day.slice(5)).sort());
    expect(Math.max(...places.map(({ day }) => places.filter((one) => one.day === day).length))).toBe(2);
  });

  test('what has come from one absence into the next has a place after both', () => {
    const next = anAway({ id: id(91), from: '2026-06-15T22:00:00.000Z', until: '2026-06-19T22:00:00.000Z' });
    const after = new Map([
      ...afterReturn({ perDay: 1 }),
      [id(91), { from: next.until, timeZone, perDay: 1, off: new Map(), taken: new Map() }],
    ]);
    const runs = numbered(3, { aways: [anAway(), next] });
    expect(secondDays(planSpread([{ campaign, runs }], after).plans)).toEqual(['06-15', '06-22', '06-23']);
  });
});

const stepsDrawn = fc.array(fc.tuple(fc.nat(3), fc.boolean(), fc.nat(23)), { minLength: 1, maxLength: 5 });
const groupsDrawn = fc.array(
  fc.record({
    steps: stepsDrawn,
    people: fc.integer({ min: 1, max: 8 }),
    skipWeekends: fc.boolean(),
    zone: fc.constantFrom('sender' as const, 'recipient' as const),
    recipientZone: fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Pacific/Kiritimati', null),
  }),
  { minLength: 1, maxLength: 4 },
);
const absences = fc.record({
  perDay: fc.integer({ min: 1, max: 5 }),
  mails: fc.constantFrom('goOn' as const, 'hold' as const),
  taken: fc.dictionary(fc.constantFrom('2026-06-15', '2026-06-16', '2026-06-18'), fc.nat(4)),
});

type Drawn = typeof groupsDrawn extends fc.Arbitrary<(infer T)[]> ? T : never;

function groupOf({ steps, people, skipWeekends, zone, recipientZone }: Drawn, place: number, away: Away) {
  const days: Record<number, Step[]> = {};
  let day = 1;
  for (const [index, [gap, isMail, hour]] of steps.entries()) {
    day += gap;
    const dueTime = `${String(hour).padStart(2, '0')}:15`;
    const number = place * 10 + index + 1;
    const step = isMail ? aMail(number, { dueTime }) : aCall(number, { dueTime });
    days[day] = [...(days[day] ?? []), step];
  }
  const runs = Array.from({ length: people }, (_, index) => ({
    ...aRun({ recipientZone, timing: { zone }, aways: [away] }),
    id: id(1000 + place * 100 + index),
    senderId: id(1),
  }));
  return { campaign: daysOf(days, { skipWeekends }), runs };
}

/** Tasks that the absence holds, with the day on which each falls now. */
function moved(groups: RunsOfVersion[], plans: ReturnType<typeof planSpread>['plans']) {
  const zone = zoneOf(timeZone);
  return groups.flatMap(({ runs }) =>
    runs.flatMap((run) =>
      (plans.get(run.id)?.steps ?? []).flatMap(({ kind, at, moves }) => {
        const move = moves.find(({ rule }) => rule === 'away');
        if (kind !== 'task' || !move) return [];
        return [{ runId: run.id, plannedAt: move.from, at, day: zone.dayOf(Date.parse(at)), of: runs }];
      }),
    ),
  );
}

test('§8 absence: nothing is lost, no day holds more than it may, and who was first stays first', () => {
  let spread = 0;
  fc.assert(
    fc.property(groupsDrawn, absences, (drawn, { perDay, mails, taken }) => {
      const away = anAway({ mails });
      const groups = drawn.map((one, place) => groupOf(one, place, away));
      const after = afterReturn({ perDay, taken: new Map(Object.entries(taken)) });
      const { plans, places } = planSpread(groups, after);
      const tasks = moved(groups, plans);
      spread += tasks.length;
      // Every step of every run is still there, and none of a task falls into the absence.
      for (const { campaign, runs } of groups)
        for (const run of runs) {
          const steps = plans.get(run.id)?.steps ?? [];
          expect(steps).toHaveLength(campaign.days.flatMap((day) => day.steps).length);
          for (const { kind, at } of steps)
            if (kind === 'task' || mails === 'hold') expect(at < away.from || at >= away.until).toBe(true);
        }
      const counts = new Map(Object.entries(taken));
      expect(places).toHaveLength(tasks.length);
      for (const { day } of tasks) counts.set(dateOf(day), (counts.get(dateOf(day)) ?? 0) + 1);
      for (const [day, count] of counts) expect(count).toBeLessThanOrEqual(Math.max(perDay, taken[day] ?? 0));
      for (const { day, plannedAt, runId, of } of tasks) {
        expect(weekdayOf(day)).toBeLessThan(6);
        const others = tasks.filter((other) => other.of === of && other.runId !== runId);
        for (const other of others)
          if (other.plannedAt < plannedAt) expect(other.day).toBeLessThanOrEqual(day);
      }
    }),
    { numRuns: 200 },
  );
  expect(spread).toBeGreaterThan(200);
});
