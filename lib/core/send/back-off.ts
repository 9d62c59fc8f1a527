import { fraction } from '../chance/fraction.ts';

/** How long to wait between tries. */
export interface BackOff {
  /** After the first refusal. */
  firstMs: number;
  longestMs: number;
  /** Counted from the first try. */
  giveUpAfterMs: number;
}

/** For messages: five minutes at first, four hours at most, two days in all. */
export const messageBackOff: BackOff = {
  firstMs: 5 * 60_000,
  longestMs: 4 * 60 * 60_000,
  giveUpAfterMs: 48 * 60 * 60_000,
};
/** For a recipient domain or a channel that asks to be left alone for a while; never given up. */
export const pauseBackOff: BackOff = {
  firstMs: 15_000,
  longestMs: 30 * 60_000,
  giveUpAfterMs: Number.POSITIVE_INFINITY,
};

/**
 * Time to wait after so many refusals in a row: doubled each time, and spread by a quarter either way, so that what
 * was refused together does not come back together.
 *
 * @param refusals - 1 or more
 * @param seed - the same seed gives the same delay
 * @returns milliseconds, from ¾ of `firstMs` to 1¼ of `longestMs`
 * @throws {RangeError} if `refusals` is not a whole number of 1 or more
 */
export function delayMs(policy: BackOff, refusals: number, seed: string): number {
  if (!Number.isInteger(refusals) || refusals < 1) {
    throw new RangeError(`refusals: expected a whole number of 1 or more, got ${refusals}`);
  }
  const plain = Math.min(policy.firstMs * 2 ** Math.min(refusals - 1, 40), policy.longestMs);
  return Math.round(plain * (0.75 + 0.5 * fraction(`${seed} ${refusals}`)));
}

/**
 * When a deferred message is tried again.
 *
 * @returns the instant, or null: it has been tried for long enough
 */
export function retryAt(
  policy: BackOff,
  send: { id: string; attempt: number; firstTriedAt: Date },
  now: Date,
): Date | null {
  const next = now.getTime() + delayMs(policy, send.attempt, send.id);
  return next - send.firstTriedAt.getTime() > policy.giveUpAfterMs ? null : new Date(next);
}

/** What has been learned of a domain or channel from its refusals. */
export interface Pause {
  /** Refusals, less half of them at each acceptance. */
  strikes: number;
  until: Date | null;
}

export const noPause: Pause = { strikes: 0, until: null };

/**
 * After a refusal. Those that come in while the pause lasts belong to the same wave and count once.
 *
 * @param notBefore - the moment that the other side has named; the pause lasts until then at least
 */
export function pausedLonger(
  pause: Pause,
  policy: BackOff,
  seed: string,
  now: Date,
  notBefore: Date | null = null,
): Pause {
  if (pause.until !== null && pause.until > now) {
    return notBefore !== null && notBefore > pause.until ? { ...pause, until: notBefore } : pause;
  }
  const strikes = pause.strikes + 1;
  const until = new Date(now.getTime() + delayMs(policy, strikes, seed));
  return { strikes, until: notBefore !== null && notBefore > until ? notBefore : until };
}

/** After an acceptance. */
export function pausedLess(pause: Pause): Pause {
  return { strikes: Math.floor(pause.strikes / 2), until: pause.until };
}
