import type { Me } from '../../lib/contract/account.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Actions } from '../data/use-actions.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { PeopleAddress } from '../people/address.ts';
import { ListsTab } from '../people-lists/ListsTab.tsx';
import { SelectionDialog } from './SelectionDialog.tsx';
import { SelectionPage } from './SelectionPage.tsx';
import { SelectionTable } from './SelectionTable.tsx';

interface SelectionsTabProps {
  me: Me;
  address: PeopleAddress;
  go(address: Partial<PeopleAddress>): void;
  actions: Actions;
  onPerson(person: Person): void;
}

/** Selections that somebody may see, or the one that is open. */
export function SelectionsTab({ me, address, go, actions, onPerson }: SelectionsTabProps) {
  const ask = useLibrary();
  const list = useAsked('selections', () => ask('selections.list', {}));
  return (
    <ListsTab
      kind="selections"
      address={address}
      go={go}
      actions={actions}
      list={{ ...list, value: list.value?.selections ?? null }}
      restore={(id) => ask('selections.restore', { params: { id } })}
      page={(id, events) => (
        <SelectionPage key={id} id={id} me={me} part={address.part} {...events} onPerson={onPerson} />
      )}
      table={(found, last, onOpen) => <SelectionTable selections={found} last={last} onOpen={onOpen} />}
      dialog={(events) => <SelectionDialog selection={null} timeZone={me.user.timeZone} {...events} />}
    />
  );
}
