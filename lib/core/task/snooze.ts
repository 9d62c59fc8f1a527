import { Temporal } from 'temporal-polyfill';

export type SnoozePreset = 'laterToday' | 'tomorrow' | 'nextMonday' | 'inAWeek';
export interface SnoozeChoice {
  preset: SnoozePreset;
  /** Instant, ISO 8601 in UTC. */
  until: string;
}

const laterHours = 3;
const lastHour = 20;
const morning = Temporal.PlainTime.from('09:00');

/**
 * The times offered for putting a task off, soonest first, each instant once.
 * `laterToday` is three hours on, rounded up to the hour, and is left out when that is after 20:00; the others are
 * 9:00 local time of tomorrow, of the next Monday after today, and of the same weekday next week.
 *
 * @throws {RangeError} if `timeZone` is not known
 */
export function snoozeChoices(now: Date, timeZone: string): SnoozeChoice[] {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const today = local.toPlainDate();
  const at = (days: number): Temporal.ZonedDateTime =>
    today.add({ days }).toZonedDateTime({ timeZone, plainTime: morning });
  const all: [SnoozePreset, Temporal.ZonedDateTime | null][] = [
    ['laterToday', laterToday(local)],
    ['tomorrow', at(1)],
    ['nextMonday', at(8 - local.dayOfWeek)],
    ['inAWeek', at(7)],
  ];
  return withoutRepeats(all);
}

function laterToday(local: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const later = local.add({ hours: laterHours }).round({ smallestUnit: 'hour', roundingMode: 'ceil' });
  const limit = local.withPlainTime({ hour: lastHour });
  return Temporal.ZonedDateTime.compare(later, limit) > 0 ? null : later;
}

function withoutRepeats(all: [SnoozePreset, Temporal.ZonedDateTime | null][]): SnoozeChoice[] {
  const choices: SnoozeChoice[] = [];
  for (const [preset, time] of all) {
    if (!time) continue;
    const until = new Date(time.epochMilliseconds).toISOString();
    if (!choices.some((choice) => choice.until === until)) choices.push({ preset, until });
  }
  return choices.sort((a, b) => a.until.localeCompare(b.until));
}

/**
 * The instant of a local date and time as an `<input type="datetime-local">` gives it, or null when it is not one.
 * A time that a clock change skips is moved on by the length of the gap.
 */
export function localToInstant(local: string, timeZone: string): string | null {
  try {
    const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone);
    return new Date(zoned.epochMilliseconds).toISOString();
  } catch {
    return null;
  }
}

/** The inverse of `localToInstant`, to the minute: `2026-11-23T09:00`. */
export function instantToLocal(at: string, timeZone: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}
