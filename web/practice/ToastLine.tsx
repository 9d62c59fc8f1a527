import { useEffect } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { t } from './text.ts';

export interface Toast {
  text: string;
  undo?: () => void;
}

const STAY_MS = 10_000;

/** One line about what has just happened, with ten seconds to take it back. */
export function ToastLine({ toast, onEnd }: { toast: Toast; onEnd: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onEnd, STAY_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div class="toast" role="status">
      <span>{toast.text}</span>
      {toast.undo && (
        <button type="button" class="small" onClick={toast.undo}>
          {t('undo')}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={t('dismiss')} onClick={onEnd}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
