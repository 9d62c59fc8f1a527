import type { Campaign } from '../../contract/campaign.ts';
import { Planner } from './plan-run.ts';
import type { RunToPlan } from './run.ts';

/** Something about the order of mails that its author may not expect, with an example. */
export type OrderWarning =
  /** "Same time as the previous email" on the first day: it goes out when the campaign starts. */
  | { kind: 'atStart'; stepId: string; at: string }
  /** It leaves before a step that stands in front of it. */
  | { kind: 'reversed'; stepId: string; at: string; before: { stepId: string; at: string } };

/**
 * Where a campaign's documented cases surprise (with strict order there are none).
 *
 * @param example - the run whose instants are shown, say of somebody launched tomorrow at 09:00
 */
export function orderWarnings(
  campaign: Pick<Campaign, 'days' | 'settings'>,
  example: RunToPlan,
): OrderWarning[] {
  if (campaign.settings.strictOrder) return [];
  const { steps } = new Planner(campaign).plan(example);
  const warnings: OrderWarning[] = [];
  for (const [index, { step, dayNumber, at }] of steps.entries()) {
    if (step.send === 'same_time_as_previous' && dayNumber === steps[0]?.dayNumber)
      warnings.push({ kind: 'atStart', stepId: step.id, at });
    const overtaken = steps.slice(0, index).findLast((earlier) => earlier.at > at);
    if (!overtaken) continue;
    const before = { stepId: overtaken.step.id, at: overtaken.at };
    warnings.push({ kind: 'reversed', stepId: step.id, at, before });
  }
  return warnings;
}
