import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { type DuplicateGroup, Likeness } from '../../lib/contract/duplicates.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Actions } from '../data/use-actions.ts';
import { Asked } from '../feedback/Asked.tsx';
import { DoneBar } from '../feedback/DoneBar.tsx';
import { Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { whoOf } from '../person/NamedPerson.tsx';
import { DuplicateCard } from './DuplicateCard.tsx';
import { MergeDialog } from './MergeDialog.tsx';

const shown = 20;
const most = 100;

interface DuplicatesPageProps {
  me: Me;
  actions: Actions;
  onLeave(): void;
  onOpen(person: Person): void;
}

/** People who look like one, group by group: they are merged, or said not to be the same. */
export function DuplicatesPage({ me, actions, onLeave, onOpen }: DuplicatesPageProps) {
  const ask = useLibrary();
  const [likeness, setLikeness] = useState<Likeness>('email');
  const [limit, setLimit] = useState(shown);
  const [merges, setMerges] = useState<Person[] | null>(null);
  const live = useAsked(`duplicates ${likeness} ${limit}`, () =>
    ask('people.duplicates', { query: { likeness, limit } }),
  );
  const setDistinct = async ({ people }: DuplicateGroup): Promise<void> => {
    const personIds = people.map(({ id }) => id);
    const say = async (distinct: boolean) => {
      const answer = await ask('people.setDistinct', { body: { personIds, distinct } });
      if (answer.ok) await live.reload();
      return answer;
    };
    const answer = await say(true);
    const name = people[0] ? whoOf(people[0]) : '';
    if (answer.ok) actions.tell(t('duplicates.saidDistinct', { name }), name, () => say(false));
    else actions.setProblem(answer);
  };
  return (
    <main class="library">
      <div class="library-list stack">
        <button type="button" class="button plain small back-to-all" onClick={onLeave}>
          <Icon name="back" />
          {t('chosenPeople.title')}
        </button>
        <h1>{t('duplicates.title')}</h1>
        <p class="soft">{t('duplicates.text')}</p>
        <fieldset class="bare row-of wrap">
          <legend class="heard">{t('duplicates.likeness')}</legend>
          {Likeness.options.map((one) => (
            <label key={one} class="row-of">
              <input
                type="radio"
                name="likeness"
                checked={likeness === one}
                onChange={() => {
                  setLikeness(one);
                  setLimit(shown);
                }}
              />
              {t(`duplicates.by.${one}`)}
            </label>
          ))}
        </fieldset>
        {actions.problem && (
          <ProblemNote problem={actions.problem} onDismiss={() => actions.setProblem(null)} />
        )}
        <Asked live={live} label={t('queue.loading')}>
          {({ groups, total }) =>
            total === 0 ? (
              <Empty icon="done" title={t('duplicates.none')} text={t('duplicates.noneText')} />
            ) : (
              <>
                <p class="soft" role="status">
                  {t('duplicates.found', { count: total })}
                </p>
                {groups.map((group) => (
                  <DuplicateCard
                    key={group.people.map(({ id }) => id).join(' ')}
                    group={group}
                    mayMerge={me.role !== 'user'}
                    onMerge={setMerges}
                    onDistinct={() => void setDistinct(group)}
                    onOpen={onOpen}
                  />
                ))}
                {groups.length < total && limit < most && (
                  <button type="button" class="button" onClick={() => setLimit(most)}>
                    {t('library.showMore')}
                  </button>
                )}
              </>
            )
          }
        </Asked>
        <DoneBar actions={actions} />
      </div>
      {merges && (
        <MergeDialog
          people={merges}
          onClose={() => setMerges(null)}
          onMerged={(person) => {
            setMerges(null);
            actions.tell(t('duplicates.merged', { name: whoOf(person) }), whoOf(person));
            void live.reload();
          }}
        />
      )}
    </main>
  );
}
