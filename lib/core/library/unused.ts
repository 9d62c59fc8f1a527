const UNUSED_AFTER_DAYS = 90;

/** Of a template's life, what decides whether it lies idle. */
interface Life {
  createdAt: string;
  /** By anybody. */
  lastUsedAt: string | null;
}

/** What was neither written nor used since this moment is unused. */
export function unusedSince(now: Date): Date {
  return new Date(now.getTime() - UNUSED_AFTER_DAYS * 86_400_000);
}

/** Nobody has used it for 90 days; one that is younger has had no time to be used. */
export function isUnused({ createdAt, lastUsedAt }: Life, now: Date): boolean {
  return Date.parse(lastUsedAt ?? createdAt) < unusedSince(now).getTime();
}
