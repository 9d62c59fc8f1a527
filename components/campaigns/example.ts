import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Move } from '../../lib/contract/plan.ts';
import { clockMsOf, dateOf, dayOf, isoOf } from '../../lib/core/schedule/day.ts';
import { type OrderWarning, orderWarnings } from '../../lib/core/schedule/order-warnings.ts';
import type { PlannedStep } from '../../lib/core/schedule/plan.ts';
import { planRun } from '../../lib/core/schedule/plan-run.ts';
import { zoneOf } from '../../lib/core/schedule/zone.ts';
import { t } from '../i18n.ts';
import { type Clock, dayAndTime } from '../time.ts';

/** When the steps of somebody launched at a moment would come. */
export interface Example {
  steps: ReadonlyMap<string, PlannedStep>;
  warnings: ReadonlyMap<string, OrderWarning[]>;
}

const none: Example = { steps: new Map(), warnings: new Map() };

/** Tomorrow at nine on the person's clock, as `YYYY-MM-DDTHH:MM`. */
export function tomorrowAtNine({ now, timeZone }: Clock): string {
  return `${dateOf(zoneOf(timeZone).dayOf(now.getTime()) + 1)}T09:00`;
}

/**
 * The example of a launch.
 *
 * @param start - clock time in the person's zone, `YYYY-MM-DDTHH:MM`
 * @returns nothing where the start or the settings are not complete yet
 */
export function exampleOf(
  campaign: Pick<Campaign, 'days' | 'settings'>,
  start: string,
  timeZone: string,
): Example {
  const [date = '', clock = ''] = start.split('T');
  if (campaign.days.some(({ steps }) => steps.some(({ dueTime }) => !/^\d\d:\d\d$/.test(dueTime))))
    return none;
  try {
    const startAt = isoOf(zoneOf(timeZone).instantOf(dayOf(date), clockMsOf(clock)));
    const run = { startAt, timeZone };
    const steps = new Map(planRun(campaign, run).steps.map((planned) => [planned.step.id, planned]));
    const warnings = new Map<string, OrderWarning[]>();
    for (const warning of orderWarnings(campaign, run))
      warnings.set(warning.stepId, [...(warnings.get(warning.stepId) ?? []), warning]);
    return { steps, warnings };
  } catch (error) {
    // Half a date, or a window through which no mail could leave.
    if (error instanceof RangeError) return none;
    throw error;
  }
}

/** Why a step comes when it does, rule by rule. */
export function whyOf({ countedAt, moves }: PlannedStep, clock: Clock): string {
  const counted = t('campaigns.countedAt', { time: dayAndTime(countedAt, clock) });
  return [counted, ...moves.map((move) => sayMove(move, clock))].join('\n');
}

function sayMove({ rule, to }: Move, clock: Clock): string {
  return t('campaigns.movedTo', { rule: t(`campaigns.rule.${rule}`), time: dayAndTime(to, clock) });
}
