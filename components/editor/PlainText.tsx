import { htmlToText } from '../../lib/core/template/plain-text.ts';
import { t } from '../i18n.ts';
import type { WrittenText } from './form.ts';
import { type Jump, SourceText } from './SourceText.tsx';

interface PlainTextProps {
  text: WrittenText;
  jump: Jump | null;
  wrong: string | null;
  onChange(change: Pick<WrittenText, 'text'>): void;
}

/** The part for programs that show no HTML: made of the text, until somebody writes it. */
export function PlainText({ text, jump, wrong, onChange }: PlainTextProps) {
  const { html, text: written } = text;
  const made = htmlToText(html);
  return (
    <div class="stack">
      <div class="row-of wrap">
        <p class="soft grow">{t(written === null ? 'editor.textMade' : 'editor.textWritten')}</p>
        {written === null ? (
          <button type="button" class="button small" onClick={() => onChange({ text: made })}>
            {t('editor.writeText')}
          </button>
        ) : (
          <button type="button" class="button small" onClick={() => onChange({ text: null })}>
            {t('editor.makeText')}
          </button>
        )}
      </div>
      {written === null ? (
        <pre class="made-text" dir="auto">
          {made}
        </pre>
      ) : (
        <SourceText
          label={t('library.part.text')}
          value={written}
          maxLength={200_000}
          wrong={wrong}
          jump={jump}
          onInput={(next) => onChange({ text: next })}
        />
      )}
    </div>
  );
}
