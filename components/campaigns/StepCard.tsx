import type { Step } from '../../lib/contract/campaign.ts';
import type { OrderWarning } from '../../lib/core/schedule/order-warnings.ts';
import type { PlannedStep } from '../../lib/core/schedule/plan.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTime, dayAndTimeWithin } from '../time.ts';
import { whyOf } from './example.ts';

interface StepCardProps {
  step: Step;
  isChosen: boolean;
  isDragged: boolean;
  mayChange: boolean;
  /** Something in it was refused. */
  isWrong: boolean;
  /** When it would come in the example. */
  planned: PlannedStep | null;
  warnings: readonly OrderWarning[];
  clock: Clock;
  act: {
    onChoose(): void;
    onShift(by: -1 | 1): void;
    onDrag(): void;
    onDragEnd(): void;
    onDropBefore(): void;
    onDuplicate(): void;
    onRemove(): void;
  };
}

/** One step among the others of its day. */
export function StepCard(props: StepCardProps) {
  const { step, isChosen, isDragged, mayChange, isWrong, planned, warnings, clock, act } = props;
  const { title, type } = step;
  return (
    <li
      class={`step-card${isChosen ? ' chosen' : ''}${isDragged ? ' dragged' : ''}${isWrong ? ' wrong' : ''}`}
      draggable={mayChange}
      onDragStart={(event) => {
        event.dataTransfer?.setData('text/plain', title);
        act.onDrag();
      }}
      onDragEnd={act.onDragEnd}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        act.onDropBefore();
      }}
    >
      <div class="row-of">
        {mayChange && (
          <button
            type="button"
            class="icon-button handle"
            data-handle={step.id}
            title={t('campaigns.moveHint')}
            aria-label={t('campaigns.moveStep', { title })}
            onKeyDown={(event) => {
              const by = event.altKey ? shifts[event.key] : undefined;
              if (by === undefined) return;
              event.preventDefault();
              act.onShift(by);
            }}
          >
            <Icon name="grip" />
          </button>
        )}
        <button type="button" class="step-name grow" aria-current={isChosen} onClick={act.onChoose}>
          <Icon name={type} />
          <bdi class="cut">{title || t('campaigns.untitled')}</bdi>
          {isWrong && <Icon name="problem" />}
        </button>
      </div>
      <p class="soft small" title={planned ? whyOf(planned, clock) : undefined}>
        {type === 'email' && `${t(`campaigns.send.${step.send ?? 'manual_task'}`)} · `}
        {planned ? dayAndTime(planned.at, clock) : t('campaigns.noDate')}
      </p>
      {warnings.map((warning) => (
        <p key={warning.kind} class="mark-line warn">
          <Icon name="problem" />
          {sayWarning(warning, clock)}
        </p>
      ))}
      {mayChange && (
        <div class="row-of">
          <button type="button" class="button plain small" onClick={act.onDuplicate}>
            {t('library.duplicate')}
            <span class="heard">{title}</span>
          </button>
          <button type="button" class="button plain small" onClick={act.onRemove}>
            {t('campaigns.remove')}
            <span class="heard">{title}</span>
          </button>
        </div>
      )}
    </li>
  );
}

const shifts: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

function sayWarning(warning: OrderWarning, clock: Clock): string {
  if (warning.kind === 'atStart') return t('campaigns.warnAtStart');
  return t('campaigns.warnReversed', {
    time: dayAndTimeWithin(warning.at, clock),
    before: dayAndTimeWithin(warning.before.at, clock),
  });
}
