/** At most `count` in a stretch of `everyMs`, and at once. */
export interface Throttle {
  count: number;
  everyMs: number;
}

/** What may go at an instant: a bucket that fills steadily up to `count`. */
export interface Bucket {
  tokens: number;
  at: Date;
}

/** The bucket as it is now; without one it is full. A clock that goes back takes nothing away. */
export function filled(bucket: Bucket | null, throttle: Throttle, now: Date): Bucket {
  if (bucket === null) return { tokens: throttle.count, at: now };
  const passedMs = Math.max(0, now.getTime() - bucket.at.getTime());
  const tokens = Math.min(throttle.count, bucket.tokens + (passedMs * throttle.count) / throttle.everyMs);
  return { tokens, at: passedMs > 0 ? now : bucket.at };
}

/** How many whole messages the bucket lets go. */
export function allowed(bucket: Bucket): number {
  return Math.max(0, Math.floor(bucket.tokens));
}

/** @throws {RangeError} when more is taken than it lets go */
export function taken(bucket: Bucket, count: number): Bucket {
  if (count > allowed(bucket)) throw new RangeError(`taken: ${count} of ${allowed(bucket)}`);
  return { tokens: bucket.tokens - count, at: bucket.at };
}
