import { type Figure, figure, inTurn } from './figure.ts';
import { loadOnce, openBrowser, ours } from './gmail-browser.ts';

/** Most main-thread time that the extension may add to a Gmail page load. */
const BUDGET_MS = 50;
const ROUNDS = 15;

/** Main-thread time of a Gmail page load with the extension, against the same page without it. */
export async function load(): Promise<Figure[]> {
  const withIt = await openBrowser(ours);
  const without = await openBrowser(null);
  try {
    await loadOnce(withIt.context);
    await loadOnce(without.context);
    const { a, b } = await inTurn(
      ROUNDS,
      () => loadOnce(withIt.context),
      () => loadOnce(without.context),
    );
    return [
      figure('Gmail page load, main thread', 'ms', a, b),
      figure('Gmail page load, added by the extension', 'ms', a - b, BUDGET_MS, {
        at: 'value',
        most: BUDGET_MS,
      }),
    ];
  } finally {
    await withIt.close();
    await without.close();
  }
}
