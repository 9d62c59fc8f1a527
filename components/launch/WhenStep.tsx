import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import { overAtStart, type StartWish } from '../../lib/core/campaign/start-wish.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { formatList, t } from '../i18n.ts';
import { Choices, TextField } from '../person/Form.tsx';
import { type Clock, placeOf } from '../time.ts';

interface WhenStepProps {
  campaign: CampaignSheet;
  wish: StartWish;
  clock: Clock;
  /** What is still to be said. */
  asks: 'time' | 'past' | null;
  onChange(wish: StartWish): void;
}

/** Start now, or at a time; times that are over by then are asked about, and which they are. */
export function WhenStep({ campaign, wish, clock, asks, onChange }: WhenStepProps) {
  const { start, local, past } = wish;
  const isEmail = stepsInOrder(campaign)[0]?.step.type === 'email';
  const over = overAtStart(wish, campaign, clock.now, clock.timeZone);
  const steps = over.map((one) => t('launch.pastStep', { step: one.title, time: one.clock }));
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
      {over.length > 0 && (
        <div class="stack tight">
          <Choices
            label={t('launch.pastLabel', { steps: formatList(steps) })}
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
