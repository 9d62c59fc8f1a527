import { describe, expect, test } from 'vitest';
import { id } from '../../../tests/support/builders.ts';
import fc from '../../../tests/support/fast-check.ts';
import { aMail, aRun, daysOf, localTime, underHostZones } from '../../../tests/support/plans.ts';
import type { Campaign } from '../../contract/campaign.ts';
import type { Pace, SendWindow } from '../../contract/schedule.ts';
import { Agenda } from './agenda.ts';
import type { RunPlan } from './plan.ts';
import { planRun } from './plan-run.ts';
import type { RunOfMany } from './plan-runs.ts';
import { planRuns as planEach } from './plan-runs.ts';
import { Room } from './room.ts';

type Part = Pick<Campaign, 'days' | 'settings'>;
const planRuns = (...args: Parameters<typeof planEach>) => new Map(planEach(...args));
const many = (count: number, over: Partial<RunOfMany> = {}): RunOfMany[] =>
  Array.from({ length: count }, (_, index) => ({ ...aRun(), id: id(index), senderId: 'mia', ...over }));
const timesOf = (plans: Map<string, RunPlan>, place: number) =>
  [...plans.values()].map((plan) => localTime(plan.steps[place]?.at ?? '', 'Europe/Stockholm'));

underHostZones('daily cap', () => {
  const campaign = daysOf({ 1: [aMail(1)], 2: [aMail(2)] }, { skipWeekends: true, pace: { perDay: 2 } });

  test('who finds the day full leaves on the next day that has room, before those planned for it', () => {
    const plans = planRuns(campaign, many(5));
    expect(timesOf(plans, 0)).toEqual([
      '06-04 09:00',
      '06-04 09:00',
      '06-05 09:00',
      '06-05 09:00',
      '06-08 09:00',
    ]);
    expect(plans.get(id(4))?.steps[0]?.moves).toEqual([
      { rule: 'dailyCap', from: '2026-06-04T07:00:00.000Z', to: '2026-06-08T07:00:00.000Z' },
    ]);
  });

  test('what follows in that run makes way and keeps its gaps', () => {
    const second = timesOf(planRuns(campaign, many(5)), 1);
    expect(second).toEqual(['06-08 09:00', '06-09 09:00', '06-09 09:00', '06-10 09:00', '06-10 09:00']);
  });

  test('each sender has a cap of their own', () => {
    const runs = many(4).map((run, index) => ({ ...run, senderId: index % 2 === 0 ? 'mia' : 'ole' }));
    expect(new Set(timesOf(planRuns(campaign, runs), 0))).toEqual(new Set(['06-04 09:00']));
  });

  test('what has left already has taken its place, and stays', () => {
    const runs = many(3);
    const last = runs.at(-1);
    if (!last) throw new Error('expected runs');
    last.happened = [{ stepId: id(1), kind: 'done', at: '2026-06-04T07:00:09.000Z' }];
    const plans = planRuns(campaign, runs);
    expect(timesOf(plans, 0)).toEqual(['06-04 09:00', '06-05 09:00', '06-04 09:00']);
  });

  test('the clock time that later mails follow is the planned one, not where the cap put it', () => {
    const chain = daysOf(
      { 1: [aMail(1)], 2: [aMail(2, { send: 'same_time_as_previous' })] },
      { pace: { batch: { size: 1, pauseSeconds: 90 } } },
    );
    const plans = planRuns(chain, many(2));
    expect(timesOf(plans, 0)).toEqual(['06-04 09:00', '06-04 09:01:30']);
    expect(plans.get(id(1))?.steps[1]?.time.clock).toBe('09:00');
  });
});

underHostZones('batches', () => {
  const batch = { size: 2, pauseSeconds: 60 };

  test('so many at once, then a pause', () => {
    const plans = planRuns(daysOf({ 1: [aMail(1)] }, { pace: { batch } }), many(5));
    expect(timesOf(plans, 0)).toEqual([
      '06-04 09:00',
      '06-04 09:00',
      '06-04 09:01',
      '06-04 09:01',
      '06-04 09:02',
    ]);
  });

  test('what does not fit before the window closes waits for the next day', () => {
    const window: SendWindow = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '09:01', zone: 'sender' };
    const plans = planRuns(daysOf({ 1: [aMail(1)] }, { window, pace: { batch } }), many(3));
    expect(timesOf(plans, 0)).toEqual(['06-04 09:00', '06-04 09:00', '06-05 08:00']);
    expect(plans.get(id(2))?.steps[0]?.moves.map((move) => move.rule)).toEqual(['batch', 'window']);
  });
});

test('without a pace everybody has the plan of their own', () => {
  const campaign = daysOf({ 1: [aMail(1)], 2: [aMail(2)] });
  expect([...planRuns(campaign, many(2)).values()]).toEqual(many(2).map((run) => planRun(campaign, run)));
});

