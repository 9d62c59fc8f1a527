import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

/** How long complete, skip and snooze can be taken back. */
export const undoMs = 10_000;

interface UndoBarProps {
  /** Changes with each action, which starts the ten seconds anew. */
  id: string;
  text: string;
  /** Null for what is only told. */
  onUndo: (() => void) | null;
  onExpire(): void;
}

/** What was just done, for ten seconds, with the way back. */
export function UndoBar({ id, text, onUndo, onExpire }: UndoBarProps) {
  const expire = useRef(onExpire);
  expire.current = onExpire;
  useEffect(() => {
    const timer = setTimeout(() => expire.current(), undoMs);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <section class="undo" aria-label={t('undo.action')}>
      <span class="grow cut" title={text}>
        {text}
      </span>
      {onUndo && (
        <button type="button" class="button small" onClick={onUndo}>
          <Icon name="undo" />
          {t('undo.action')}{' '}
          <span class="key" aria-hidden="true">
            z
          </span>
        </button>
      )}
      <span key={id} class="undo-time" style={{ animationDuration: `${undoMs}ms` }} />
    </section>
  );
}
