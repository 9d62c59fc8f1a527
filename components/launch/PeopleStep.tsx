import { useEffect, useRef, useState } from 'preact/hooks';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { SearchField } from '../library/SearchField.tsx';
import { KeepPeople } from '../people-lists/KeepPeople.tsx';
import { ChosenPeople } from '../person/ChosenPeople.tsx';
import { NamedPerson } from '../person/NamedPerson.tsx';
import { SelectionsDialog } from '../selections/SelectionsDialog.tsx';
import type { PeopleChoiceModel } from './use-people-choice.ts';

/** Who is to be added: found by name, address or company and ticked, or a selection of them at once. */
export function PeopleStep({ choice, userId }: { choice: PeopleChoiceModel; userId: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<'selections' | 'keep' | null>(null);
  const [spoken, setSpoken] = useState('');
  const close = (): void => setOpen(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div class="launch-people">
      <div class="stack">
        <search class="row-of wrap">
          <SearchField
            label={t('launch.search')}
            value={choice.search}
            field={field}
            onSearch={(words) => choice.setSearch(words)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) void choice.addFirst();
            }}
          />
          <button type="button" class="button" onClick={() => setOpen('selections')}>
            <Icon name="people" />
            {t('selections.open')}
          </button>
        </search>
        <p class="soft" role="status">
          {spoken}
        </p>
        {choice.problem && (
          <ProblemNote problem={choice.problem}>
            <button type="button" class="button small" onClick={choice.retry}>
              {t('common.retry')}
            </button>
          </ProblemNote>
        )}
        <Found choice={choice} onChosen={() => field.current?.focus()} />
      </div>
      <Chosen choice={choice} onKeep={() => setOpen('keep')} />
      {open === 'selections' && (
        <SelectionsDialog
          userId={userId}
          onClose={close}
          onChoose={({ name }, people, total) => {
            close();
            const left = choice.add(people) + total - people.length;
            const chosen = t('selections.chosen', { name, count: total - left });
            setSpoken(`${chosen}. ${t('selections.leftOver', { count: left })}`);
          }}
        />
      )}
      {open === 'keep' && (
        <KeepPeople
          kind="selections"
          personIds={[...choice.chosen.keys()]}
          onClose={close}
          onKept={(said) => {
            close();
            setSpoken(said);
          }}
        />
      )}
    </div>
  );
}

function Found({ choice, onChosen }: { choice: PeopleChoiceModel; onChosen(): void }) {
  const { found, chosen, room, problem } = choice;
  if (!found) return problem ? null : <Bones label={t('queue.loading')} />;
  if (found.total === 0)
    return choice.search ? (
      <Empty icon="search" title={t('launch.noMatch')} text={t('launch.noMatchText')} />
    ) : (
      <Empty icon="people" title={t('launch.nobody')} text={t('launch.nobodyText')} />
    );
  const isAll = found.total <= found.people.length && found.people.every(({ id }) => chosen.has(id));
  return (
    <>
      <div class="row-of wrap">
        <p class="soft grow" role="status">
          {t('launch.found', { count: found.total })}
        </p>
        <button
          type="button"
          class="button small"
          disabled={room <= 0 || isAll}
          onClick={() => void choice.addFound().then(onChosen)}
        >
          {found.total > chosen.size + room
            ? t('launch.chooseFirst', { count: chosen.size + room })
            : t('launch.chooseFound', { count: found.total })}
        </button>
      </div>
      <ul class="launch-list">
        {found.people.map((person) => (
          <li key={person.id}>
            <label class="row-of">
              <input
                type="checkbox"
                checked={chosen.has(person.id)}
                disabled={room <= 0 && !chosen.has(person.id)}
                onChange={(event) => choice.choose(person, event.currentTarget.checked)}
              />
              <NamedPerson person={person} />
            </label>
          </li>
        ))}
      </ul>
      {found.total > found.people.length && (
        <button type="button" class="button" onClick={choice.showMore}>
          {t('library.showMore')}
        </button>
      )}
    </>
  );
}

/** Those who are chosen, whatever is searched for. */
function Chosen({ choice, onKeep }: { choice: PeopleChoiceModel; onKeep(): void }) {
  const { chosen, room } = choice;
  return (
    <section class="launch-chosen stack tight" aria-labelledby="launch-chosen">
      <div class="row-of">
        <h3 id="launch-chosen" class="grow" aria-live="polite">
          {t('launch.chosen', { count: chosen.size })}
        </h3>
        {chosen.size > 0 && (
          <button type="button" class="button plain small" onClick={choice.clear}>
            {t('launch.clear')}
          </button>
        )}
      </div>
      {chosen.size > 0 && (
        <div class="row-of">
          <button type="button" class="button small" onClick={onKeep}>
            <Icon name="people" />
            {t('selections.keep')}
          </button>
        </div>
      )}
      {chosen.size === 0 && <p class="soft">{t('launch.noneChosen')}</p>}
      {room <= 0 && <p class="soft">{t('launch.full', { count: chosen.size })}</p>}
      <ChosenPeople
        people={chosen.values()}
        action={(name) => t('launch.remove', { name })}
        onRemove={(personId) => choice.remove([personId])}
      />
    </section>
  );
}
