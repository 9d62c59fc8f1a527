import { useState } from 'preact/hooks';
import { instantToLocal, localToInstant, snoozeChoices } from '../../lib/core/task/snooze.ts';
import { Modal } from '../feedback/Modal.tsx';
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
  return (
    <Modal name="snooze" title={t('snooze.title')} onClose={onClose}>
      <p class="soft cut">
        <bdi>{title}</bdi>
      </p>
      <ul class="snooze-list">
        {snoozeChoices(clock.now, clock.timeZone).map(({ preset, until }, index) => (
          <li key={preset}>
            <button
              type="button"
              class="menu-item"
              data-first={index === 0 || undefined}
              onClick={() => onSnooze(until)}
            >
              {t(`snooze.${preset}`)}
              <span class="end">{dayAndTime(until, clock)}</span>
            </button>
          </li>
        ))}
      </ul>
      <SnoozePicker clock={clock} onSnooze={onSnooze} />
    </Modal>
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
