import type { Db } from '../db/open.ts';
import { writeOutcomes } from '../db/queries/sends-outcome.ts';
import { listUnsureSince, type UnsureSend } from '../db/queries/sends-unsure.ts';
import type { Log } from '../log.ts';
import type { Channel } from './channels/channel.ts';
import type { Channels } from './channels/channels.ts';

/** Later than that a person has seen it on the list. */
const LOOKED_FOR_MS = 24 * 60 * 60_000;
const AT_ONCE = 20;

/**
 * Looks for unsure sends in the mailboxes that they went out from. Found is sent; not found proves nothing, because a
 * search may lag behind: it is looked for again, each time after half as long again, and never sent again by itself.
 */
export class Evidence {
  readonly #lookedAt = new Map<string, Date>();
  readonly #log: Pick<Log, 'info'>;
  #isStopped = false;

  constructor(log: Pick<Log, 'info'>) {
    this.#log = log;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** @returns how many are known to have left now */
  async settle(db: Db, channels: Channels, now: Date): Promise<number> {
    const unsure = await listUnsureSince(db, new Date(now.getTime() - LOOKED_FOR_MS), AT_ONCE * 10);
    this.#forgetAllBut(unsure);
    const due = unsure.filter((send) => this.#isDue(send, now)).slice(0, AT_ONCE);
    if (due.length === 0) return 0;
    const channelOf = await channels.of(due);
    let found = 0;
    for (const send of due) {
      if (this.#isStopped) break;
      const channel = channelOf(send);
      if (!channel?.find || channel.name !== send.channel) continue;
      this.#lookedAt.set(send.id, now);
      if (await this.#look(db, send, channel, now)) found += 1;
    }
    return found;
  }

  #isDue({ id, since }: UnsureSend, now: Date): boolean {
    const looked = this.#lookedAt.get(id);
    if (!looked) return true;
    return now.getTime() - looked.getTime() >= (looked.getTime() - since.getTime()) / 2;
  }

  async #look(db: Db, send: UnsureSend, channel: Channel, now: Date): Promise<boolean> {
    try {
      const sentAs = await channel.find?.(send.messageId);
      if (!sentAs) return false;
      const text = 'found among the mails sent';
      const row = { ...send, code: null, text, cause: null, nextTryAt: null, sentAs };
      return (await writeOutcomes(db, 'accept', [row], now)) > 0;
    } catch (err) {
      // Asked again later; what cannot be looked up stays on the list of people.
      this.#log.info({ err, sendId: send.id }, 'an unsure send could not be looked for');
      return false;
    }
  }

  #forgetAllBut(sends: readonly UnsureSend[]): void {
    const ids = new Set(sends.map(({ id }) => id));
    for (const id of this.#lookedAt.keys()) if (!ids.has(id)) this.#lookedAt.delete(id);
  }
}
