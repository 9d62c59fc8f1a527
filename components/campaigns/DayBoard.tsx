import { useEffect, useRef, useState } from 'preact/hooks';
import type { Day, Step } from '../../lib/contract/campaign.ts';
import { lastDay, type Place, stepBeside } from '../../lib/core/campaign/edit.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import type { Clock } from '../time.ts';
import type { Example } from './example.ts';
import { pathOf } from './form.ts';
import { StepCard } from './StepCard.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

const types = ['email', 'call', 'inmail', 'custom'] as const satisfies readonly Step['type'][];

interface DayBoardProps {
  editing: CampaignEditing;
  /** Whoever may not only looks. */
  mayChange: boolean;
  example: Example;
  clock: Clock;
}

/** Days as columns with their steps as cards, which are moved by dragging or by Alt and the arrows. */
export function DayBoard({ editing, mayChange, example, clock }: DayBoardProps) {
  const { form, move } = editing;
  const [dragged, setDragged] = useState('');
  const [held, setHeld] = useState<{ id: string } | null>(null);
  // The card is another element in another column: the handle gets the keyboard back.
  useEffect(() => {
    if (held) document.querySelector<HTMLElement>(`[data-handle="${CSS.escape(held.id)}"]`)?.focus();
  }, [held]);
  const shift = (stepId: string, by: -1 | 1): void => {
    const place = stepBeside(form.days, stepId, by);
    if (!place) return;
    move(stepId, place);
    setHeld({ id: stepId });
  };
  const drop = (place: Place): void => {
    if (dragged) move(dragged, withoutItself(form.days, dragged, place));
    setDragged('');
  };
  const last = form.days.at(-1)?.number ?? 0;
  return (
    <section class="day-board" aria-label={t('campaigns.days')}>
      {form.days.map((day) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dragging; Alt and the arrows do the same on each handle
        <div
          key={day.number}
          class="day"
          onDragOver={(event) => dragged && event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            drop({ dayNumber: day.number, index: day.steps.length });
          }}
        >
          <DayHead day={day} mayChange={mayChange} onNumber={(to) => editing.renumber(day.number, to)} />
          <ol class="day-steps">
            {day.steps.map((step, index) => (
              <StepCard
                key={step.id}
                step={step}
                isChosen={step.id === editing.chosen}
                isDragged={step.id === dragged}
                mayChange={mayChange}
                isWrong={isWrong(editing, step.id)}
                planned={example.steps.get(step.id) ?? null}
                warnings={example.warnings.get(step.id) ?? []}
                clock={clock}
                act={{
                  onChoose: () => editing.choose(step.id),
                  onShift: (by) => shift(step.id, by),
                  onDrag: () => setDragged(step.id),
                  onDragEnd: () => setDragged(''),
                  onDropBefore: () => drop({ dayNumber: day.number, index }),
                  onDuplicate: () => editing.duplicate(step.id),
                  onRemove: () => editing.remove(step.id),
                }}
              />
            ))}
          </ol>
          {mayChange && (
            <AddStep
              label={t('campaigns.addStepTo', { day: day.number })}
              onAdd={(type) => editing.add(type, { dayNumber: day.number, index: day.steps.length })}
            />
          )}
        </div>
      ))}
      {mayChange && <NewDay last={last} editing={editing} />}
    </section>
  );
}

/** The place is where one sees it; the step leaves its own first. */
function withoutItself(days: readonly Day[], stepId: string, { dayNumber, index }: Place): Place {
  const own =
    days.find(({ number }) => number === dayNumber)?.steps.findIndex(({ id }) => id === stepId) ?? -1;
  return { dayNumber, index: own >= 0 && own < index ? index - 1 : index };
}

function isWrong({ wrong, form }: CampaignEditing, stepId: string): boolean {
  const path = pathOf(form.days, stepId);
  return [...wrong.keys()].some((one) => one.startsWith(`${path}.`));
}

interface DayHeadProps {
  day: Day;
  mayChange: boolean;
  onNumber(to: number): boolean;
}

/** The day's number, which is its position and can be typed. */
function DayHead({ day, mayChange, onNumber }: DayHeadProps) {
  const [wrong, setWrong] = useState(false);
  return (
    <div class="day-head">
      <label class="row-of">
        <span>{t('campaigns.day')}</span>
        <input
          class="input number"
          type="number"
          min={1}
          max={lastDay}
          disabled={!mayChange}
          value={day.number}
          title={t('campaigns.dayHint')}
          aria-invalid={wrong}
          onChange={(event) => {
            const isTaken = onNumber(event.currentTarget.valueAsNumber);
            setWrong(!isTaken);
            if (!isTaken) event.currentTarget.value = String(day.number);
          }}
        />
      </label>
      {wrong && (
        <small class="danger" role="alert">
          {t('campaigns.dayTaken', { last: lastDay })}
        </small>
      )}
    </div>
  );
}

/** A further day; not before the first one holds a step. */
function NewDay({ last, editing }: { last: number; editing: CampaignEditing }) {
  const [isOpen, setOpen] = useState(false);
  const next = Math.min(last + 1, lastDay);
  if (last === 0)
    return (
      <div class="day">
        <div class="day-head">{t('campaigns.dayNumber', { day: 1 })}</div>
        <AddStep
          label={t('campaigns.addStepTo', { day: 1 })}
          onAdd={(type) => editing.add(type, { dayNumber: 1, index: 0 })}
        />
        <button type="button" class="button" disabled title={t('campaigns.addDayFirst')}>
          <Icon name="add" />
          {t('campaigns.addDay')}
        </button>
      </div>
    );
  if (last === lastDay) return null;
  return (
    <div class="day new">
      {isOpen ? (
        <>
          <div class="day-head">{t('campaigns.dayNumber', { day: next })}</div>
          <AddStep
            label={t('campaigns.addStepTo', { day: next })}
            isOpen
            onAdd={(type) => {
              setOpen(false);
              editing.add(type, { dayNumber: next, index: 0 });
            }}
          />
        </>
      ) : (
        <button type="button" class="button" onClick={() => setOpen(true)}>
          <Icon name="add" />
          {t('campaigns.addDay')}
        </button>
      )}
    </div>
  );
}

interface AddStepProps {
  label: string;
  isOpen?: boolean;
  onAdd(type: Step['type']): void;
}

/** The kinds of steps to add. */
function AddStep({ label, isOpen = false, onAdd }: AddStepProps) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) first.current?.focus();
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons is no fieldset
    <div class="add-step" role="group" aria-label={label}>
      {types.map((type, index) => (
        <button
          key={type}
          ref={index === 0 ? first : null}
          type="button"
          class="button small"
          title={t(`campaigns.add.${type}`)}
          onClick={() => onAdd(type)}
        >
          <Icon name="add" />
          {t(`type.${type}`)}
        </button>
      ))}
    </div>
  );
}
