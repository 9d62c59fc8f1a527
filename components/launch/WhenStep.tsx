import { t } from '../i18n.ts';
import { Choices } from '../person/Form.tsx';
import { placeOf } from '../time.ts';
import { StartFields } from './StartFields.tsx';
import type { StartModel } from './use-start.ts';

/** Start now, or at a time, on whose clock, and what a late task moves; times that are over by then are asked about. */
export function WhenStep({ model }: { model: StartModel }) {
  const { wish, timeZone, change } = model;
  return (
    <div class="stack launch-when">
      <StartFields model={model} />
      <Choices
        label={t('launch.zoneLabel')}
        options={[
          { value: 'sender', label: t('launch.zoneMine', { place: placeOf(timeZone) }) },
          { value: 'recipient', label: t('launch.zoneTheirs') },
        ]}
        value={wish.zone}
        onChange={(zone) => change({ ...wish, zone })}
      />
      <Choices
        label={t('launch.lateLabel')}
        options={[
          { value: 'shift', label: t('launch.lateShift') },
          { value: 'keep', label: t('launch.lateKeep') },
        ]}
        value={wish.keepDates ? 'keep' : 'shift'}
        onChange={(late) => change({ ...wish, keepDates: late === 'keep' })}
      />
    </div>
  );
}
