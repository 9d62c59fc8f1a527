/** Sleeps until somebody wakes it; a call that comes while nobody sleeps is not lost. */
export class Waker {
  #sleepers: (() => void)[] = [];
  #called = false;

  wake(): void {
    this.#called = this.#sleepers.length === 0;
    for (const rise of this.#sleepers.splice(0)) rise();
  }

  /** @param longestMs - then it wakes by itself */
  sleep(longestMs: number): Promise<void> {
    if (this.#called) {
      this.#called = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => rise(), longestMs);
      const rise = () => {
        clearTimeout(timer);
        this.#sleepers = this.#sleepers.filter((one) => one !== rise);
        resolve();
      };
      this.#sleepers.push(rise);
    });
  }
}
