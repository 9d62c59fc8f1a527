import { useId, useRef } from 'preact/hooks';
import { t } from '../i18n.ts';
import { FieldPicker } from './FieldPicker.tsx';
import type { FieldChoice } from './fields.ts';

interface TextLineProps {
  /** Under which it is found when something in it is wrong. */
  name: 'subject' | 'preheader';
  label: string;
  value: string;
  maxLength: number;
  optional?: boolean;
  wrong: string | null;
  choices: readonly FieldChoice[];
  onInput(value: string): void;
}

/** One line of a mail with its field picker, which inserts at the cursor. */
export function TextLine({
  name,
  label,
  value,
  maxLength,
  optional,
  wrong,
  choices,
  onInput,
}: TextLineProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const insert = (source: string): void => {
    const at = input.current?.selectionStart ?? value.length;
    const end = input.current?.selectionEnd ?? at;
    onInput((value.slice(0, at) + source + value.slice(end)).slice(0, maxLength));
    // Behind what was put in, once it is drawn.
    setTimeout(() => {
      input.current?.focus();
      input.current?.setSelectionRange(at + source.length, at + source.length);
    });
  };
  return (
    <div class="field">
      <div class="row-of">
        <label class="legend grow" for={id}>
          {label} {optional && <small>({t('common.optional')})</small>}
        </label>
        <span class="soft small">{t('editor.letters', { count: value.length })}</span>
        <FieldPicker choices={choices} into={label} onInsert={insert} />
      </div>
      <input
        ref={input}
        id={id}
        class="input"
        data-part={name}
        dir="auto"
        maxLength={maxLength}
        value={value}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {wrong !== null && (
        <small id={`${id}-wrong`} class="danger" role="alert">
          {wrong}
        </small>
      )}
    </div>
  );
}
