import type { RefObject } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Step } from '../../lib/contract/campaign.ts';
import type { PlanLine } from '../../lib/contract/plan.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useVirtual } from '../tasks/use-virtual.ts';
import { type Clock, dateAndTime, fullTime, theirTime } from '../time.ts';
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
  clock: Clock;
}

/** When which step comes for whom, and why then; and how much that makes on each day. */
export function PlanView({ plans, steps, clock }: PlanViewProps) {
  const columns = useMemo(() => columnsOf(plans, steps), [plans, steps]);
  const lines = useMemo(() => plans.flatMap((plan) => plan.lines), [plans]);
  const scroller = useRef<HTMLElement>(null);
  const { seen, beforePx, afterPx, measureLine } = useSeen(scroller, plans);
  if (lines.length === 0) return <p class="soft">{t('plan.nothing')}</p>;
  return (
    <div class="plan">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must do so by keyboard, too */}
      <section ref={scroller} class="plan-scroll" aria-label={t('plan.table')} tabIndex={0}>
        <table
          class="plan-table"
          aria-rowcount={plans.length + 1}
          // Else the columns would move with the rows that are in sight.
          style={{ minInlineSize: `${(columns.length + 1) * columnPx}px` }}
        >
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
            <Room px={beforePx} />
            {seen.map(({ plan, index }) => (
              <Row
                key={plan.personId}
                plan={plan}
                index={index}
                columns={columns}
                clock={clock}
                measure={measureLine}
              />
            ))}
            <Room px={afterPx} />
          </tbody>
        </table>
      </section>
      <PlanCalendar lines={lines} timeZone={clock.timeZone} />
    </div>
  );
}

/** Up to so many people all are in the page; of more, only those in sight. */
const drawnWhole = 60;
const columnPx = 170;
const rowPx = 56;

/** Those of the plans whose rows are to be drawn, and the room that the others take above and below. */
function useSeen(scroller: RefObject<HTMLElement | null>, plans: readonly PersonPlan[]) {
  const { items, totalPx, measureLine } = useVirtual({
    scroller,
    count: plans.length,
    sizeAt: () => rowPx,
    keyAt: (index) => plans[index]?.personId ?? '',
    keep: -1,
  });
  if (plans.length <= drawnWhole)
    return {
      seen: plans.map((plan, index) => ({ plan, index })),
      beforePx: 0,
      afterPx: 0,
      measureLine: null,
    };
  return {
    seen: items.flatMap(({ index }) => {
      const plan = plans[index];
      return plan ? [{ plan, index }] : [];
    }),
    beforePx: items[0]?.start ?? 0,
    afterPx: totalPx - (items.at(-1)?.end ?? 0),
    measureLine,
  };
}

/** The place of rows that are not in the page. */
function Room({ px }: { px: number }) {
  if (px <= 0) return null;
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus
  return <tr aria-hidden="true" style={{ blockSize: `${px}px` }} />;
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
  /** Among all plans. */
  index: number;
  columns: readonly Column[];
  clock: Clock;
  /** Takes the row's height; null: it need not be known. */
  measure: ((row: HTMLElement | null) => void) | null;
}

function Row({ plan, index, columns, clock, measure }: RowProps) {
  const lines = new Map(plan.lines.map((line) => [line.stepId, line]));
  const titleOf = (id: string): string => columns.find((step) => step.id === id)?.title ?? '';
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      <th scope="row">
        <bdi>{plan.name}</bdi>
      </th>
      {columns.map(({ id }) => {
        const line = lines.get(id);
        if (!line) return <td key={id}>–</td>;
        const at = line.closedAt ?? line.at;
        const theirs = theirTime(at, plan.timeZone, clock.timeZone);
        return (
          <td key={id} title={wayOf(line, clock)}>
            <time dateTime={at} title={fullTime(at, clock.timeZone)}>
              {dateAndTime(at, clock)}
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
