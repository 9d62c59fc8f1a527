import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

const keys = [
  [['j', 'k', '↓', '↑'], 'keys.move'],
  [['Enter'], 'keys.open'],
  [['s'], 'keys.start'],
  [['e'], 'keys.done'],
  [['h'], 'keys.snooze'],
  [['Delete'], 'keys.skip'],
  [['z'], 'keys.undo'],
  [['w'], 'keys.workThrough'],
  [['/'], 'keys.search'],
  [['Esc'], 'keys.back'],
  [['?'], 'keys.help'],
] as const;

/** Which key does what. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={onClose}>
      <div class="row-of">
        <h2 id="keys-title" class="grow">
          {t('keys.title')}
        </h2>
        <button
          type="button"
          class="icon-button"
          aria-label={t('common.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <dl class="keys">
        {keys.map(([names, text]) => (
          <div key={text}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
