/** What is on its way to the server, and how it is called off. */
export class Uploads {
  readonly #underWay = new Map<string, AbortController>();

  async run<T>(id: string, send: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    this.#underWay.set(id, stop);
    return await send(stop.signal).finally(() => this.#underWay.delete(id));
  }

  cancel(id: string): void {
    this.#underWay.get(id)?.abort();
  }
}
