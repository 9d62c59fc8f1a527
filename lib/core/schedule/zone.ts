import { Temporal } from 'temporal-polyfill';
import { dayIn, dayMs } from './day.ts';

/** A stretch of time in which a zone keeps its distance from UTC, all in milliseconds; `until` is not part of it. */
interface Span {
  from: number;
  until: number;
  offsetMs: number;
}

/** What a clock change made of a clock time: there was none such that day, or there were two. */
export type ClockChange = 'gap' | 'overlap';

/**
 * A time zone whose clock changes are looked up once each. Wall-clock values are milliseconds, too: those that a clock
 * in UTC would show.
 */
export class Zone {
  readonly name: string;
  #spans: Span[] = [];
  #last: Span = { from: Number.NaN, until: Number.NaN, offsetMs: 0 };

  /** @throws {RangeError} if there is no zone of this name */
  constructor(name: string) {
    // Throws here rather than at the first question.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    this.name = name;
  }

  /** What the clock on the wall shows at an instant. */
  wallOf(ms: number): number {
    return ms + this.#spanAt(ms).offsetMs;
  }

  /** The local day of an instant. */
  dayOf(ms: number): number {
    return dayIn(this.wallOf(ms));
  }

  /** Milliseconds since midnight that the clock on the wall shows at an instant. */
  clockMsAt(ms: number): number {
    const wall = this.wallOf(ms);
    return wall - dayIn(wall) * dayMs;
  }

  /**
   * The instant at which the clock on the wall shows `clockMs` on a local day. In the gap of a clock change the offset
   * before it counts (02:30 becomes 03:30), in the overlap the first of the two (Temporal's `compatible`, RFC 5545
   * §3.3.5).
   */
  instantOf(day: number, clockMs: number): number {
    const wall = day * dayMs + clockMs;
    const before = this.#spanAt(wall - dayMs);
    // No clock change within a day: nothing to decide. Nearly always so.
    if (wall + dayMs < before.until) return wall - before.offsetMs;
    const early = wall - before.offsetMs;
    const after = this.#spanAt(wall + dayMs);
    const late = wall - after.offsetMs;
    const isLate = this.#spanAt(late).offsetMs === after.offsetMs;
    return this.#spanAt(early).offsetMs === before.offsetMs || !isLate ? early : late;
  }

  /** Whether the clock showed this on that day never, or twice. */
  changeAt(day: number, clockMs: number): ClockChange | null {
    const wall = day * dayMs + clockMs;
    const before = this.#spanAt(wall - dayMs).offsetMs;
    const after = this.#spanAt(wall + dayMs).offsetMs;
    if (before === after) return null;
    const isEarly = this.#spanAt(wall - before).offsetMs === before;
    const isLate = this.#spanAt(wall - after).offsetMs === after;
    if (isEarly === isLate) return isEarly ? 'overlap' : 'gap';
    return null;
  }

  #spanAt(ms: number): Span {
    const last = this.#last;
    if (ms >= last.from && ms < last.until) return last;
    const known = this.#spans.find((span) => ms >= span.from && ms < span.until);
    this.#last = known ?? this.#read(ms);
    return this.#last;
  }

  #read(ms: number): Span {
    const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(this.name);
    // A change at this very instant begins the span; "previous" alone would look before it.
    const from = at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
    const until = at.getTimeZoneTransition('next');
    const span = {
      from: from?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
      until: until?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offsetMs: at.offsetNanoseconds / 1e6,
    };
    this.#spans.push(span);
    return span;
  }
}

const zones = new Map<string, Zone>();

/**
 * @param name - IANA name
 * @throws {RangeError} if there is no zone of this name
 */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    zone = new Zone(name);
    zones.set(name, zone);
  }
  return zone;
}
