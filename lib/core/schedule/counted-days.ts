import { weekdayOf } from './day.ts';

/** Which days of a run count, whoever is the reason why others do not. */
export interface CountedDays {
  /** Does this day count. */
  counts(day: number): boolean;
  /** `day` itself if it counts, else the next one that does. */
  from(day: number): number;
  /** The day that comes `steps` counted days after `day`, which must itself count. */
  plus(day: number, steps: number): number;
  /** How many counted days lie between two days that count; negative if `to` is the earlier one. */
  between(from: number, to: number): number;
}

export const everyDay: CountedDays = {
  counts: () => true,
  from: (day) => day,
  plus: (day, steps) => day + steps,
  between: (from, to) => to - from,
};

/** Monday to Friday. */
export const workingDays: CountedDays = {
  counts: (day) => weekdayOf(day) < 6,
  from(day) {
    const weekday = weekdayOf(day);
    return weekday < 6 ? day : day + 8 - weekday;
  },
  plus: (day, steps) => day + steps + Math.floor((weekdayOf(day) - 1 + steps) / 5) * 2,
  between: (from, to) => workingDaysUntil(to) - workingDaysUntil(from),
};

/** Working days before `day`, counted from some Monday. */
function workingDaysUntil(day: number): number {
  const weekday = weekdayOf(day);
  return ((day + 1 - weekday - 4) / 7) * 5 + Math.min(weekday, 6) - 1;
}

/** The days of `base` without those of `off`, in which each stands once. */
export function without(base: CountedDays, off: Iterable<number>): CountedDays {
  // Days that `base` does not count change nothing, and would only be passed by.
  const more = [...off].filter((day) => base.counts(day));
  if (more.length === 0) return base;
  return base instanceof DaysWithout ? base.butFor(more) : new DaysWithout(base, more);
}

class DaysWithout implements CountedDays {
  readonly #base: CountedDays;
  /** Ascending. */
  readonly #off: readonly number[];
  readonly #isOff: ReadonlySet<number>;

  /** @param off - days that `base` counts, each once */
  constructor(base: CountedDays, off: readonly number[]) {
    this.#base = base;
    this.#off = [...off].sort((a, b) => a - b);
    this.#isOff = new Set(off);
  }

  butFor(more: readonly number[]): CountedDays {
    return new DaysWithout(this.#base, [...this.#off, ...more]);
  }

  counts(day: number): boolean {
    return this.#base.counts(day) && !this.#isOff.has(day);
  }

  from(day: number): number {
    let found = this.#base.from(day);
    while (this.#isOff.has(found)) found = this.#base.plus(found, 1);
    return found;
  }

  plus(day: number, steps: number): number {
    let found = this.#base.plus(day, steps);
    // Each day off on the way asks for one day more, on which there may be another.
    for (let index = this.#firstFrom(day); ; index += 1) {
      const off = this.#off[index];
      if (off === undefined || off > found) return found;
      found = this.#base.plus(found, 1);
    }
  }

  between(from: number, to: number): number {
    return this.#base.between(from, to) - (this.#firstFrom(to) - this.#firstFrom(from));
  }

  /** Where the first day off stands that is not before `day`. */
  #firstFrom(day: number): number {
    let low = 0;
    let high = this.#off.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#off[middle] ?? 0) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
