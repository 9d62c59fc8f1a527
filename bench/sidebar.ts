import type { Page } from '@playwright/test';
import { launcherOf, sidebarOf } from '../tests/e2e/support/browser.ts';
import { type Figure, figure, median } from './figure.ts';
import { openStage } from './stage.ts';

const ROUNDS = 7;
const TARGET_MS = 300;

/** From the click on the rail to the first task shown, from the local copy; against a sidebar with one task. */
export async function sidebar(): Promise<Figure[]> {
  const floor = await openingMs(1);
  const figures: Figure[] = [];
  for (const tasks of [1_000, 10_000]) {
    const ms = await openingMs(tasks);
    const name = `sidebar interactive with ${tasks.toLocaleString('en')} tasks`;
    figures.push(figure(name, 'ms', ms, floor, { at: 'value', most: TARGET_MS }));
  }
  return figures;
}

async function openingMs(tasks: number): Promise<number> {
  const stage = await openStage(tasks);
  try {
    const browser = await stage.browser();
    await browser.context.addInitScript(noteFirstTask);
    await stage.pair(browser);
    const { page } = await browser.openGmail({});
    await openOnce(page);
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await openOnce(page));
    return median(rounds);
  } finally {
    await stage.close();
  }
}

/** Loads the page anew, so that the frame is made anew, and opens the sidebar in it. */
async function openOnce(page: Page): Promise<number> {
  await page.reload();
  const launcher = launcherOf(page);
  await launcher.waitFor();
  await page.evaluate(noteClick);
  await launcher.click();
  const row = sidebarOf(page).locator('.queue-open').first();
  await row.waitFor();
  const shownAt = await row.evaluate(() => (globalThis as Noted).utskickShownAt);
  const clickedAt = await page.evaluate(() => (globalThis as Noted).utskickClickedAt);
  if (!shownAt || !clickedAt) throw new Error('expected both moments to be noted');
  // Left closed: the page remembers, and the next round shall make the frame anew.
  await sidebarOf(page).getByRole('button', { name: 'Close sidebar' }).click();
  await launcher.waitFor();
  await page.waitForTimeout(500); // what is remembered is stored a moment later
  return shownAt - clickedAt;
}

/** What the two scripts below leave in the page and in the sidebar: moments of the machine's clock. */
type Noted = typeof globalThis & { utskickClickedAt?: number; utskickShownAt?: number };

function noteClick(): void {
  const note = () => {
    (globalThis as Noted).utskickClickedAt = performance.timeOrigin + performance.now();
  };
  document.addEventListener('pointerdown', note, { capture: true, once: true });
}

/** Runs in each frame before its own scripts: notes when the first task has been painted. */
function noteFirstTask(): void {
  if (location.protocol !== 'chrome-extension:') return;
  const watcher = new MutationObserver(() => {
    if (!document.querySelector('.queue-open')) return;
    watcher.disconnect();
    requestAnimationFrame(() => {
      (globalThis as Noted).utskickShownAt = performance.timeOrigin + performance.now();
    });
  });
  watcher.observe(document, { childList: true, subtree: true });
}
