import type { DayOff } from '../../contract/calendar.ts';
import type { Move } from '../../contract/plan.ts';
import { dateOf, msOf } from './day.ts';
import type { NamedDay, RunFacts } from './run.ts';
import type { Trail } from './trail.ts';

/**
 * The moves of a step, those by holidays with the days that made them: while days are counted all that were passed since
 * the start, afterwards those on which it would have left.
 */
export function nameDaysOff(facts: RunFacts, trail: Trail): Move[] {
  if (facts.off.length === 0) return trail.moves;
  return trail.moves.map((move, index) => {
    const off = facts.off.find(({ rule }) => rule === move.rule);
    if (!off) return move;
    const counted = index < trail.countedMoves ? passed(facts, move) : [];
    const first = off.zone.dayOf(msOf(move.from));
    const met = between(off.named, first, off.zone.dayOf(msOf(move.to)));
    return { ...move, daysOff: written([...counted, ...met]) };
  });
}

function passed({ layers, zone, startDay }: RunFacts, { rule, to }: Move): NamedDay[] {
  const layer = layers.find((one) => one.rule === rule);
  return layer ? between(layer.off, startDay, zone.dayOf(msOf(to))) : [];
}

/** Those from one day on to before another. */
function between(off: readonly NamedDay[], from: number, to: number): NamedDay[] {
  return off.filter(({ day }) => day >= from && day < to);
}

function written(days: readonly NamedDay[]): DayOff[] {
  const byDay = new Map(days.map(({ day, name }) => [day, name]));
  return [...byDay].sort(([a], [b]) => a - b).map(([day, name]) => ({ date: dateOf(day), name }));
}
