import type { Node as PmNode } from '@tiptap/pm/model';
import { type EditorState, TextSelection } from '@tiptap/pm/state';
import { attributeOf } from '../../../lib/core/editor/open-tag.ts';
import { readDoc } from '../../../lib/core/editor/read.ts';
import type { Change } from './lines.ts';

/** Where the cursor is in a table; the innermost one counts. */
interface Place {
  table: PmNode;
  tablePos: number;
  row: PmNode;
  rowPos: number;
  cell: PmNode;
  cellPos: number;
  /** Of the cell in its row. */
  index: number;
}

export function placeInTable({ selection: { $from } }: EditorState): Place | null {
  let cell = $from.depth;
  while (cell > 0 && $from.node(cell).type.name !== 'cell') cell -= 1;
  if (cell === 0) return null;
  const row = cell - 1;
  const table = $from.node(row - 1).type.name === 'table' ? row - 1 : row - 2;
  return {
    table: $from.node(table),
    tablePos: $from.before(table),
    row: $from.node(row),
    rowPos: $from.before(row),
    cell: $from.node(cell),
    cellPos: $from.before(cell),
    index: $from.index(row),
  };
}

/** A table for data or for columns, as wide as its place. */
export function tableHtml(rows: number, columns: number): string {
  const cell = '<td style="padding:8px;border:1px solid #cccccc"></td>';
  const row = `<tr>${cell.repeat(columns)}</tr>`;
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">${row.repeat(rows)}</table>`;
}

export const insertTable =
  (rows: number, columns: number): Change =>
  (state) => {
    const { content } = state.schema.nodeFromJSON(readDoc(tableHtml(rows, columns)));
    const tr = state.tr.replaceSelectionWith(content.child(0), false);
    const start = tr.mapping.map(state.selection.from, -1);
    return tr
      .setSelection(TextSelection.near(tr.doc.resolve(Math.min(start + 1, tr.doc.content.size))))
      .scrollIntoView();
  };

/** A row like this one, empty, before or behind it. */
export const addRow =
  (side: 'before' | 'after'): Change =>
  (state) => {
    const place = placeInTable(state);
    if (!place) return null;
    const { row, rowPos } = place;
    const cells: PmNode[] = [];
    row.forEach((node) => {
      if (node.type.name === 'cell') cells.push(emptied(node));
    });
    const made = row.type.create(row.attrs, cells);
    return state.tr.insert(side === 'before' ? rowPos : rowPos + row.nodeSize, made);
  };

export const deleteRow: Change = (state) => {
  const place = placeInTable(state);
  if (!place) return null;
  const { rowPos, row } = place;
  const parent = state.doc.resolve(rowPos).parent;
  const rows = countOf(parent, 'row');
  if (rows === 1) return deleteTable(state);
  return state.tr.delete(rowPos, rowPos + row.nodeSize);
};

/** A cell in each row. In a table whose cells reach over several columns nobody can say where it belongs. */
export const addColumn =
  (side: 'before' | 'after'): Change =>
  (state) => {
    const place = placeInTable(state);
    if (!place || hasSpans(place.table)) return null;
    const { tr } = state;
    for (const { cell, pos } of columnOf(place)) {
      const at = side === 'before' ? pos : pos + cell.nodeSize;
      tr.insert(tr.mapping.map(at, side === 'before' ? -1 : 1), emptied(cell));
    }
    return tr;
  };

export const deleteColumn: Change = (state) => {
  const place = placeInTable(state);
  if (!place || hasSpans(place.table)) return null;
  if (place.row.childCount === 1) return deleteTable(state);
  const { tr } = state;
  for (const { cell, pos } of columnOf(place)) {
    const start = tr.mapping.map(pos);
    tr.delete(start, start + cell.nodeSize);
  }
  return tr;
};

export const deleteTable: Change = (state) => {
  const place = placeInTable(state);
  return place && state.tr.delete(place.tablePos, place.tablePos + place.table.nodeSize);
};

/** To the next cell, or the one before; from the last one into a new row. */
export const goToCell =
  (by: 1 | -1): Change =>
  (state) => {
    const place = placeInTable(state);
    if (!place) return null;
    const cells = cellsOf(place.table, place.tablePos);
    const at = cells.findIndex(({ pos }) => pos === place.cellPos);
    const next = cells[at + by];
    if (next) return state.tr.setSelection(TextSelection.near(state.doc.resolve(next.pos + 1)));
    if (by < 0) return null;
    const tr = addRow('after')(state);
    if (!tr) return null;
    return tr.setSelection(TextSelection.near(tr.doc.resolve(place.rowPos + place.row.nodeSize + 2)));
  };

/** The cell as wide and as coloured, with nothing in it. */
function emptied(cell: PmNode): PmNode {
  const line = cell.type.schema.nodes.paragraph?.create({ open: '', close: '', source: '', read: '' });
  return cell.type.create({ ...cell.attrs, after: '' }, line);
}

interface Placed {
  cell: PmNode;
  pos: number;
}

function columnOf({ table, tablePos, index }: Place): Placed[] {
  return rowsOf(table, tablePos).flatMap(({ cell: row, pos }) => {
    if (index >= row.childCount) return [];
    let at = pos + 1;
    for (let before = 0; before < index; before += 1) at += row.child(before).nodeSize;
    return row.child(index).type.name === 'cell' ? [{ cell: row.child(index), pos: at }] : [];
  });
}

function rowsOf(table: PmNode, tablePos: number): Placed[] {
  const rows: Placed[] = [];
  table.descendants((node, pos) => {
    if (node.type.name === 'row') rows.push({ cell: node, pos: tablePos + 1 + pos });
    // Not into tables that stand in its cells.
    return node.type.name === 'section';
  });
  return rows;
}

function cellsOf(table: PmNode, tablePos: number): Placed[] {
  return rowsOf(table, tablePos).flatMap(({ cell: row, pos }) => {
    const cells: Placed[] = [];
    row.forEach((cell, offset) => {
      if (cell.type.name === 'cell') cells.push({ cell, pos: pos + 1 + offset });
    });
    return cells;
  });
}

function hasSpans(table: PmNode): boolean {
  return cellsOf(table, 0).some(({ cell }) => {
    const open = cell.attrs.open ?? '';
    return ['colspan', 'rowspan'].some((name) => Number(attributeOf(open, name) ?? 1) > 1);
  });
}

function countOf(parent: PmNode, name: string): number {
  let count = 0;
  parent.forEach((child) => {
    if (child.type.name === name) count += 1;
  });
  return count;
}
