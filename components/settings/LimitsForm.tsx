import { useState } from 'preact/hooks';
import { type LaunchLimits, mostPerLaunch } from '../../lib/contract/limits.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Form } from '../person/Form.tsx';

const most = { peoplePerLaunch: mostPerLaunch, launchesPerDay: 10_000, runningCampaigns: 10_000 } as const;
const names = ['peoplePerLaunch', 'launchesPerDay', 'runningCampaigns'] as const;

/** How much one launch, and one user, may do at most. */
export function LimitsForm() {
  const ask = useLibrary();
  const limits = useAsked('limits', () => ask('limits.get', {}));
  return (
    <section class="stack" aria-labelledby="settings-limits">
      <h2 id="settings-limits">{t('limits.title')}</h2>
      <p class="soft">{t('limits.text')}</p>
      {limits.problem && <ProblemNote problem={limits.problem} />}
      {!limits.value && !limits.problem && <Bones label={t('queue.loading')} />}
      {limits.value && <Figures known={limits.value} />}
    </section>
  );
}

/** As they are typed; nothing is sent until it is saved. */
function Figures({ known }: { known: LaunchLimits }) {
  const ask = useLibrary();
  const [written, setWritten] = useState(known);
  const [tried, setTried] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const submit = useSubmit(
    () => ask('limits.set', { body: written }),
    (saved) => {
      setWritten(saved);
      setSaved(true);
    },
  );
  const isWrong = (name: keyof LaunchLimits): boolean => {
    const figure = written[name];
    return !Number.isInteger(figure) || figure < 1 || figure > most[name];
  };
  const save = (): void => {
    setTried(true);
    if (!names.some(isWrong)) void submit.submit();
  };
  return (
    <>
      <Form action={t('settings.save')} submit={submit} onSubmit={save}>
        {names.map((name) => (
          <label key={name} class="field">
            <span>{t(`limits.name.${name}`)}</span>
            <input
              class="input"
              type="number"
              min={1}
              max={most[name]}
              value={Number.isNaN(written[name]) ? '' : written[name]}
              aria-invalid={tried && isWrong(name)}
              onInput={(event) => {
                setSaved(false);
                setWritten({ ...written, [name]: event.currentTarget.valueAsNumber });
              }}
            />
            {tried && isWrong(name) && (
              <small class="danger" role="alert">
                {t('limits.figureNeeded', { most: formatNumber(most[name]) })}
              </small>
            )}
          </label>
        ))}
      </Form>
      <p class="soft" role="status">
        {isSaved && t('settings.saved')}
      </p>
    </>
  );
}
