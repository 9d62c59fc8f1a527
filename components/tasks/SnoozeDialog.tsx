import { useEffect, useRef, useState } from 'preact/hooks';
import { instantToLocal, localToInstant, snoozeChoices } from '../../lib/core/task/snooze.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTime } from '../time.ts';

interface SnoozeDialogProps {
  /** Who or what is put off. */
  title: string;
  clock: Clock;
  onSnooze(until: string): void;
  onClose(): void;
}

/** When the task shall come back: four usual times, or any. */
export function SnoozeDialog({ title, clock, onSnooze, onClose }: SnoozeDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // `autofocus` does nothing in a frame of another site, which the sidebar is in a mail page.
    first.current?.focus();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="snooze-title" onClose={onClose}>
      <div class="row-of">
        <h2 id="snooze-title" class="grow">
          {t('snooze.title')}
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
      <p class="soft cut">
        <bdi>{title}</bdi>
      </p>
      <ul class="snooze-list">
        {snoozeChoices(clock.now, clock.timeZone).map(({ preset, until }, index) => (
          <li key={preset}>
            <button
              type="button"
              class="menu-item"
              ref={index === 0 ? first : null}
              onClick={() => onSnooze(until)}
            >
              {t(`snooze.${preset}`)}
              <span class="end">{dayAndTime(until, clock)}</span>
            </button>
          </li>
        ))}
      </ul>
      <SnoozePicker clock={clock} onSnooze={onSnooze} />
    </dialog>
  );
}

function SnoozePicker({ clock, onSnooze }: { clock: Clock; onSnooze(until: string): void }) {
  const [local, setLocal] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    const until = localToInstant(local, clock.timeZone);
    if (until && Date.parse(until) > clock.now.getTime()) onSnooze(until);
    else setWrong(true);
  };
  return (
    <form class="snooze-picker" onSubmit={submit} noValidate>
      <label class="field">
        <span>{t('snooze.pick')}</span>
        <input
          class="input"
          type="datetime-local"
          value={local}
          min={instantToLocal(clock.now.toISOString(), clock.timeZone)}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'snooze-wrong' : undefined}
          onInput={(event) => {
            setLocal(event.currentTarget.value);
            setWrong(false);
          }}
        />
      </label>
      <button type="submit" class="button">
        {t('snooze.pickAction')}
      </button>
      {wrong && (
        <p id="snooze-wrong" class="danger" role="alert">
          {t('snooze.inPast')}
        </p>
      )}
    </form>
  );
}
