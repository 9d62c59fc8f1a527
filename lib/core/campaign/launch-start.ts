import type { LaunchTiming } from '../../contract/schedule.ts';
import { dayIn, dayMs, isoOf, msOf } from '../schedule/day.ts';
import { zoneOf } from '../schedule/zone.ts';

/** When and where a launch is meant to start. */
export interface LaunchMoment {
  /** ISO 8601 with `Z`; now when absent. */
  startAt?: string | undefined;
  /** Of whoever launches. */
  timeZone: string;
  timing?: LaunchTiming | undefined;
}

/**
 * When the run of one person starts. Counted on the recipient's clock, a start at a time is that time where they live,
 * and now where it is over there already; a start now is one moment for all.
 *
 * @param recipientZone - null: unknown, taken to be the sender's
 * @returns ISO 8601 in UTC
 */
export function startOf(launch: LaunchMoment, recipientZone: string | null, now: Date): string {
  const { startAt, timeZone, timing } = launch;
  if (startAt === undefined) return now.toISOString();
  const startMs = msOf(startAt);
  if (timing?.zone !== 'recipient' || recipientZone === null) return isoOf(startMs);
  const wall = zoneOf(timeZone).wallOf(startMs);
  const day = dayIn(wall);
  const thereMs = zoneOf(recipientZone).instantOf(day, wall - day * dayMs);
  return isoOf(Math.max(thereMs, Math.min(startMs, now.getTime())));
}
