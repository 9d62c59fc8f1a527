const DAY_MS = 86_400_000;

/** How long a device keeps what is over. */
export interface Horizon {
  /** Tasks closed before this are no longer told. */
  closedSince: Date;
  /** Activities before this are no longer told. */
  activitiesSince: Date;
}

/** How long the answer to an action is known. What is pushed again later is judged by the task as it stands then. */
const ANSWERS_KEPT_DAYS = 90;

/** Answers given before this are forgotten. */
export function answersKeptSince(now: Date): Date {
  return new Date(now.getTime() - ANSWERS_KEPT_DAYS * DAY_MS);
}

/** Tasks closed in the last 14 days and activities of the last 90 days are what a device holds. */
export function horizonAt(now: Date): Horizon {
  return {
    closedSince: new Date(now.getTime() - 14 * DAY_MS),
    activitiesSince: new Date(now.getTime() - 90 * DAY_MS),
  };
}
