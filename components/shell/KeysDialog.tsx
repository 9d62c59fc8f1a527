import { Modal } from '../feedback/Modal.tsx';
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
  [['n'], 'keys.newTask'],
  [['t'], 'keys.templates'],
  [['/'], 'keys.search'],
  [['1', '2', '3'], 'keys.tabs'],
  [['Esc'], 'keys.back'],
  [['?'], 'keys.help'],
] as const;

/** Which key does what. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Modal name="keys" title={t('keys.title')} onClose={onClose}>
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
    </Modal>
  );
}
