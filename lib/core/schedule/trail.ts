import type { Rule } from '../../contract/plan.ts';

/** One rule's move in numbers; it begins where the one before it ended. */
interface Step {
  rule: Rule;
  toMs: number;
  before: Step | null;
}

/** One rule's move in numbers. */
export interface TrailMove {
  rule: Rule;
  fromMs: number;
  toMs: number;
  /** Made while days were counted. */
  isCounted: boolean;
}

/** The way of one step to its instant: each rule that moves it leaves a line. */
export class Trail {
  /** The first candidate. */
  readonly countedMs: number;
  // A chain and not a list: most are short, there are many, and few are ever read.
  #last: Step | null = null;
  #lastCounted: Step | null = null;

  constructor(countedMs: number) {
    this.countedMs = countedMs;
  }

  get atMs(): number {
    return this.#last === null ? this.countedMs : this.#last.toMs;
  }

  /** Moves to another instant; a rule that changes nothing is not told, one that acts twice in a row is told once. */
  move(rule: Rule, toMs: number): void {
    if (toMs === this.atMs) return;
    if (this.#last?.rule === rule) this.#last.toMs = toMs;
    else this.#last = { rule, toMs, before: this.#last };
  }

  /** From now on no days are counted any more. */
  endCounting(): void {
    this.#lastCounted = this.#last;
  }

  /** In the order in which they were made. */
  moves(): TrailMove[] {
    const found: TrailMove[] = [];
    let isCounted = false;
    for (let step = this.#last; step; step = step.before) {
      isCounted ||= step === this.#lastCounted;
      found.push({
        rule: step.rule,
        fromMs: step.before?.toMs ?? this.countedMs,
        toMs: step.toMs,
        isCounted,
      });
    }
    return found.reverse();
  }
}
