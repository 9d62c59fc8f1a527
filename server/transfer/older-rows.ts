/** Tables that older versions knew by other names. */
const renamed: Record<string, string> = {
  person_groups: 'selections',
  person_group_members: 'selection_members',
};

/** A line of a file as this version would have written it. @param line - of whatever shape */
export function asOfToday(line: unknown): unknown {
  if (!isRecord(line) || typeof line.table !== 'string' || !isRecord(line.row)) return line;
  return { table: renamed[line.table] ?? line.table, row: rowOfToday(line.table, line.row) };
}

function rowOfToday(table: string, row: Record<string, unknown>): Record<string, unknown> {
  if (table === 'person_group_members') {
    const { group_id, ...others } = row;
    return { ...others, list_id: group_id };
  }
  if (table === 'mail_searches' && isRecord(row.filters) && 'groupId' in row.filters) {
    const { groupId, ...filters } = row.filters;
    return { ...row, filters: { ...filters, selectionId: groupId } };
  }
  if (table === 'mail_layouts' && isRecord(row.layout) && Array.isArray(row.layout.columns)) {
    const columns = row.layout.columns.map((column: unknown) =>
      isRecord(column) && column.name === 'groups' ? { ...column, name: 'selections' } : column,
    );
    return { ...row, layout: { ...row.layout, columns } };
  }
  return row;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
