import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n.ts';

/** A place to go to; a new object goes there again. */
export interface Jump {
  offset: number;
}

interface SourceTextProps {
  label: string;
  value: string;
  maxLength: number;
  wrong: string | null;
  jump: Jump | null;
  /** Takes hold of how something is put in at the cursor. */
  onReady?(insert: (source: string) => void): void;
  onInput(value: string): void;
}

/** A text as it is written, with the numbers of its lines. */
export function SourceText({ label, value, maxLength, wrong, jump, onReady, onInput }: SourceTextProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const now = useRef({ value, onInput });
  now.current = { value, onInput };
  useEffect(() => {
    onReady?.((source) => insertAt(area.current, now.current, source));
  }, []);
  useEffect(() => {
    if (jump && area.current) goTo(area.current, value, jump.offset);
  }, [jump]);
  const count = value.split('\n').length;
  return (
    <div class="source-text">
      <div ref={numbers} class="source-lines" aria-hidden="true">
        {Array.from({ length: count }, (_, index) => index + 1).join('\n')}
      </div>
      <textarea
        ref={area}
        class="input source"
        dir="ltr"
        wrap="off"
        spellcheck={false}
        aria-label={label}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : 'source-wrong'}
        maxLength={maxLength}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onScroll={(event) => {
          if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
      {wrong !== null && (
        <small id="source-wrong" class="danger" role="alert">
          {t('editor.wrong', { reason: wrong })}
        </small>
      )}
    </div>
  );
}

function insertAt(
  area: HTMLTextAreaElement | null,
  { value, onInput }: Pick<SourceTextProps, 'value' | 'onInput'>,
  source: string,
): void {
  const at = area?.selectionStart ?? value.length;
  onInput(value.slice(0, at) + source + value.slice(area?.selectionEnd ?? at));
  setTimeout(() => {
    area?.focus();
    area?.setSelectionRange(at + source.length, at + source.length);
  });
}

/** Marks what stands there, up to the end of its tag or line, and brings it into sight. */
function goTo(area: HTMLTextAreaElement, value: string, offset: number): void {
  const rest =
    /^(?:<[^>\n]*>|\{\{[^}\n]*\}\}|\[\[[^\]\n]*\]\]|[\p{L}_][\p{L}\p{N}_.]*|[^\n]{0,40})/u.exec(
      value.slice(offset),
    )?.[0] ?? '';
  area.focus();
  area.setSelectionRange(offset, offset + rest.length);
  const line = value.slice(0, offset).split('\n').length - 1;
  area.scrollTop = Math.max(0, line * lineHeightPx - area.clientHeight / 3);
}
/** As in `components/editor.css`. */
const lineHeightPx = 20;
