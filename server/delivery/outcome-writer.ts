import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../db/open.ts';
import type { SendKey } from '../db/queries/sends-claim.ts';
import { returnSends, writeOutcomes } from '../db/queries/sends-outcome.ts';
import type { DotJournal, JournalAnswer } from './journal.ts';
import { outcomeRowOf } from './recover.ts';

type Ended = SendKey & { answer: JournalAnswer };

/** Written when so many wait, or after so long: a commit costs as much for one as for hundreds. The end of a batch does not wait. */
const MOST_WAITING = 500;
const LONGEST_WAIT_MS = 250;
const RETRY_MS = 1000;

/** Tells the database in batches what the journal knows already. */
export class OutcomeWriter {
  readonly #db: Database;
  readonly #journal: DotJournal;
  readonly #now: () => Date;
  readonly #onError: (error: unknown) => void;
  #ended: Ended[] = [];
  #unbegun: SendKey[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #givingUp = false;

  constructor(
    db: Database,
    options: { journal: DotJournal; now: () => Date; onError: (error: unknown) => void },
  ) {
    this.#db = db;
    this.#journal = options.journal;
    this.#now = options.now;
    this.#onError = options.onError;
  }

  /** The journal has it. */
  ended(key: SendKey, answer: JournalAnswer): void {
    this.#ended.push({ ...key, answer });
    this.#soon();
  }

  /** Its last bytes have not left and will not. */
  unbegun(key: SendKey): void {
    this.#unbegun.push(key);
    this.#soon();
  }

  /** Resolves when everything so far is written. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const ended = this.#ended.splice(0);
    const unbegun = this.#unbegun.splice(0);
    if (ended.length + unbegun.length > 0) {
      this.#writing = this.#writing.then(() => this.#write(ended, unbegun));
    }
    return this.#writing;
  }

  /** Writes what is left; what the database does not take then, the next start finds in the journal. */
  async close(): Promise<void> {
    this.#givingUp = true;
    await this.flush();
  }

  #soon(): void {
    if (this.#ended.length + this.#unbegun.length >= MOST_WAITING) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), LONGEST_WAIT_MS);
  }

  /** Never rejects. */
  async #write(ended: readonly Ended[], unbegun: readonly SendKey[]): Promise<void> {
    for (;;) {
      try {
        const now = this.#now();
        for (const move of new Set(ended.map(({ answer }) => answer.move))) {
          const rows = ended.filter(({ answer }) => answer.move === move);
          await writeOutcomes(this.#db.kysely, move, rows.map(outcomeRowOf), now);
        }
        if (unbegun.length > 0) await returnSends(this.#db.kysely, 'notBegun', unbegun, now);
        this.#journal.forget(ended);
        return;
      } catch (error) {
        this.#onError(error);
        if (this.#givingUp) return;
        await delay(RETRY_MS);
      }
    }
  }
}
