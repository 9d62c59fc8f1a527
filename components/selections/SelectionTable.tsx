import type { Selection } from '../../lib/contract/selection.ts';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { ListTable } from '../people-lists/ListTable.tsx';

interface SelectionTableProps {
  selections: readonly Selection[];
  /** Which was open before: whoever comes back goes on there. */
  last: string | null;
  onOpen(id: string): void;
}

/** Selections by name, with their kind. */
export function SelectionTable({ selections, last, onOpen }: SelectionTableProps) {
  return (
    <ListTable
      lists={selections}
      last={last}
      onOpen={onOpen}
      mark={t('selections.kind')}
      markOf={({ kind }) => t(`selections.kinds.${kind}`)}
      countOf={({ id, people }) => (people === null ? <Counted id={id} /> : formatNumber(people))}
    />
  );
}

/** How many people are found now. */
function Counted({ id }: { id: string }) {
  const ask = useLibrary();
  const sheet = useAsked(`selection ${id}`, () => ask('selections.get', { params: { id } }));
  if (sheet.problem) return <>–</>;
  return <span aria-busy={!sheet.value}>{sheet.value ? formatNumber(sheet.value.people) : '…'}</span>;
}
