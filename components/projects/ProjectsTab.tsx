import type { Me } from '../../lib/contract/account.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Actions } from '../data/use-actions.ts';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { PeopleAddress } from '../people/address.ts';
import { ListsTab } from '../people-lists/ListsTab.tsx';
import { ListTable } from '../people-lists/ListTable.tsx';
import { ProjectDialog } from './ProjectDialog.tsx';
import { ProjectPage } from './ProjectPage.tsx';

interface ProjectsTabProps {
  me: Me;
  address: PeopleAddress;
  go(address: Partial<PeopleAddress>): void;
  actions: Actions;
  onPerson(person: Person): void;
}

/** Projects that somebody may see, or the one that is open. */
export function ProjectsTab({ me, address, go, actions, onPerson }: ProjectsTabProps) {
  const ask = useLibrary();
  const list = useAsked('projects', () => ask('projects.list', {}));
  return (
    <ListsTab
      kind="projects"
      address={address}
      go={go}
      actions={actions}
      list={{ ...list, value: list.value?.projects ?? null }}
      restore={(id) => ask('projects.restore', { params: { id } })}
      page={(id, events) => (
        <ProjectPage key={id} id={id} me={me} part={address.part} {...events} onPerson={onPerson} />
      )}
      table={(found, last, onOpen) => (
        <ListTable
          lists={found}
          last={last}
          onOpen={onOpen}
          mark={t('projects.status')}
          markOf={({ status }) => t(`projects.statuses.${status}`)}
          countOf={({ people }) => formatNumber(people)}
        />
      )}
      dialog={(events) => <ProjectDialog project={null} {...events} />}
    />
  );
}
