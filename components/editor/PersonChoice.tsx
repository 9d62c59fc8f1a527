import { useId, useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import { nameOf } from '../../lib/core/template/email.ts';
import { t } from '../i18n.ts';
import type { PreviewPerson } from './use-preview-person.ts';

interface PersonChoiceProps {
  label: string;
  choice: Pick<
    PreviewPerson,
    'person' | 'people' | 'search' | 'setSearch' | 'choose' | 'problem' | 'isLoading'
  >;
  /** It has the focus when its dialog opens. */
  first?: boolean;
  /** What is wrong with it; null while nothing is. */
  wrong?: string | null;
}

/** Somebody is searched for by name, address or company, and taken with Enter. */
export function PersonChoice({ label: asked, choice, first, wrong = null }: PersonChoiceProps) {
  const id = useId();
  const { person, people, search, setSearch, choose, problem, isLoading } = choice;
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const take = (next: Person | undefined): void => {
    if (!next) return;
    choose(next);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = steps[event.key];
    if (by !== undefined) {
      setOpen(true);
      setChosen(Math.min(people.length - 1, Math.max(0, open ? chosen + by : 0)));
    } else if (event.key === 'Enter' && open) take(people[chosen]);
    else if (event.key === 'Escape' && open) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const label = person ? named(person) : '';
  return (
    <div class="person-choice">
      <label class="field">
        <span>{asked}</span>
        <input
          class="input"
          role="combobox"
          data-first={first || undefined}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : `${id}-wrong`}
          dir="auto"
          aria-expanded={open}
          aria-controls={id}
          aria-activedescendant={open && people[chosen] ? `${id}-${chosen}` : undefined}
          placeholder={label || t('editor.nobody')}
          value={search}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          onInput={(event) => {
            setSearch(event.currentTarget.value);
            setChosen(0);
            setOpen(true);
          }}
        />
      </label>
      {open && (
        <div id={id} class="people-list" role="listbox" aria-label={asked}>
          {people.map((one, index) => (
            // The keys are those of the field above.
            <div
              key={one.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                take(one);
              }}
            >
              <bdi>{named(one)}</bdi>
            </div>
          ))}
        </div>
      )}
      {wrong !== null && (
        <small id={`${id}-wrong`} class="danger" role="alert">
          {wrong}
        </small>
      )}
      {open && people.length === 0 && (
        <p class="soft small" role="status">
          {problem ? t(`error.${problem.code}`) : t(isLoading ? 'queue.loading' : 'editor.noPerson')}
        </p>
      )}
    </div>
  );
}

function named(person: Person): string {
  return [nameOf(person) || person.email || t('common.noName'), person.companyName]
    .filter(Boolean)
    .join(' · ');
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
