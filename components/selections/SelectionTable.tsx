import { useEffect, useRef } from 'preact/hooks';
import type { Selection } from '../../lib/contract/selection.ts';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { saySharing } from '../library/SharingDialog.tsx';

interface SelectionTableProps {
  selections: readonly Selection[];
  /** Which was open before: whoever comes back goes on there. */
  last: string | null;
  onOpen(id: string): void;
}

/** Selections by name; a name opens who is in it. */
export function SelectionTable({ selections, last, onOpen }: SelectionTableProps) {
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
            <th scope="col">{t('selections.kind')}</th>
            <th scope="col" class="number">
              {t('chosenPeople.title')}
            </th>
            <th scope="col">{t('selections.owner')}</th>
            <th scope="col">{t('selections.sharing')}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {selections.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <button type="button" class="library-name" data-row={one.id} onClick={() => onOpen(one.id)}>
                  <bdi class="cut">{one.name}</bdi>
                </button>
              </th>
              <td>{t(`selections.kinds.${one.kind}`)}</td>
              <td class="number">
                {one.people === null ? <Counted id={one.id} /> : formatNumber(one.people)}
              </td>
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

/** How many people are found now. */
function Counted({ id }: { id: string }) {
  const ask = useLibrary();
  const sheet = useAsked(`selection ${id}`, () => ask('selections.get', { params: { id } }));
  if (sheet.problem) return <>–</>;
  return <span aria-busy={!sheet.value}>{sheet.value ? formatNumber(sheet.value.people) : '…'}</span>;
}
