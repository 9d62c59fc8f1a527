import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../lib/contract/api.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Form } from '../person/Form.tsx';

type Known = ResponseOf<'tracking.get'>;

/** What is followed of the mails that campaigns send by themselves. */
export function TrackingForm() {
  const ask = useLibrary();
  const tracking = useAsked('tracking', () => ask('tracking.get', {}));
  return (
    <section class="stack" aria-labelledby="settings-tracking">
      <h2 id="settings-tracking">{t('tracking.title')}</h2>
      <p class="soft">{t('tracking.text')}</p>
      {tracking.problem && <ProblemNote problem={tracking.problem} />}
      {!tracking.value && !tracking.problem && <Bones label={t('queue.loading')} />}
      {tracking.value && <Switches known={tracking.value} />}
    </section>
  );
}

const switches = ['links', 'opens'] as const;

/** As they are set; nothing is sent until it is saved. */
function Switches({ known }: { known: Known }) {
  const ask = useLibrary();
  const [{ onlyHere, ...chosen }, setChosen] = useState(known);
  const [isSaved, setSaved] = useState(false);
  const submit = useSubmit(
    () => ask('tracking.set', { body: chosen }),
    (saved) => {
      setChosen(saved);
      setSaved(true);
    },
  );
  return (
    <>
      {onlyHere !== null && <p class="note">{t('tracking.onlyHere', { address: onlyHere })}</p>}
      <Form action={t('settings.save')} submit={submit} onSubmit={() => void submit.submit()}>
        {switches.map((name) => (
          <div key={name} class="switch">
            <label class="row-of">
              <input
                type="checkbox"
                checked={chosen[name]}
                aria-describedby={`tracking-${name}`}
                onChange={(event) => {
                  setSaved(false);
                  setChosen({ ...chosen, onlyHere, [name]: event.currentTarget.checked });
                }}
              />
              {t(`tracking.${name}`)}
            </label>
            <p id={`tracking-${name}`} class="soft">
              {t(`tracking.${name}Text`)}
            </p>
          </div>
        ))}
      </Form>
      <p class="soft" role="status">
        {isSaved && t('settings.saved')}
      </p>
    </>
  );
}
