import type { Move, Rule } from '../../contract/plan.ts';
import { isoOf } from './day.ts';

/** The way of one step to its instant: each rule that moves it leaves a line. */
export class Trail {
  readonly countedMs: number;
  readonly moves: Move[] = [];
  /** How many of them, from the first on, are from counting days. */
  countedMoves = 0;
  #atMs: number;

  /** @param countedMs - the first candidate */
  constructor(countedMs: number) {
    this.countedMs = countedMs;
    this.#atMs = countedMs;
  }

  get atMs(): number {
    return this.#atMs;
  }

  /** Moves to another instant; a rule that changes nothing is not told, one that acts twice in a row is told once. */
  move(rule: Rule, toMs: number): void {
    if (toMs === this.#atMs) return;
    const last = this.moves.at(-1);
    if (last?.rule === rule) last.to = isoOf(toMs);
    else this.moves.push({ rule, from: isoOf(this.#atMs), to: isoOf(toMs) });
    this.#atMs = toMs;
  }
}
