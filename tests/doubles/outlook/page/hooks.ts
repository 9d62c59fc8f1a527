import { h, pause } from './dom.ts';

/** How many rows one burst brings. */
const BURST = 5000;

/** Puts rows into the list and takes them out again, as a long list that is scrolled does: one burst of changes. */
export function burst(list: HTMLElement, count = BURST): number {
  const rows = Array.from({ length: count }, (_, at) => {
    const attributes = {
      role: 'option',
      class: 'row',
      'data-convid': `burst-${at}`,
      'aria-selected': 'false',
    };
    const sender = h('span', { class: 'rowName', title: `row.${at}@example.org` }, `Row ${at}`);
    return h('div', attributes, sender, h('div', { class: 'rowSubject' }, `Subject ${at}`));
  });
  const holder = h('div', { role: 'listbox' });
  list.append(holder);
  for (const row of rows) holder.append(row);
  for (const row of rows) row.setAttribute('tabindex', '-1');
  holder.remove();
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

/** Takes elements out of the page as soon as they come. */
export function keepAway(selectors: string[]): void {
  if (selectors.length === 0) return;
  const css = selectors.join(', ');
  const remove = () => {
    for (const element of document.querySelectorAll(css)) element.remove();
  };
  remove();
  new MutationObserver(remove).observe(document, { subtree: true, childList: true, attributes: true });
}
