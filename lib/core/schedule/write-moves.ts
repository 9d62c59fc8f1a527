import type { DayOff } from '../../contract/calendar.ts';
import type { Move } from '../../contract/plan.ts';
import { dateOf, isoOf } from './day.ts';
import type { NamedDay, RunFacts } from './run.ts';
import type { Trail, TrailMove } from './trail.ts';

/**
 * The moves of a step as they are told, those by holidays with the days that made them: while days are counted all that
 * were passed since the start, afterwards those on which it would have left.
 */
export function writeMoves(facts: RunFacts, trail: Trail): Move[] {
  return trail.moves().map((move) => {
    const { rule, fromMs, toMs } = move;
    const written = { rule, from: isoOf(fromMs), to: isoOf(toMs) };
    const off = facts.off.find((one) => one.rule === rule);
    if (!off) return written;
    const counted = move.isCounted ? passed(facts, move) : [];
    const met = between(off.named, off.zone.dayOf(fromMs), off.zone.dayOf(toMs));
    return { ...written, daysOff: named([...counted, ...met]) };
  });
}

function passed({ layers, zone, startDay }: RunFacts, { rule, toMs }: TrailMove): NamedDay[] {
  const layer = layers.find((one) => one.rule === rule);
  return layer ? between(layer.off, startDay, zone.dayOf(toMs)) : [];
}

/** Those from one day on to before another. */
function between(off: readonly NamedDay[], from: number, to: number): NamedDay[] {
  return off.filter(({ day }) => day >= from && day < to);
}

function named(days: readonly NamedDay[]): DayOff[] {
  const byDay = new Map(days.map(({ day, name }) => [day, name]));
  return [...byDay].sort(([a], [b]) => a - b).map(([day, name]) => ({ date: dateOf(day), name }));
}
