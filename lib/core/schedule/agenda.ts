/** Things to do at moments, asked for in the order of these; of one moment in the order in which they came. */
export class Agenda<T> {
  readonly #byMoment = new Map<number, T[]>();
  /** A heap: each moment once, none before the one at half its place. */
  readonly #moments: number[] = [];

  add(moment: number, thing: T): void {
    const things = this.#byMoment.get(moment);
    if (things) {
      things.push(thing);
      return;
    }
    this.#byMoment.set(moment, [thing]);
    this.#rise(moment);
  }

  /** Takes out what stands at the earliest moment; null when nothing is left. */
  next(): { moment: number; things: T[] } | null {
    const moment = this.#moments[0];
    if (moment === undefined) return null;
    this.#sink();
    const things = this.#byMoment.get(moment) ?? [];
    this.#byMoment.delete(moment);
    return { moment, things };
  }

  #rise(moment: number): void {
    const heap = this.#moments;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = heap[above] ?? 0;
      if (other <= moment) break;
      heap[place] = other;
      place = above;
    }
    heap[place] = moment;
  }

  /** Fills the gap at the top with the last one, which sinks to its place. */
  #sink(): void {
    const heap = this.#moments;
    const last = heap.pop() ?? 0;
    if (heap.length === 0) return;
    let place = 0;
    for (let below = 1; below < heap.length; below = place * 2 + 1) {
      if ((heap[below + 1] ?? Number.POSITIVE_INFINITY) < (heap[below] ?? 0)) below += 1;
      const other = heap[below] ?? 0;
      if (other >= last) break;
      heap[place] = other;
      place = below;
    }
    heap[place] = last;
  }
}
