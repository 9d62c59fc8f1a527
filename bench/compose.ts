import type { Frame, Page } from '@playwright/test';
import { openSidebar } from '../tests/e2e/support/browser.ts';
import { gmailOf } from '../tests/e2e/support/gmail-page.ts';
import { fullEmail } from '../tests/e2e/support/seed.ts';
import { type Figure, figure, median } from './figure.ts';
import { openStage } from './stage.ts';

const ROUNDS = 5;
const TARGET_MS = 500;

/** From the click on Write mail to a window that holds everything; against the page's own empty window. */
export async function compose(): Promise<Figure[]> {
  const stage = await openStage(0);
  try {
    const browser = await stage.browser();
    for (let task = 0; task <= ROUNDS; task++) {
      await stage.addTask({ type: 'email', title: `Mail ${task}`, email: fullEmail });
    }
    await stage.pair(browser);
    // The page's own reset of a fresh window would be measured, not our filling: it is a test's business.
    const { page } = await browser.openGmail({ resetMs: null });
    const filled: number[] = [];
    const bare: number[] = [];
    await openSidebar(page);
    for (let round = 0; round <= ROUNDS; round++) {
      const ours = await fillOnce(page, round);
      const own = await openOnce(page);
      if (round > 0) {
        filled.push(ours);
        bare.push(own);
      }
    }
    return [
      figure('Start to compose filled', 'ms', median(filled), median(bare), { at: 'value', most: TARGET_MS }),
    ];
  } finally {
    await stage.close();
  }
}

async function fillOnce(page: Page, round: number): Promise<number> {
  const sidebar = sidebarFrame(page);
  await sidebar.locator('.queue-open').nth(round).click();
  const write = sidebar.getByRole('button', { name: 'Write mail' });
  await write.waitFor();
  const filled = page.evaluate(whenFilled);
  await write.evaluate(noteClick);
  await write.click();
  const ms = (await filled) - (await sidebar.evaluate(() => (globalThis as Noted).utskickClickedAt ?? 0));
  await gmailOf(page).discard();
  await gmailOf(page).windows.first().waitFor({ state: 'detached' });
  await sidebar.getByRole('button', { name: 'Back' }).click();
  return ms;
}

async function openOnce(page: Page): Promise<number> {
  const ready = page.evaluate(whenEmptyWindow);
  await gmailOf(page).composeButton.evaluate(noteClick);
  await gmailOf(page).composeButton.click();
  const ms = (await ready) - (await page.evaluate(() => (globalThis as Noted).utskickClickedAt ?? 0));
  await gmailOf(page).discard();
  await gmailOf(page).windows.first().waitFor({ state: 'detached' });
  return ms;
}

function sidebarFrame(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/sidebar.html'));
  if (!frame) throw new Error('expected the sidebar to be open');
  return frame;
}

type Noted = typeof globalThis & { utskickClickedAt?: number };

function noteClick(): void {
  const note = () => {
    (globalThis as Noted).utskickClickedAt = performance.timeOrigin + performance.now();
  };
  document.addEventListener('pointerdown', note, { capture: true, once: true });
}

/** @returns the moment at which recipients, subject and body all stand in the window */
function whenFilled(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const chips = document.querySelectorAll('[role=dialog] [data-hovercard-id]').length;
      const subject = document.querySelector<HTMLInputElement>('[role=dialog] [name=subjectbox]')?.value;
      const links = document.querySelectorAll('[role=dialog] [g_editable] a').length;
      if (chips >= 4 && subject && links >= 2) resolve(performance.timeOrigin + performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** @returns the moment at which the page's own window has a body to write in */
function whenEmptyWindow(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('[role=dialog] [g_editable]'))
        resolve(performance.timeOrigin + performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}
