const DAY_MS = 86_400_000;

/** How long a device keeps what is over. */
export interface Horizon {
  /** Tasks closed before this are no longer told. */
  closedSince: Date;
  /** Activities before this are no longer told. */
  activitiesSince: Date;
}

/** Tasks closed in the last 14 days and activities of the last 90 days are what a device holds. */
export function horizonAt(now: Date): Horizon {
  return {
    closedSince: new Date(now.getTime() - 14 * DAY_MS),
    activitiesSince: new Date(now.getTime() - 90 * DAY_MS),
  };
}