const paces = fc.record(
  {
    perDay: fc.integer({ min: 1, max: 6 }),
    batch: fc.record({
      size: fc.integer({ min: 1, max: 4 }),
      pauseSeconds: fc.integer({ min: 30, max: 40_000 }),
    }),
  },
  { requiredKeys: [] },
);
const sendKinds = fc.constantFrom('fixed_time', 'same_time_as_previous', 'manual_task');
const crowds = fc.record({
  pace: paces,
  strictOrder: fc.boolean(),
  skipWeekends: fc.boolean(),
  mails: fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 4 }),
      send: sendKinds,
      hour: fc.integer({ min: 7, max: 18 }),
    }),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
  runs: fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      senderId: fc.constantFrom('mia', 'ole'),
      startAt: fc.constantFrom('2026-03-27T07:00:00.000Z', '2026-03-28T16:20:00.000Z'),
    }),
    { selector: (run) => run.id, minLength: 1, maxLength: 25 },
  ),
});

function crowd({
  pace,
  strictOrder,
  skipWeekends,
  mails,
  runs,
}: typeof crowds extends fc.Arbitrary<infer T> ? T : never) {
  const days: Record<number, ReturnType<typeof aMail>[]> = {};
  for (const [index, { day, send, hour }] of mails.entries()) {
    const dueTime = `${String(hour).padStart(2, '0')}:00`;
    days[day] = [...(days[day] ?? []), aMail(index + 1, { send, dueTime })];
  }
  const settings = { strictOrder, skipWeekends, pace: asPace(pace) };
  const all = runs.map((run) => ({ ...run, timeZone: 'Europe/Stockholm' }));
  return { campaign: daysOf(days, settings), runs: all };
}

const asPace = ({ perDay, batch }: { perDay?: number | undefined; batch?: Pace['batch'] }): Pace => ({
  ...(perDay !== undefined && { perDay }),
  ...(batch && { batch }),
});

/** How many mails of a sender stand in each stretch. */
function fullest(plans: Map<string, RunPlan>, runs: RunOfMany[], stretch: (at: string) => string): number {
  const counts = new Map<string, number>();
  for (const run of runs)
    for (const step of plans.get(run.id)?.steps ?? []) {
      if (step.kind === 'task') continue;
      const key = `${run.senderId} ${stretch(step.at)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return Math.max(0, ...counts.values());
}

describe('for every crowd', () => {
  test('no day and no batch holds more than it may', () => {
    fc.assert(
      fc.property(crowds, (drawn) => {
        const { campaign, runs } = crowd(drawn);
        const plans = planRuns(campaign, runs);
        const { perDay, batch } = drawn.pace;
        const day = (at: string) => localTime(at, 'Europe/Stockholm').slice(0, 5);
        if (perDay) expect(fullest(plans, runs, day)).toBeLessThanOrEqual(perDay);
        if (!batch) return;
        const slot = (at: string) => String(Math.floor(Date.parse(at) / (batch.pauseSeconds * 1_000)));
        expect(fullest(plans, runs, slot)).toBeLessThanOrEqual(batch.size);
      }),
      { numRuns: 150 },
    );
  });

  test('the order in which people are given changes nothing', () => {
    fc.assert(
      fc.property(crowds, (drawn) => {
        const { campaign, runs } = crowd(drawn);
        const turned = planRuns(campaign, [...runs].reverse());
        expect(turned).toEqual(planRuns(campaign, runs));
      }),
      { numRuns: 100 },
    );
  });

  test('nobody leaves earlier than alone, strict order holds, and chains of moves are whole', () => {
    fc.assert(
      fc.property(crowds, (drawn) => {
        const { campaign, runs } = crowd(drawn);
        const plans = planRuns(campaign, runs);
        for (const run of runs) expectLaterButInOrder(campaign, run, plans.get(run.id));
      }),
      { numRuns: 100 },
    );
  });
});

function expectLaterButInOrder(campaign: Part, run: RunOfMany, plan: RunPlan | undefined) {
  const alone = planRun(campaign, run).steps;
  let before = '';
  for (const [place, { at, moves, countedAt }] of (plan?.steps ?? []).entries()) {
    expect(at >= (alone[place]?.at ?? '')).toBe(true);
    if (campaign.settings.strictOrder) expect(at >= before).toBe(true);
    before = at;
    expect(moves.at(-1)?.to ?? countedAt).toBe(at);
    expect(moves.map((move) => move.from)).toEqual(
      [countedAt, ...moves.map((move) => move.to)].slice(0, moves.length),
    );
  }
}

test('room: a place that is full leads to the next with room, however many are full', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), fc.array(fc.nat(8), { maxLength: 40 }), (size, asked) => {
      const room = new Room(size);
      const taken = new Map<number, number>();
      for (const from of asked) {
        let expected = from;
        while ((taken.get(expected) ?? 0) >= size) expected += 1;
        expect(room.freeFrom(from)).toBe(expected);
        room.take(expected);
        taken.set(expected, (taken.get(expected) ?? 0) + 1);
      }
    }),
  );
});

test('agenda: moments come in their order, whatever is added in between', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1 }), fc.array(fc.nat(30)), (first, later) => {
      const agenda = new Agenda<number>();
      for (const moment of first) agenda.add(moment, moment);
      const start = agenda.next();
      const rest = later.map((moment) => moment + (start?.moment ?? 0));
      for (const moment of rest) agenda.add(moment, moment);
      const found = [...(start?.things ?? [])];
      for (let due = agenda.next(); due; due = agenda.next()) found.push(...due.things);
      expect(found).toEqual([...first, ...rest].sort((a, b) => a - b));
    }),
  );
});
