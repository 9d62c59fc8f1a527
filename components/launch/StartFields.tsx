import { formatList, t } from '../i18n.ts';
import { Choices, TextField } from '../person/Form.tsx';
import { placeOf } from '../time.ts';
import type { StartModel } from './use-start.ts';

/** Start now, or at a time; times that are over by then are asked about. */
export function StartFields({ model }: { model: StartModel }) {
  const { wish, isEmail, timeZone, over, asks, change } = model;
  const { start, local, past, zone } = wish;
  const steps = over.map((one) => t('launch.pastStep', { step: one.title, time: one.clock }));
  return (
    <>
      <Choices
        label={t('launch.whenLabel')}
        options={[
          { value: 'now', label: t(isEmail ? 'launch.nowMail' : 'launch.now') },
          { value: 'at', label: t(isEmail ? 'launch.atMail' : 'launch.at') },
        ]}
        value={start}
        onChange={(next) => change({ ...wish, start: next })}
      />
      {start === 'at' && (
        <TextField
          label={zone === 'sender' ? t('launch.time', { place: placeOf(timeZone) }) : t('launch.timeThere')}
          type="datetime-local"
          value={local}
          wrong={asks === 'time' ? t('launch.timeNeeded') : null}
          onInput={(next) => change({ ...wish, local: next })}
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
            onChange={(next) => change({ ...wish, past: next })}
          />
          {asks === 'past' && (
            <small class="danger" role="alert">
              {t('gate.chooseNeeded')}
            </small>
          )}
        </div>
      )}
    </>
  );
}
