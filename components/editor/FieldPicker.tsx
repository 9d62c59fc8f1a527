import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type FieldChoice, linkOf, promptOf, searchFields, withDefault } from './fields.ts';

interface FieldPickerProps {
  choices: readonly FieldChoice[];
  /** What it fills, e.g. Subject. */
  into: string;
  /** Prompts stand in the text and the subject, and not everywhere. */
  prompts?: boolean;
  onInsert(source: string): void;
}

/** A button that opens the list of fields, found by typing and taken with Enter. */
export function FieldPicker(props: FieldPickerProps) {
  const [open, setOpen] = useState<'left' | 'right' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(null);
    button.current?.focus();
  };
  return (
    <span class="field-picker">
      <button
        ref={button}
        type="button"
        class="button small"
        aria-haspopup="dialog"
        aria-expanded={open !== null}
        aria-label={t('editor.fieldInto', { part: props.into })}
        onClick={() => setOpen(open ? null : roomierSide(button.current))}
      >
        <Icon name="braces" />
        {t('editor.insertField')}
      </button>
      {open && (
        <Choices
          {...props}
          side={open}
          onClose={close}
          onInsert={(source) => {
            setOpen(null);
            props.onInsert(source);
          }}
        />
      )}
    </span>
  );
}

/** Where the list has room beside a button. */
function roomierSide(button: HTMLElement | null): 'left' | 'right' {
  const { left = 0, right = 0 } = button?.getBoundingClientRect() ?? {};
  return left < innerWidth - right ? 'right' : 'left';
}

interface ChoicesProps extends FieldPickerProps {
  /** To which side of the button the list reaches. */
  side: 'left' | 'right';
  onClose(): void;
}

function Choices({ choices, into, prompts = true, side, onInsert, onClose }: ChoicesProps) {
  const id = useId();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState(0);
  const [fallback, setFallback] = useState('');
  const found = searchFields(choices, search);
  const take = (choice: FieldChoice | undefined): void => {
    if (choice) onInsert(choice.group === 'block' ? choice.source : withDefault(choice.source, fallback));
    else if (prompts && search.trim() !== '') onInsert(promptOf(search));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = steps[event.key];
    if (by !== undefined) setChosen(Math.min(found.length - 1, Math.max(0, chosen + by)));
    else if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') take(found[chosen]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class={`field-choices stack to-${side}`}
      role="dialog"
      aria-label={t('editor.fieldInto', { part: into })}
      onKeyDown={onKeyDown}
    >
      <input
        class="input"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[chosen] ? `${id}-${chosen}` : undefined}
        aria-label={t('editor.searchFields')}
        placeholder={t('editor.searchFields')}
        value={search}
        ref={(input) => {
          if (input && !input.dataset.met) {
            input.dataset.met = 'yes';
            input.focus();
          }
        }}
        onInput={(event) => {
          setSearch(event.currentTarget.value);
          setChosen(0);
        }}
      />
      <div id={id} role="listbox" aria-label={t('editor.fields')}>
        {found.map((choice, index) => (
          <Choice
            key={choice.source}
            id={`${id}-${index}`}
            choice={choice}
            isChosen={index === chosen}
            onTake={() => take(choice)}
          />
        ))}
      </div>
      {found.length === 0 && <p class="soft small">{t('editor.noField')}</p>}
      {prompts && search.trim() !== '' && (
        <button type="button" class="button small" onClick={() => onInsert(promptOf(search))}>
          {t('editor.insertPrompt', { text: search.trim() })}
        </button>
      )}
      <label class="field">
        <span>{t('editor.fallback')}</span>
        <input
          class="input"
          dir="auto"
          maxLength={200}
          value={fallback}
          onInput={(event) => setFallback(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}

interface ChoiceProps {
  id: string;
  choice: FieldChoice;
  isChosen: boolean;
  onTake(): void;
}

function Choice({ id, choice, isChosen, onTake }: ChoiceProps) {
  const { label, source, value } = choice;
  return (
    // The keys are those of the search field that names this list's choice.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      ref={(line) => {
        if (isChosen) line?.scrollIntoView?.({ block: 'nearest' });
      }}
      onMouseDown={(event) => {
        event.preventDefault();
        onTake();
      }}
    >
      <span>
        <bdi>{label}</bdi>
      </span>
      {/* Merge fields have no other name than what is written. */}
      {choice.group !== 'merge' && <code dir="ltr">{linkOf(source)?.href ?? source}</code>}
      {value !== null && (
        <span class="soft cut">
          <bdi>{value}</bdi>
        </span>
      )}
    </div>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
