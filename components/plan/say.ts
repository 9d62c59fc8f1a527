import type { Move, PlanLine } from '../../lib/contract/plan.ts';
import { t } from '../i18n.ts';
import { type Clock, dateAndTime } from '../time.ts';

/** What one rule has done, with the names of the days off by which it did. */
export function sayMove({ rule, daysOff = [] }: Pick<Move, 'rule' | 'daysOff'>): string {
  const names = [...new Set(daysOff.map(({ name }) => name))];
  const said = t(`campaigns.rule.${rule}`);
  return names.length > 0 ? `${said}: ${names.join(', ')}` : said;
}

/**
 * Why a step comes when it does: the rules that moved it, and what must happen first.
 *
 * @param titleOf - of the step that it waits for
 */
export function reasonsOf(line: PlanLine, titleOf: (stepId: string) => string): string[] {
  const { moves, waitsFor, heldAt, closedAt } = line;
  if (closedAt !== null) return [t('plan.done')];
  return [
    ...(waitsFor === null ? [] : [t('plan.waitsFor', { title: titleOf(waitsFor) })]),
    ...moves.map(sayMove),
    ...(heldAt ? [t('plan.held')] : []),
  ];
}

/** Each instant on the way, from the first candidate to the planned one, a line each. */
export function wayOf({ countedAt, moves }: PlanLine, clock: Clock): string {
  return [
    t('campaigns.countedAt', { time: dateAndTime(countedAt, clock) }),
    ...moves.map((move) =>
      t('campaigns.movedTo', { rule: sayMove(move), time: dateAndTime(move.to, clock) }),
    ),
  ].join('\n');
}
