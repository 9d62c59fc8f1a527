import type { Step } from '../../lib/contract/campaign.ts';
import { isPast, type StartWish } from '../../lib/core/campaign/start-wish.ts';
import { t } from '../i18n.ts';
import { Choices, TextField } from '../person/Form.tsx';
import { type Clock, placeOf } from '../time.ts';

interface WhenStepProps {
  /** The campaign's first step. */
  first: Step;
  wish: StartWish;
  clock: Clock;
  /** What is still to be said. */
  asks: 'time' | 'past' | null;
  onChange(wish: StartWish): void;
}

/** Start now, or at a time; one that is over is asked about. */
export function WhenStep({ first, wish, clock, asks, onChange }: WhenStepProps) {
  const { start, local, past } = wish;
  const isEmail = first.type === 'email';
  return (
    <div class="stack launch-when">
      <Choices
        label={t('launch.whenLabel')}
        options={[
          { value: 'now', label: t(isEmail ? 'launch.nowMail' : 'launch.now') },
          { value: 'at', label: t(isEmail ? 'launch.atMail' : 'launch.at') },
        ]}
        value={start}
        onChange={(next) => onChange({ ...wish, start: next })}
      />
      {start === 'at' && (
        <TextField
          label={t('launch.time', { place: placeOf(clock.timeZone) })}
          type="datetime-local"
          value={local}
          wrong={asks === 'time' ? t('launch.timeNeeded') : null}
          onInput={(next) => onChange({ ...wish, local: next })}
        />
      )}
      {isPast(wish, clock.now, clock.timeZone) && (
        <div class="stack tight">
          <Choices
            label={t('launch.pastLabel')}
            options={[
              { value: 'now', label: t('launch.pastNow') },
              { value: 'nextDay', label: t('launch.pastNextDay') },
            ]}
            value={past}
            onChange={(next) => onChange({ ...wish, past: next })}
          />
          {asks === 'past' && (
            <small class="danger" role="alert">
              {t('gate.chooseNeeded')}
            </small>
          )}
        </div>
      )}
    </div>
  );
}
