import type { Location } from '../handlebars/ast.ts';
import { TemplateError } from './error.ts';
import { type Fault, fault } from './faults.ts';

/** What one printing may use up, or those of all parts of a mail together. The numbers are such that reaching one takes a few hundredths of a second. */
export interface Limits {
  /** Turns of all loops together. */
  loops: number;
  /** Fields, calls and blocks; slow helpers count for several. */
  steps: number;
  /** Characters printed, and made on the way by helpers. */
  output: number;
  timeMs: number;
}
export const defaultLimits: Limits = { loops: 2_500, steps: 10_000, output: 500_000, timeMs: 1_000 };

/** Looked at once in so many steps. */
const stepsBetweenClocks = 128;

export class Budget {
  /** Where the printing is; null before its first step. */
  at: Location | null = null;
  readonly #limits: Limits;
  readonly #clock: (() => number) | null;
  readonly #startedAt: number;
  #steps = 0;
  #loops = 0;
  #output = 0;
  #printed = 0;
  #nextClock = stepsBetweenClocks;

  /** @param clock - milliseconds from any beginning; without one only the counts hold */
  constructor(limits: Limits, clock: (() => number) | null) {
    this.#limits = limits;
    this.#clock = clock;
    this.#startedAt = clock?.() ?? 0;
  }

  step(at: Location, count = 1): void {
    this.at = at;
    this.#steps += count;
    if (this.#steps > this.#limits.steps) this.#stop(fault('steps', { most: this.#limits.steps }));
    if (this.#steps < this.#nextClock) return;
    this.#nextClock = this.#steps + stepsBetweenClocks;
    const usedMs = this.#clock ? this.#clock() - this.#startedAt : 0;
    if (usedMs > this.#limits.timeMs) this.#stop(fault('slow', { most: this.#limits.timeMs }));
  }

  loop(): void {
    this.#loops += 1;
    if (this.#loops > this.#limits.loops) this.#stop(fault('loops', { most: this.#limits.loops }));
  }

  /** Counts characters before they are made. */
  spend(characters: number): void {
    this.#output += characters;
    this.hold(this.#output);
  }

  /** A part that is printed, in full: with those before it it may be no longer than one alone. */
  addPart(length: number): void {
    this.#printed += length;
    this.hold(this.#printed);
  }

  /** Of a text that was put together of counted parts. */
  hold(length: number): void {
    if (length > this.#limits.output) this.#stop(fault('outputTooLong', { most: this.#limits.output }));
  }

  #stop(what: Fault): never {
    throw new TemplateError(what);
  }
}
