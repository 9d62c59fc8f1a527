import type { HolidaysOf } from '../../contract/schedule.ts';
import type { RunPlan } from './plan.ts';
import type { Planner, RunInNumbers } from './plan-run.ts';
import { momentSet } from './plan-step.ts';
import type { Calendar, RunToPlan } from './run.ts';

/** An automatic mail of a run, in numbers. */
export interface PlannedMail {
  /** Of its step in the campaign's order. */
  index: number;
  atMs: number;
  /** It has left, or a person has set the moment: nothing moves it. */
  isFixed: boolean;
}

interface Twin {
  plan: RunPlan;
  mails: readonly PlannedMail[];
}

/**
 * One plan for all people whose runs are planned from the same: those of a launch who live in one zone and have the same
 * days off, as long as nothing has happened to them.
 */
export class Twins {
  readonly #planner: Planner;
  readonly #known = new Map<string, Twin>();
  readonly #numbers = new Map<Calendar, number>();

  constructor(planner: Planner) {
    this.#planner = planner;
  }

  of(run: RunToPlan): Twin {
    if (run.happened?.length || run.holds?.length || run.aways?.length) return this.#make(run);
    const key = this.#keyOf(run);
    let twin = this.#known.get(key);
    if (!twin) {
      twin = this.#make(run);
      this.#known.set(key, twin);
    }
    return twin;
  }

  #make(run: RunToPlan): Twin {
    const numbers = this.#planner.inNumbers(run);
    return { plan: this.#planner.write(numbers), mails: mailsOf(numbers) };
  }

  #keyOf({ startAt, timeZone, recipientZone, holidays, timing }: RunToPlan): string {
    const off = (whose: HolidaysOf) => this.#numberOf(holidays?.[whose]);
    const chosen = timing ? JSON.stringify(timing) : '';
    return `${startAt} ${timeZone} ${recipientZone} ${off('recipient')} ${off('sender')} ${off('company')} ${chosen}`;
  }

  #numberOf(calendar: Calendar | undefined): number {
    if (!calendar) return 0;
    let number = this.#numbers.get(calendar);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(calendar, number);
    }
    return number;
  }
}

export function mailsOf({ stops, happened }: RunInNumbers): PlannedMail[] {
  return stops.flatMap(({ index, step, plan, closedMs, sends, heldMs }) => {
    if (!sends || heldMs !== null) return [];
    const own = happened.get(step.placed.step.id) ?? {};
    const fixedMs = closedMs ?? own.placed ?? momentSet(own);
    return [{ index, atMs: fixedMs ?? plan.trail.atMs, isFixed: fixedMs !== undefined }];
  });
}
