import { useEffect } from 'preact/hooks';
import { go } from '../route.ts';
import { t, tn } from '../text.ts';
import type { Sending } from './use-send.ts';

const STAY_MS = 6000;

interface SendBarProps {
  title: string;
  sending: Sending;
  onDone: () => void;
}

/** What a window shrinks to after Send: the countdown with Undo, then what the server said. */
export function SendBar({ title, sending, onDone }: SendBarProps) {
  const { status } = sending;
  const sent = status.name === 'sent';
  useEffect(() => {
    if (!sent) return;
    const timer = setTimeout(onDone, STAY_MS);
    return () => clearTimeout(timer);
  }, [sent]);
  if (status.name === 'writing' || status.name === 'failed') return null;
  return (
    <div class={`send-bar send-bar-${status.name}`}>
      <div class="send-bar-text">
        <strong class="send-bar-title">{title}</strong>
        <span role="status">
          {status.name === 'held' && tn('held', sending.secondsLeft)}
          {status.name === 'sending' && t('sending')}
          {sent && t('sentOk')}
        </span>
      </div>
      {status.name === 'held' && (
        <>
          <button type="button" class="small" data-practice-action="undo" onClick={sending.undo}>
            {t('undo')}
          </button>
          <button type="button" class="small quiet" data-practice-action="send-now" onClick={sending.sendNow}>
            {t('sendNow')}
          </button>
        </>
      )}
      {sent && (
        <button
          type="button"
          class="small quiet"
          onClick={() => go({ view: 'sink', id: status.receipt.arrivalId, search: '' })}
        >
          {t('sentLook')}
        </button>
      )}
    </div>
  );
}
