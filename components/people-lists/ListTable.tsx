import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PeopleList } from '../../lib/contract/people-list.ts';
import { t } from '../i18n.ts';
import { saySharing } from '../library/SharingDialog.tsx';

interface ListTableProps<T> {
  lists: readonly T[];
  /** Which was open before: whoever comes back goes on there. */
  last: string | null;
  onOpen(id: string): void;
  /** The heading over what tells lists of this kind apart. */
  mark: string;
  markOf(list: T): string;
  countOf(list: T): ComponentChildren;
}

/** Lists by name; a name opens who is in it. */
export function ListTable<T extends PeopleList>(props: ListTableProps<T>) {
  const { lists, last, onOpen, mark, markOf, countOf } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    if (last) body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(last)}"]`)?.focus();
  }, []);
  return (
    <div class="library-scroll">
      <table class="library-table contact-table">
        <thead>
          <tr>
            <th scope="col">{t('contacts.name')}</th>
            <th scope="col">{mark}</th>
            <th scope="col" class="number">
              {t('chosenPeople.title')}
            </th>
            <th scope="col">{t('selections.owner')}</th>
            <th scope="col">{t('selections.sharing')}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {lists.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <button type="button" class="library-name" data-row={one.id} onClick={() => onOpen(one.id)}>
                  <bdi class="cut">{one.name}</bdi>
                </button>
              </th>
              <td>{markOf(one)}</td>
              <td class="number">{countOf(one)}</td>
              <td class="cut">
                <bdi>{one.ownerName}</bdi>
              </td>
              <td>{saySharing(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
