import { type BackOff, noPause, type Pause, pausedLess, pausedLonger } from '../../lib/core/send/back-off.ts';
import type { Outcome } from '../../lib/core/send/outcome.ts';
import type { Database } from '../db/open.ts';
import { lockPause, savePause } from '../db/queries/send-throttles.ts';
import type { DomainKey } from '../db/queries/sends-claim.ts';
import { withTransaction } from '../db/transaction.ts';

/**
 * Who is left alone for a while: the channel (known to this process), and recipient domains (known to all, so that
 * what one process has learned spares the others).
 */
export class Pauses {
  readonly #policy: BackOff;
  readonly #channelName: string;
  readonly #domains = new Map<string, Pause>();
  readonly #changed = new Map<string, { key: DomainKey; refused: boolean; accepted: number }>();
  #channel: Pause = noPause;

  constructor(policy: BackOff, channelName: string) {
    this.#policy = policy;
    this.#channelName = channelName;
  }

  /** Until when the channel is left alone, or null. */
  channelUntil(now: Date): Date | null {
    const { until } = this.#channel;
    return until !== null && until > now ? until : null;
  }

  isPaused(key: DomainKey, now: Date): boolean {
    const until = this.#domains.get(nameOf(key))?.until ?? null;
    return this.channelUntil(now) !== null || (until !== null && until > now);
  }

  /** @returns whether the channel works again, after it did not */
  learn(key: DomainKey, { move, slows }: Outcome, now: Date): boolean {
    if (slows === 'channel') {
      this.#channel = pausedLonger(this.#channel, this.#policy, this.#channelName, now);
      return false;
    }
    const name = nameOf(key);
    const known = this.#domains.get(name);
    if (slows === 'domain') {
      this.#domains.set(name, pausedLonger(known ?? noPause, this.#policy, key.domain, now));
      this.#note(key, { refused: true, accepted: 0 });
    }
    if (move !== 'accept') return false;
    if (known) this.#note(key, { refused: false, accepted: 1 });
    const recovered = this.#channel.strikes > 0;
    this.#channel = noPause;
    return recovered;
  }

  /** Shares what was learned of domains, and learns what others know of them. */
  async share(db: Database, now: Date): Promise<void> {
    const notes = [...this.#changed.values()];
    this.#changed.clear();
    for (const { key, refused, accepted } of notes) {
      const pause = await withTransaction(db, async (tx) => {
        let known = (await lockPause(tx, key)) ?? noPause;
        for (let count = 0; count < accepted && known.strikes > 0; count += 1) known = pausedLess(known);
        if (refused) known = pausedLonger(known, this.#policy, key.domain, now);
        await savePause(tx, key, known);
        return known;
      });
      if (pause.strikes === 0) this.#domains.delete(nameOf(key));
      else this.#domains.set(nameOf(key), pause);
    }
  }

  #note(key: DomainKey, what: { refused: boolean; accepted: number }): void {
    const noted = this.#changed.get(nameOf(key));
    this.#changed.set(nameOf(key), {
      key: { workspaceId: key.workspaceId, domain: key.domain },
      refused: what.refused || (noted?.refused ?? false),
      accepted: what.accepted + (noted?.accepted ?? 0),
    });
  }
}

function nameOf({ workspaceId, domain }: DomainKey): string {
  return `${workspaceId} ${domain}`;
}
