/** How much is taken of days, or of other stretches that are numbered one after the other, each of which holds `size`. */
export class Room {
  readonly #size: number;
  readonly #taken = new Map<number, number>();
  /** From a full stretch to one after it that had room when it was last looked for. */
  readonly #next = new Map<number, number>();

  constructor(size: number) {
    this.#size = size;
  }

  /** The first stretch from `from` on that has room. */
  freeFrom(from: number): number {
    let free = from;
    for (let next = this.#next.get(free); next !== undefined; next = this.#next.get(free)) free = next;
    // Whoever asks again gets there in one step, however many are full.
    for (let passed = from; passed !== free; ) {
      const next = this.#next.get(passed) ?? free;
      this.#next.set(passed, free);
      passed = next;
    }
    return free;
  }

  /** Takes a place, also where there is none left: what has left has left. */
  take(stretch: number): void {
    const taken = (this.#taken.get(stretch) ?? 0) + 1;
    this.#taken.set(stretch, taken);
    if (taken === this.#size) this.#next.set(stretch, stretch + 1);
  }
}
