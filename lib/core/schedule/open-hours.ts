import type { Rule } from '../../contract/plan.ts';
import { dayIn, dayMs, weekdayOf } from './day.ts';
import type { OpenHours, RunFacts } from './run.ts';
import type { Trail } from './trail.ts';
import type { Zone } from './zone.ts';

/** How many days are looked at before a window counts as never open: more than a year of days off. */
const mostDays = 800;

/**
 * Moves a mail to the first moment from where it is at which it may leave: inside the window, in no hold, at no weekend
 * on the clock that the window goes by (if they are skipped), and on nobody's holiday where that person is.
 *
 * @param clockMs - the clock time at which it tries on the days after
 * @throws {RangeError} if there is no such moment within 800 days
 */
export function moveIntoOpenHours(
  trail: Trail,
  facts: RunFacts,
  hours: OpenHours | null,
  clockMs: number,
): void {
  for (let days = 0; days < mostDays; days += 1) {
    if (hours) trail.move('window', nextOpen(trail.atMs, facts, hours));
    const closed = closedBy(trail.atMs, facts, hours);
    if (closed) {
      const next = facts.days.from(facts.zone.dayOf(trail.atMs) + 1);
      trail.move(closed, facts.zone.instantOf(next, clockMs));
    } else if (!moveOutOfHold(trail, facts, clockMs)) return;
  }
  throw new RangeError(`window: expected a moment to send at within ${mostDays} days of the planned one`);
}

/**
 * Moves what falls into a hold or an absence to the day that counts on which that ends, or the next, and not before its
 * end.
 *
 * @param facts - `aways` are only those that this step waits for
 * @returns false if it falls into none
 */
export function moveOutOfHold(trail: Trail, facts: RunFacts, clockMs: number): boolean {
  const meets = ({ fromMs, untilMs }: { fromMs: number; untilMs: number }) =>
    trail.atMs >= fromMs && trail.atMs < untilMs;
  const hold = facts.holds.find(meets);
  const away = hold ? undefined : facts.aways.find(meets);
  const endMs = hold?.untilMs ?? away?.placeMs;
  if (endMs === undefined) return false;
  const day = facts.days.from(facts.zone.dayOf(endMs));
  trail.move(hold ? 'held' : 'away', Math.max(endMs, facts.zone.instantOf(day, clockMs)));
  return true;
}

function closedBy(ms: number, facts: RunFacts, hours: OpenHours | null): Rule | null {
  const zone = hours ? zoneOfHours(facts, hours) : facts.zone;
  if (facts.skipWeekends && weekdayOf(zone.dayOf(ms)) > 5) return 'weekends';
  for (const { rule, days, zone: there } of facts.off) if (days.has(there.dayOf(ms))) return rule;
  return null;
}

function zoneOfHours(facts: RunFacts, { zone }: OpenHours): Zone {
  return zone === 'recipient' ? facts.recipientZone : facts.senderZone;
}

/** The first moment inside the window, `ms` itself if it is. */
function nextOpen(ms: number, facts: RunFacts, hours: OpenHours): number {
  const zone = zoneOfHours(facts, hours);
  let at = ms;
  for (let days = 0; days < mostDays; days += 1) {
    const wall = zone.wallOf(at);
    const day = dayIn(wall);
    const clockMs = wall - day * dayMs;
    if (hours.weekdays.has(weekdayOf(day)) && clockMs < hours.toMs) {
      if (clockMs >= hours.fromMs) return at;
      at = zone.instantOf(day, hours.fromMs);
      // In the gap of a clock change the opening time becomes a later one, perhaps after the end.
      if (zone.wallOf(at) - day * dayMs < hours.toMs) return at;
    }
    at = zone.instantOf(day + 1, 0);
  }
  return at;
}
