import type { Frame, Page } from '@playwright/test';
import { createPeople } from '../server/people/people.ts';
import { hashToken } from '../tests/doubles/gmail/page/threads.ts';
import { openSidebar } from '../tests/e2e/support/browser.ts';
import { type Figure, figure, median } from './figure.ts';
import { openStage } from './stage.ts';

const ROUNDS = 10;
const TARGET_MS = 500;

const people = [
  {
    firstName: 'Priya',
    lastName: 'Raman',
    email: 'priya.raman@helixlabs.example',
    subject: 'Pricing for 40 seats',
  },
  {
    firstName: 'Marc',
    lastName: 'Vermeulen',
    email: 'marc@vermeulen-retail.example',
    subject: 'Introduction: Astrid and Lotte',
  },
];

/** From another thread's address in the page to its person's name in the sidebar; against the page's own heading. */
export async function thread(): Promise<Figure[]> {
  const stage = await openStage(0);
  try {
    const known = people.map(({ subject: _, ...person }) => person);
    await createPeople(stage.server.db, stage.workspaceId, known, new Date());
    const browser = await stage.browser();
    await stage.pair(browser);
    const { page, double } = await browser.openGmail({});
    const sidebar = await openSidebar(page);
    await sidebar.getByRole('tab', { name: /^Person/ }).click();
    const frame = page.frames().find((one) => one.url().includes('/sidebar.html'));
    if (!frame) throw new Error('expected the sidebar to be open');
    const threads = people.map(({ firstName, lastName, subject }) => {
      const id = double.threads().find((one) => one.subject === subject)?.id;
      if (!id) throw new Error(`expected a thread about ${subject}`);
      return { subject, name: `${firstName} ${lastName}`, hash: `#inbox/${hashToken(id)}` };
    });
    const named: number[] = [];
    const drawn: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const one of threads) {
        const times = await show(page, frame, one);
        named.push(times.named);
        drawn.push(times.drawn);
      }
    }
    return [
      figure('another thread to its person shown', 'ms', median(named), median(drawn), {
        at: 'value',
        most: TARGET_MS,
      }),
    ];
  } finally {
    await stage.close();
  }
}

async function show(
  page: Page,
  frame: Frame,
  { hash, subject, name }: { hash: string; subject: string; name: string },
): Promise<{ named: number; drawn: number }> {
  const shown = frame.evaluate(whenShown, { css: '.person-name', text: name });
  const drawing = page.evaluate(whenShown, { css: 'h2[data-thread-perm-id]', text: subject });
  const start = await page.evaluate((to) => {
    location.hash = to;
    return performance.timeOrigin + performance.now();
  }, hash);
  return { named: (await shown) - start, drawn: (await drawing) - start };
}

/** @returns the moment at which a visible element of that kind has this text */
function whenShown({ css, text }: { css: string; text: string }): Promise<number> {
  return new Promise((resolve) => {
    const isShown = (element: HTMLElement) =>
      element.textContent?.trim() === text && element.checkVisibility();
    const look = () => {
      if ([...document.querySelectorAll<HTMLElement>(css)].some(isShown))
        resolve(performance.timeOrigin + performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}
