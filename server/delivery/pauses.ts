import { type BackOff, noPause, type Pause, pausedLess, pausedLonger } from '../../lib/core/send/back-off.ts';
import type { Outcome } from '../../lib/core/send/outcome.ts';
import type { Database } from '../db/open.ts';
import { lockPause, savePause } from '../db/queries/send-throttles.ts';
import type { DomainKey } from '../db/queries/sends-claim.ts';
import { withTransaction } from '../db/transaction.ts';

/**
 * Who is left alone for a while: channels (known to this process), and recipient domains (known to all, so that
 * what one process has learned spares the others).
 */
export class Pauses {
  readonly #policy: BackOff;
  readonly #channels = new Map<string, Pause>();
  readonly #domains = new Map<string, Pause>();
  readonly #changed = new Map<string, { key: DomainKey; refused: boolean; accepted: number }>();

  constructor(policy: BackOff) {
    this.#policy = policy;
  }

  isChannelPaused(channelKey: string, now: Date): boolean {
    const until = this.#channels.get(channelKey)?.until ?? null;
    return until !== null && until > now;
  }

  /** How long the shortest pause of a channel still lasts, and `mostMs` at most. */
  soonestMs(now: Date, mostMs: number): number {
    const left = [...this.#channels.values()].flatMap(({ until }) =>
      until !== null && until > now ? [until.getTime() - now.getTime()] : [],
    );
    return Math.min(mostMs, ...left);
  }

  isPaused(channelKey: string, key: DomainKey, now: Date): boolean {
    const until = this.#domains.get(nameOf(key))?.until ?? null;
    return this.isChannelPaused(channelKey, now) || (until !== null && until > now);
  }

  /** @returns whether the channel works again, after it did not */
  learn(channelKey: string, key: DomainKey, { move, slows, notBefore }: Outcome, now: Date): boolean {
    const channel = this.#channels.get(channelKey) ?? noPause;
    if (slows === 'channel') {
      const paused = pausedLonger(channel, this.#policy, channelKey, now, notBefore ?? null);
      this.#channels.set(channelKey, paused);
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
    this.#channels.delete(channelKey);
    return channel.strikes > 0;
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
