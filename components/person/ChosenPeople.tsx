import type { Person } from '../../lib/contract/person.ts';
import { LongList } from '../feedback/LongList.tsx';
import { Icon } from '../Icon.tsx';
import { NamedPerson, whoOf } from './NamedPerson.tsx';

interface ChosenPeopleProps {
  people: Iterable<Person>;
  /** What the button at somebody does, by their name. */
  action(name: string): string;
  onRemove(personId: string): void;
}

/** People of a list that is put together, each with a button that takes them out of it. */
export function ChosenPeople({ people, action, onRemove }: ChosenPeopleProps) {
  return (
    <LongList items={[...people]} keyOf={({ id }) => id} linePx={52}>
      {(person) => {
        const text = action(whoOf(person));
        return (
          <>
            <NamedPerson person={person} />
            <button
              type="button"
              class="icon-button"
              aria-label={text}
              title={text}
              onClick={() => onRemove(person.id)}
            >
              <Icon name="close" />
            </button>
          </>
        );
      }}
    </LongList>
  );
}
