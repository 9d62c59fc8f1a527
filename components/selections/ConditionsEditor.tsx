import { useRef } from 'preact/hooks';
import { type ConditionGroup, conditionLimits, Match } from '../../lib/contract/condition.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { ConditionLine } from './ConditionLine.tsx';
import { type Nameable, newCondition } from './condition-parts.ts';

interface ConditionsEditorProps {
  group: ConditionGroup;
  known: Nameable;
  timeZone: string;
  /** Paths at which something is wrong: `of.0.value`. */
  wrong: readonly string[];
  onChange(group: ConditionGroup): void;
  /** How deep it lies in others, from 1, and its place there; the outermost has none. */
  depth?: number;
  place?: number;
  onRemove?: () => void;
}

/** A group of conditions, of which all, any or none must hold, with the groups that lie in it. */
export function ConditionsEditor(props: ConditionsEditorProps) {
  const { group, known, timeZone, wrong, onChange, depth = 1, place, onRemove } = props;
  const body = useRef<HTMLFieldSetElement>(null);
  const put = (index: number, one: ConditionGroup['of'][number] | null): void =>
    onChange({ ...group, of: group.of.flatMap((old, at) => (at === index ? (one ?? []) : old)) });
  // Whoever adds one or takes one away goes on in it, or in the one that has come to its place.
  const goTo = (place: number): void => {
    requestAnimationFrame(() => {
      const lines = [...(body.current?.querySelectorAll<HTMLElement>(':scope > ul > li') ?? [])];
      (lines[place] ?? lines.at(-1))?.querySelector<HTMLElement>('select')?.focus();
    });
  };
  const add = (one: ConditionGroup['of'][number]): void => {
    onChange({ ...group, of: [...group.of, one] });
    goTo(group.of.length);
  };
  const takeAway = (index: number): void => {
    put(index, null);
    goTo(index);
  };
  const isFull = group.of.length >= conditionLimits.inGroup;
  const fresh = () => newCondition('email', timeZone);
  return (
    <fieldset ref={body} class="conditions stack tight">
      <legend class={place === undefined ? 'legend' : 'heard'}>
        {place === undefined ? t('conditions.title') : t('conditions.group', { place })}
      </legend>
      <div class="row-of">
        <select
          class="input"
          aria-label={t('conditions.matchLabel')}
          value={group.match}
          onChange={(event) =>
            onChange({
              ...group,
              match: Match.options.find((one) => one === event.currentTarget.value) ?? 'all',
            })
          }
        >
          {Match.options.map((match) => (
            <option key={match} value={match}>
              {t(`conditions.match.${match}`)}
            </option>
          ))}
        </select>
        {place !== undefined && onRemove && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('conditions.removeGroup', { place })}
            title={t('conditions.removeGroup', { place })}
            onClick={onRemove}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <ul class="stack tight">
        {group.of.map((one, index) => {
          const inside = wrong.flatMap((path) =>
            path.startsWith(`of.${index}.`) ? path.slice(`of.${index}.`.length) : [],
          );
          const remove = group.of.length > 1 ? () => takeAway(index) : null;
          return (
            // The place is all that tells one condition from another.
            <li key={index}>
              {one.field === 'group' ? (
                <ConditionsEditor
                  group={one}
                  known={known}
                  timeZone={timeZone}
                  wrong={inside}
                  depth={depth + 1}
                  place={index + 1}
                  onChange={(next) => put(index, next)}
                  {...(remove && { onRemove: remove })}
                />
              ) : (
                <ConditionLine
                  condition={one}
                  place={index + 1}
                  known={known}
                  timeZone={timeZone}
                  isWrong={(path) => inside.some((at) => at === path || at.startsWith(`${path}.`))}
                  onChange={(next) => put(index, next)}
                  onRemove={remove}
                />
              )}
            </li>
          );
        })}
      </ul>
      <div class="row-of wrap">
        <button type="button" class="button small" disabled={isFull} onClick={() => add(fresh())}>
          <Icon name="add" />
          {t('conditions.add')}
        </button>
        {depth < conditionLimits.depth && (
          <button
            type="button"
            class="button plain small"
            disabled={isFull}
            onClick={() => add({ field: 'group', match: 'any', of: [fresh()] })}
          >
            {t('conditions.addGroup')}
          </button>
        )}
      </div>
    </fieldset>
  );
}
