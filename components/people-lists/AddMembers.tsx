import { useState } from 'preact/hooks';
import { mostPeopleAtOnce } from '../../lib/contract/people-list.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Result } from '../../lib/contract/result.ts';
import { useSubmit } from '../data/use-submit.ts';
import { PersonChoice } from '../editor/PersonChoice.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { ChosenPeople } from '../person/ChosenPeople.tsx';
import { Form } from '../person/Form.tsx';
import { usePersonSearch } from '../person/use-person-search.ts';

interface AddMembersProps<T> {
  /** Of the list. */
  name: string;
  /** Who is in it already; null: not all of them are known. */
  present: readonly string[] | null;
  add(personIds: string[]): Promise<Result<T>>;
  onClose(): void;
  /** @param fresh - those of them who were not in it before, as far as that is known */
  onAdded(personIds: string[], fresh: string[]): void;
}

/** People are found one after the other, and added to a list together. */
export function AddMembers<T>({ name, present, add, onClose, onAdded }: AddMembersProps<T>) {
  const search = usePersonSearch(true);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Person>>(new Map());
  const [tried, setTried] = useState(false);
  const personIds = [...chosen.keys()];
  const submit = useSubmit(
    () => add(personIds),
    () => onAdded(personIds, present ? personIds.filter((id) => !present.includes(id)) : []),
  );
  const choose = (person: Person): void => {
    search.choose(person);
    if (chosen.size < mostPeopleAtOnce) setChosen(new Map([...chosen, [person.id, person]]));
  };
  return (
    <Modal name="add-members" title={t('peopleLists.addTo', { name })} onClose={onClose}>
      <Form
        action={
          chosen.size > 0 ? t('peopleLists.addCount', { count: chosen.size }) : t('peopleLists.addMembers')
        }
        submit={submit}
        onSubmit={() => {
          setTried(true);
          if (chosen.size > 0) void submit.submit();
        }}
      >
        <PersonChoice
          label={t('peopleLists.find')}
          choice={{ ...search, person: null, choose }}
          first
          wrong={tried && chosen.size === 0 ? t('peopleLists.nobodyYet') : null}
        />
        {chosen.size > 0 && (
          <ChosenPeople
            people={chosen.values()}
            action={(who) => t('selections.takeOut', { name: who })}
            onRemove={(id) => setChosen(new Map([...chosen].filter(([other]) => other !== id)))}
          />
        )}
      </Form>
    </Modal>
  );
}
