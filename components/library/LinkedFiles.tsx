import { fileSize } from '../file-size.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import type { Tracking } from './use-tracking.ts';

interface TrackedProps {
  name: string;
  on: boolean;
  busy: boolean;
  onChange(): void;
}

/** Whether a file is linked to, which is seen, or goes along with the mail. */
export function Tracked({ name, on, busy, onChange }: TrackedProps) {
  return (
    <label class="row-of small">
      <input
        type="checkbox"
        checked={on}
        disabled={busy}
        aria-label={t('content.trackedOf', { name })}
        onChange={onChange}
      />
      {t('content.tracked')}
    </label>
  );
}

/** The files that the text of a template links to. */
export function LinkedFiles({ tracking, isChangeable }: { tracking: Tracking; isChangeable: boolean }) {
  const { linked, busy, attach } = tracking;
  if (linked.length === 0) return null;
  return (
    <>
      <h3>{t('content.linked')}</h3>
      <ul class="file-list">
        {linked.map((item) => (
          <li key={item.id} class="row-of">
            <Icon name="tracked" />
            <bdi class="cut" title={item.name}>
              {item.name}
            </bdi>
            <span class="soft small">{fileSize(item.bytes)}</span>
            {isChangeable && <Tracked name={item.name} on busy={busy} onChange={() => void attach(item)} />}
          </li>
        ))}
      </ul>
    </>
  );
}
