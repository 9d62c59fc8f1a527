import { h, pause } from './dom.ts';

/** How many rows one burst brings. */
const BURST = 5000;

/** Puts rows into the list and takes them out again, as a large search result does: one burst of changes. */
export function burst(main: HTMLElement, count = BURST): number {
  const rows = Array.from({ length: count }, (_, at) =>
    h(
      'tr',
      { class: 'zA yO', tabindex: '-1' },
      h('td', { class: 'yX' }, h('span', { class: 'yP', email: `row.${at}@example.org` }, `Row ${at}`)),
      h(
        'td',
        { class: 'a4W' },
        h('span', { class: 'bog', 'data-thread-id': `#thread-f:${at}` }, `Subject ${at}`),
      ),
    ),
  );
  const table = h('table', { class: 'F cf zt', role: 'grid' });
  main.append(table);
  for (const row of rows) table.append(row);
  for (const row of rows) row.setAttribute('aria-selected', 'true');
  table.remove();
  return rows.length;
}

/** Opens a window and closes it, again and again. */
export async function cycle(count: number, open: () => Promise<void>, close: () => void): Promise<void> {
  for (let round = 0; round < count; round++) {
    await open();
    close();
    await pause(0);
  }
}
