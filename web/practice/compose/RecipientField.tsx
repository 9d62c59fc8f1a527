import { useRef, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { type Chip, parseChip, splitRecipients, withoutDoubles } from '../recipients.ts';
import { t } from '../text.ts';

export type RecipientKind = 'to' | 'cc' | 'bcc';

interface RecipientFieldProps {
  kind: RecipientKind;
  id: string;
  chips: readonly Chip[];
  onChange: (chips: Chip[]) => void;
}

/** A row of addresses. Comma, semicolon, Enter, Tab and leaving the field turn what was typed into a chip. */
export function RecipientField({ kind, id, chips, onChange }: RecipientFieldProps) {
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);

  const take = (text: string, everything: boolean) => {
    const { complete, rest } = splitRecipients(text, everything);
    setTyped(rest);
    // The field's own value, too: a rest that equals the state before would not be drawn again.
    if (input.current) input.current.value = rest;
    if (complete.length === 0) return;
    const added = complete.map((one) => parseChip(one, crypto.randomUUID()));
    onChange(withoutDoubles([...chips, ...added]));
  };
  const remove = (key: string) => {
    onChange(chips.filter((chip) => chip.key !== key));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = chips.at(-1);
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      take(typed, true);
    } else if (event.key === 'Backspace' && typed === '' && last) {
      event.preventDefault();
      onChange(chips.slice(0, -1));
      if (last.email === null) setTyped(last.text);
    }
  };

  return (
    <div class="field" data-practice-field={kind}>
      <label for={id}>{t(kind)}</label>
      <div class="chips">
        {chips.map((chip) => (
          <span
            key={chip.key}
            class={chip.email ? 'chip' : 'chip chip-wrong'}
            title={chip.email ? chip.text : t('notAnAddress', { text: chip.text })}
            data-practice-recipient={chip.email ?? ''}
          >
            <span class="chip-text">{chip.name ?? chip.email ?? chip.text}</span>
            <button
              type="button"
              aria-label={t('remove', { who: chip.text })}
              onClick={() => remove(chip.key)}
            >
              <Icon name="close" size={16} />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          type="text"
          inputMode="email"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={typed}
          data-practice-input={kind}
          onInput={(event) => take(event.currentTarget.value, false)}
          onPaste={(event) => {
            const text = event.clipboardData?.getData('text/plain') ?? '';
            if (!/[,;\n@]/.test(text)) return;
            event.preventDefault();
            take(`${typed}${text}`, true);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => take(typed, true)}
        />
      </div>
    </div>
  );
}
