import { useState } from 'preact/hooks';
import { mostPeopleAtOnce } from '../../lib/contract/people-list.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Result } from '../../lib/contract/result.ts';
import { useSubmit } from '../data/use-submit.ts';
import type { AskPage } from '../export/read-rows.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { ContactTable } from '../people/ContactTable.tsx';
import { ExportPeople } from '../people/ExportPeople.tsx';
import { More } from '../people/Found.tsx';
import type { Clock } from '../time.ts';

interface MembersProps<T> {
  list: { people: readonly Person[]; total: number };
  /** Who is ticked can be taken out. */
  mayTakeOut: boolean;
  takeOut(personIds: string[]): Promise<Result<T>>;
  onTakenOut(personIds: string[]): void;
  onMore(): void;
  onPerson(person: Person): void;
  clock: Clock;
  /** Of the list, as its file is called. */
  name: string;
  ask: AskPage<Person>;
}

/** Who is in a list of people; those who are ticked can be taken out of it. */
export function Members<T>(props: MembersProps<T>) {
  const { list, mayTakeOut, takeOut, onTakenOut, onMore, onPerson, clock, name, ask } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = [...chosen].slice(0, mostPeopleAtOnce);
  const submit = useSubmit(
    () => takeOut(ids),
    () => {
      setChosen(new Set());
      onTakenOut(ids);
    },
  );
  const choose = (people: readonly Person[], isChosen: boolean): void => {
    const next = new Set(chosen);
    for (const { id } of people)
      if (isChosen) next.add(id);
      else next.delete(id);
    setChosen(next);
  };
  if (list.total === 0) return <p class="soft">{t('selections.empty')}</p>;
  return (
    <>
      <div class="row-of wrap">
        <p class="soft grow">{t('launch.found', { count: list.total })}</p>
        {ids.length > 0 && (
          <button
            type="button"
            class="button small"
            disabled={submit.busy}
            onClick={() => void submit.submit()}
          >
            {t('selections.takeOutMany', { count: ids.length })}
          </button>
        )}
      </div>
      {submit.problem && <ProblemNote problem={submit.problem} />}
      <ContactTable
        people={list.people}
        chosen={mayTakeOut ? chosen : null}
        onChoose={choose}
        onOpen={onPerson}
        onCompany={null}
      />
      <More count={list.people.length} total={list.total} onMore={onMore} />
      <ExportPeople name={name} now={clock.now} chosen={[]} ask={ask} />
    </>
  );
}
