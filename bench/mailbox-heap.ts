import type { CDPSession } from '@playwright/test';
import { type Figure, figure } from './figure.ts';
import { metric, openBrowser, openPage, ours, rest } from './gmail-browser.ts';

const WINDOWS = 200;
/** What a leak of one window's parts would exceed many times over: an empty window of the page is some 100 kB. */
const BUDGET_KB = 500;

/** 200 compose windows opened and thrown away: what is left on the heap, against the same page without us. */
export async function mailboxHeap(): Promise<Figure[]> {
  const withUs = await growthKb(ours);
  const without = await growthKb(null);
  return [
    figure(`heap left by ${WINDOWS} compose windows`, 'kB', withUs, without),
    figure(`heap left by ${WINDOWS} compose windows, ours`, 'kB', withUs - without, BUDGET_KB, {
      at: 'value',
      most: BUDGET_KB,
    }),
  ];
}

async function growthKb(extension: string | null): Promise<number> {
  const options = { buildDelayMs: 0, stepDelayMs: 0, resetMs: null, draftDelayMs: 60_000 };
  const browser = await openBrowser(extension, options);
  try {
    const { page, devtools } = await openPage(browser.context);
    // What is made once (caches, first windows) is no growth.
    await page.evaluate(openAndClose, 20);
    await rest(page);
    const before = await heapKb(devtools);
    await page.evaluate(openAndClose, WINDOWS);
    await rest(page);
    return (await heapKb(devtools)) - before;
  } finally {
    await browser.close();
  }
}

/** After the garbage is collected; all worlds of the page share one heap. */
async function heapKb(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.enable');
  for (let turn = 0; turn < 3; turn++) await devtools.send('HeapProfiler.collectGarbage');
  return (await metric(devtools, 'JSHeapUsedSize')) / 1024;
}

async function openAndClose(times: number): Promise<void> {
  const until = async <T>(look: () => T | null): Promise<T> => {
    for (let turn = 0; turn < 500; turn++) {
      const found = look();
      if (found) return found;
      await new Promise((done) => setTimeout(done, 5));
    }
    throw new Error('the page did not follow');
  };
  const press = (element: Element): void => {
    for (const type of ['mousedown', 'mouseup', 'click'])
      element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, button: 0 }));
  };
  for (let time = 0; time < times; time++) {
    press(await until(() => document.querySelector('[gh="cm"]')));
    await until(() => document.querySelector('[role="dialog"] [g_editable]'));
    const bin = await until(() => document.querySelector('[role="dialog"] [data-tooltip^="Discard"]'));
    // Long enough for everybody who watches the page to have seen the window.
    await new Promise((done) => setTimeout(done, 60));
    press(bin);
    await until(() => (document.querySelector('[role="dialog"]') ? null : true));
  }
}
