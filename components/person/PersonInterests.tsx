import { useState } from 'preact/hooks';
import { useChanges } from '../data/use-changes.ts';
import { Asked } from '../feedback/Asked.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

interface PersonInterestsProps {
  personId: string;
  /** Each change is a line of their history. */
  onChanged(): void;
}

/** What somebody is interested in, ticked among all interests. Each tick holds at once. */
export function PersonInterests({ personId, onChanged }: PersonInterestsProps) {
  const ask = useLibrary();
  const all = useAsked('interests', () => ask('interests.list', {}));
  const own = useAsked(`interests of ${personId}`, () =>
    ask('people.interests', { params: { id: personId } }),
  );
  const changes = useChanges(async () => {
    await own.reload();
    onChanged();
  });
  // As they are to be, until the server has answered.
  const [wished, setWished] = useState<ReadonlyMap<string, boolean>>(new Map());
  const kept = new Set(own.value?.interests.map(({ id }) => id));
  const has = (id: string): boolean => wished.get(id) ?? kept.has(id);
  const tick = async (id: string, isOn: boolean): Promise<void> => {
    setWished((now) => new Map([...now, [id, isOn]]));
    const body = { personIds: [personId], ...(isOn ? { add: [id] } : { remove: [id] }) };
    await changes.change(() => ask('people.changeInterests', { body }), t('settings.saved'));
    setWished((now) => new Map([...now].filter(([other]) => other !== id)));
  };
  return (
    <section class="stack tight" aria-labelledby="person-interests">
      <h3 id="person-interests">{t('interests.title')}</h3>
      {changes.problem && <ProblemNote problem={changes.problem} onDismiss={changes.dismiss} />}
      <Asked
        live={{ ...own, value: own.value && all.value, problem: own.problem ?? all.problem }}
        label={t('queue.loading')}
      >
        {({ interests }) =>
          interests.length === 0 ? (
            <p class="soft">
              {t('interests.none')} {t('interests.ask')}
            </p>
          ) : (
            <div class="interest-ticks">
              {interests.map(({ id, name }) => (
                <label key={id} class="row-of">
                  <input
                    type="checkbox"
                    checked={has(id)}
                    onChange={(event) => void tick(id, event.currentTarget.checked)}
                  />
                  <bdi>{name}</bdi>
                </label>
              ))}
            </div>
          )
        }
      </Asked>
      <p class="heard" role="status">
        {changes.spoken}
      </p>
    </section>
  );
}
