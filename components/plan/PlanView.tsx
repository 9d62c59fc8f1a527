import { useMemo } from 'preact/hooks';
import type { Step } from '../../lib/contract/campaign.ts';
import type { PlanLine } from '../../lib/contract/plan.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { dateAndTime, fullTime, theirTime } from '../time.ts';
import { PlanCalendar } from './PlanCalendar.tsx';
import { reasonsOf, wayOf } from './say.ts';

/** When one person's steps come. */
export interface PersonPlan {
  personId: string;
  name: string;
  /** In which the run is counted. */
  timeZone: string;
  lines: readonly PlanLine[];
}

type PlannedStep = Pick<Step, 'id' | 'type' | 'title'>;

interface PlanViewProps {
  plans: readonly PersonPlan[];
  /** Of the campaign, in order; what a run has beside them, of an older version, stands behind them. */
  steps: readonly PlannedStep[];
  /** Of whoever looks. */
  timeZone: string;
}

/** When which step comes for whom, and why then; and how much that makes on each day. */
export function PlanView({ plans, steps, timeZone }: PlanViewProps) {
  const columns = useMemo(() => columnsOf(plans, steps), [plans, steps]);
  const lines = useMemo(() => plans.flatMap((plan) => plan.lines), [plans]);
  if (lines.length === 0) return <p class="soft">{t('plan.nothing')}</p>;
  return (
    <div class="plan">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must do so by keyboard, too */}
      <section class="plan-scroll" aria-label={t('plan.table')} tabIndex={0}>
        <table class="plan-table">
          <thead>
            <tr>
              <th scope="col">{t('plan.person')}</th>
              {columns.map((step) => (
                <th key={step.id} scope="col">
                  <span class="row-of">
                    <Icon name={step.type} />
                    <bdi class="cut">{step.title}</bdi>
                  </span>
                  <span class="soft small">{t('campaigns.dayNumber', { day: step.dayNumber })}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plans.map((plan) => (
              <Row key={plan.personId} plan={plan} columns={columns} timeZone={timeZone} />
            ))}
          </tbody>
        </table>
      </section>
      <PlanCalendar lines={lines} timeZone={timeZone} />
    </div>
  );
}

type Column = PlannedStep & { dayNumber: number };

/** Steps that somebody has a line for. */
function columnsOf(plans: readonly PersonPlan[], steps: readonly PlannedStep[]): Column[] {
  const dayOf = new Map(plans.flatMap(({ lines }) => lines.map((line) => [line.stepId, line] as const)));
  const known = new Set(steps.map(({ id }) => id));
  const gone = [...dayOf.values()].filter(({ stepId }) => !known.has(stepId));
  const all = [
    ...steps,
    ...gone.map(({ stepId, kind }) => ({
      id: stepId,
      type: kind === 'send' ? ('email' as const) : ('custom' as const),
      title: t('plan.goneStep'),
    })),
  ];
  return all.flatMap((step) => {
    const line = dayOf.get(step.id);
    return line ? [{ ...step, dayNumber: line.dayNumber }] : [];
  });
}

interface RowProps {
  plan: PersonPlan;
  columns: readonly Column[];
  timeZone: string;
}

function Row({ plan, columns, timeZone }: RowProps) {
  const lines = new Map(plan.lines.map((line) => [line.stepId, line]));
  const titleOf = (id: string): string => columns.find((step) => step.id === id)?.title ?? '';
  return (
    <tr>
      <th scope="row">
        <bdi>{plan.name}</bdi>
      </th>
      {columns.map(({ id }) => {
        const line = lines.get(id);
        if (!line) return <td key={id}>–</td>;
        const at = line.closedAt ?? line.at;
        const theirs = theirTime(at, plan.timeZone, timeZone);
        return (
          <td key={id} title={wayOf(line, timeZone)}>
            <time dateTime={at} title={fullTime(at, timeZone)}>
              {dateAndTime(at, timeZone)}
            </time>
            {theirs && <p class="soft small">{t('plan.there', theirs)}</p>}
            {reasonsOf(line, titleOf).map((reason) => (
              <p key={reason} class="soft small">
                {reason}
              </p>
            ))}
          </td>
        );
      })}
    </tr>
  );
}
