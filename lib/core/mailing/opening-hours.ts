const HOUR_MS = 3_600_000;
/** So many hours after its start a mailing's openings are shown hour by hour. */
export const REPORT_HOURS = 48;

/** Beginning of the hour, in UTC, that an instant is in. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}

/** The first hours of a mailing: from the one in which it began, up to and without `to`. */
export function reportSpan(startedAt: Date): { from: Date; to: Date } {
  const from = hourOf(startedAt);
  return { from, to: new Date(from.getTime() + REPORT_HOURS * HOUR_MS) };
}

/** Counts by the hour since `from`, 48 of them; hours that nothing is known of are 0, those outside are left out. */
export function spreadHours(from: Date, known: readonly { hour: Date; opened: number }[]): number[] {
  const counts = Array.from({ length: REPORT_HOURS }, () => 0);
  for (const { hour, opened } of known) {
    const place = (hour.getTime() - from.getTime()) / HOUR_MS;
    if (place in counts) counts[place] = opened;
  }
  return counts;
}

/** The hour in which most have opened, the first of equals; null: nobody has. */
export function peakOf(counts: readonly number[]): number | null {
  const most = Math.max(0, ...counts);
  return most === 0 ? null : counts.indexOf(most);
}
