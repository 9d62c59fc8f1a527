import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { type TextKey, t } from './text.ts';

const keys: { keys: string[]; text: TextKey }[] = [
  { keys: ['c'], text: 'help.compose' },
  { keys: ['/'], text: 'help.search' },
  { keys: ['j', 'k'], text: 'help.move' },
  { keys: ['Enter'], text: 'help.open' },
  { keys: ['Esc'], text: 'help.back' },
  { keys: ['e'], text: 'help.archive' },
  { keys: ['Delete'], text: 'help.delete' },
  { keys: ['r'], text: 'help.reply' },
  { keys: ['Ctrl+Enter'], text: 'help.send' },
  { keys: ['z'], text: 'help.undo' },
  { keys: ['?'], text: 'help.keys' },
];

/** The list of keys, over the page until it is closed. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <div class="help-head">
        <h2 id="help-title">{t('help.title')}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={t('dismiss')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <dl>
        {keys.map((row) => (
          <div key={row.text}>
            <dt>
              {row.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(row.text)}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
