import { t } from '../i18n.ts';
import type { Mode } from './use-jumps.ts';

const modes: readonly Mode[] = ['rich', 'source', 'text'];

/** The ways to look at the text; the arrows go from one to the other. */
export function ModeTabs({ mode, onMode }: { mode: Mode; onMode(mode: Mode): void }) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = modes[(modes.indexOf(mode) + by + modes.length) % modes.length] ?? mode;
    onMode(next);
    document.getElementById(`mode-${next}`)?.focus();
  };
  return (
    <div class="mode-tabs" role="tablist" aria-label={t('editor.modes')} onKeyDown={onKeyDown}>
      {modes.map((each) => (
        <button
          key={each}
          id={`mode-${each}`}
          type="button"
          role="tab"
          class="button small"
          aria-selected={each === mode}
          aria-controls="editor-text"
          tabIndex={each === mode ? 0 : -1}
          onClick={() => onMode(each)}
        >
          {t(`editor.mode.${each}`)}
        </button>
      ))}
    </div>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
