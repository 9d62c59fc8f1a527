import type { MailingEvent } from '../db/queries/mailing-events.ts';

export interface EventQueueOptions {
  /** Writes events, about a hundred at once; throws when it cannot now. */
  store(events: readonly MailingEvent[]): Promise<void>;
  onError(error: unknown): void;
}

const AT_ONCE = 100;
/** What waits beyond is not counted: the server is more than its figures. */
const MOST_WAITING = 50_000;
const MOST_TRIES = 5;
const PAUSE_MS = 200;

/**
 * What recipients do, on its way to the database: whoever clicks waits for none of it. Written in the order in which it
 * came; what cannot be written is tried a few times, and told.
 */
export class EventQueue {
  readonly #options: EventQueueOptions;
  #waiting: MailingEvent[] = [];
  #writing: Promise<void> | null = null;

  constructor(options: EventQueueOptions) {
    this.#options = options;
  }

  /** @returns false: too much is waiting, and this one is not counted */
  add(event: MailingEvent): boolean {
    if (this.#waiting.length >= MOST_WAITING) return false;
    this.#waiting.push(event);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    return true;
  }

  /** Waits until all that was added is written, or given up. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    // What comes in the same moment goes in one transaction.
    await pause(0);
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, AT_ONCE);
      await this.#store(some);
    }
  }

  async #store(events: readonly MailingEvent[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.#options.store(events);
        return;
      } catch (error) {
        if (tries < MOST_TRIES) {
          await pause(PAUSE_MS * tries);
          continue;
        }
        this.#options.onError(error);
        return;
      }
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
