import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import type { PastTime } from '../../lib/core/campaign/past-times.ts';
import type { StartWish } from '../../lib/core/campaign/start-wish.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { formatList, t } from '../i18n.ts';
import { Choices, TextField } from '../person/Form.tsx';
import { type Clock, placeOf } from '../time.ts';

interface WhenStepProps {
  campaign: CampaignSheet;
  wish: StartWish;
  clock: Clock;
  /** Steps whose time is over when it starts. */
  over: readonly PastTime[];
  /** What is still to be said. */
  asks: 'time' | 'past' | null;
  onChange(wish: StartWish): void;
}

/** Start now, or at a time, on whose clock, and what a late task moves; times that are over by then are asked about. */
export function WhenStep({ campaign, wish, clock, over, asks, onChange }: WhenStepProps) {
  const { start, local, past, zone } = wish;
  const place = placeOf(clock.timeZone);
  const isEmail = stepsInOrder(campaign)[0]?.step.type === 'email';
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
          label={zone === 'sender' ? t('launch.time', { place }) : t('launch.timeThere')}
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
      <Choices
        label={t('launch.zoneLabel')}
        options={[
          { value: 'sender', label: t('launch.zoneMine', { place }) },
          { value: 'recipient', label: t('launch.zoneTheirs') },
        ]}
        value={zone}
        onChange={(next) => onChange({ ...wish, zone: next })}
      />
      <Choices
        label={t('launch.lateLabel')}
        options={[
          { value: 'shift', label: t('launch.lateShift') },
          { value: 'keep', label: t('launch.lateKeep') },
        ]}
        value={wish.keepDates ? 'keep' : 'shift'}
        onChange={(next) => onChange({ ...wish, keepDates: next === 'keep' })}
      />
    </div>
  );
}
