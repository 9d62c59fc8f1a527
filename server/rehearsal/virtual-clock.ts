/** A clock that stands still until it is moved on; the only one that a rehearsal goes by. */
export class VirtualClock {
  #ms: number;

  constructor(start: Date) {
    this.#ms = start.getTime();
  }

  readonly now = (): Date => new Date(this.#ms);

  /** @throws {RangeError} for an instant before the present one */
  moveTo(instant: Date): void {
    if (!(instant.getTime() >= this.#ms))
      throw new RangeError(`instant: expected ${this.now().toISOString()} or later, got ${String(instant)}`);
    this.#ms = instant.getTime();
  }
}
