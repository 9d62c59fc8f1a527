import { describe, expect, test } from 'vitest';
import { anEnrolment } from '../../../tests/support/builders.ts';
import fc from '../../../tests/support/fast-check.ts';
import { calendarOf, underHostZones } from '../../../tests/support/plans.ts';
import {
  expectOpen,
  expectOrder,
  livesWith,
  shownAt,
  zoneOfRun,
} from '../../../tests/support/random-lives.ts';
import type { Campaign } from '../../contract/campaign.ts';
import { advanceEnrolment } from '../campaign/advance.ts';
import { dateOf, dayOf } from './day.ts';
import { planRun } from './plan-run.ts';
import type { Happening, RunToPlan } from './run.ts';

const dates = fc.nat(200).map((day) => dateOf(dayOf('2025-12-28') + day));
const holidays = fc.record({
  sender: fc.array(dates, { maxLength: 30 }).map((days) => calendarOf(...days)),
  company: fc.array(dates, { maxLength: 30 }).map((days) => calendarOf(...days)),
  recipient: fc.array(dates, { maxLength: 30 }).map((days) => calendarOf(...days)),
});
const lives = livesWith(holidays);

describe('for every zone and every calendar', () => {
  test('a mail leaves inside the window, at no skipped weekend, on nobody’s holiday', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const step of planRun(life.campaign, life.run).steps)
          if (step.kind === 'send') expectOpen(life, step);
      }),
      { numRuns: 300 },
    );
  });

  test('a task falls on a day that counts', () => {
    fc.assert(
      fc.property(lives, ({ campaign, run }) => {
        const { skipWeekends, holidays: counted = [] } = campaign.settings;
        // Alone, so that nothing but its own day and the start has a say.
        for (const { step, number } of campaign.days.flatMap(({ steps, number }) =>
          steps.map((step) => ({ step, number })),
        )) {
          const [alone] = planRun({ ...campaign, days: [{ number, steps: [step] }] }, run).steps;
          if (alone?.kind !== 'task' || alone.moves.some((move) => move.rule === 'timePassed')) continue;
          const { date, weekday } = shownAt(alone.at, zoneOfRun(run));
          if (alone.time.change !== 'gap' && skipWeekends) expect(weekday).toBeLessThan(6);
          for (const whose of counted) expect(run.holidays[whose].has(date)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('steps of later days fall on later days', () => {
    fc.assert(
      fc.property(lives, ({ campaign, run }) => {
        const days = planRun(campaign, run).steps.map((step) => ({
          number: step.dayNumber,
          date: shownAt(step.at, zoneOfRun(run)).date,
        }));
        for (const [place, { number, date }] of days.entries())
          for (const earlier of days.slice(0, place))
            if (earlier.number < number) expect(date > earlier.date).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('with strict order nothing leaves before what stands in front of it; tasks never do', () => {
    fc.assert(
      fc.property(lives, ({ campaign, run }) => {
        expectOrder(campaign.settings.strictOrder, planRun(campaign, run).steps);
      }),
      { numRuns: 300 },
    );
  });

  test('nothing happens before the start, and each step’s moves are a chain from its count to its instant', () => {
    fc.assert(
      fc.property(lives, ({ campaign, run }) => {
        for (const { at, moves, countedAt } of planRun(campaign, run).steps) {
          expect(at >= run.startAt).toBe(true);
          expect(moves.map((move) => move.from)).toEqual(
            [countedAt, ...moves.map((move) => move.to)].slice(0, -1),
          );
          expect(moves.at(-1)?.to ?? countedAt).toBe(at);
          for (const { from, to } of moves) expect(from).not.toBe(to);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a plan made again from its own happenings equals itself, after any number of steps', () => {
    fc.assert(
      fc.property(lives, fc.nat(7), ({ campaign, run }, count) => {
        const plan = planRun(campaign, run);
        const inTime = [...plan.steps].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
        const happened = inTime
          .slice(0, count)
          .map(({ step, at }): Happening => ({ stepId: step.id, kind: 'done', at }));
        const closed = new Set(happened.map(({ stepId }) => stepId));
        const again = planRun(campaign, { ...run, happened });
        expect(again.leftOut).toEqual([]);
        expect(again.steps.map(({ closedAt: _, waitsFor: __, ...rest }) => rest)).toEqual(
          plan.steps.map(({ closedAt: _, waitsFor: __, ...rest }) => rest),
        );
        for (const { step, at, closedAt } of again.steps)
          expect(closedAt).toBe(closed.has(step.id) ? at : null);
      }),
      { numRuns: 300 },
    );
  });
});

/** How long after falling due each task is closed; negative: before. */
const delays = fc.array(fc.integer({ min: -48, max: 200 }), { minLength: 7, maxLength: 7 });
const hour = 3_600_000;

/** Works a run of tasks as the server does: each closing makes the next. */
function work(campaign: Pick<Campaign, 'days' | 'settings'>, run: RunToPlan, delay: number[]) {
  const happened: Happening[] = [];
  const made: string[] = [];
  const { startAt, timeZone } = run;
  let advance = advanceEnrolment(anEnrolment({ startAt, timeZone }), {
    kind: 'started',
    plan: planRun(campaign, run),
  });
  for (;;) {
    if (!advance.ok) throw new Error(`expected the run to go on, got ${advance.code}`);
    const [effect] = advance.value.effects;
    if (effect?.type !== 'createTask') return { happened, made };
    made.push(effect.dueAt);
    const before = happened.at(-1)?.at ?? startAt;
    const wanted = new Date(Date.parse(effect.dueAt) + (delay[happened.length] ?? 0) * hour).toISOString();
    const closedAt = wanted > before ? wanted : before;
    const stepId = effect.step.id;
    happened.push({ stepId, kind: 'done', at: closedAt });
    const plan = planRun(campaign, { ...run, happened });
    advance = advanceEnrolment(advance.value.enrolment, { kind: 'taskClosed', stepId, closedAt, plan });
  }
}

underHostZones('the run that the server takes step by step', () => {
  test('is the one that is planned as a whole from what has happened', () => {
    fc.assert(
      fc.property(lives, delays, ({ campaign, run }, delay) => {
        const tasks = campaign.days.map((day) => ({
          ...day,
          steps: day.steps.map((step) =>
            step.type === 'email' ? { ...step, send: 'manual_task' as const } : step,
          ),
        }));
        const worked = { days: tasks, settings: campaign.settings };
        const { happened, made } = work(worked, run, delay);
        expect(planRun(worked, { ...run, happened }).steps.map(({ at }) => at)).toEqual(made);
      }),
      { numRuns: 100 },
    );
  });
});
