import type { Locator, Page } from '@playwright/test';
import { valuesOf } from './mail-site.ts';

/** The Gmail double as a person sees it. */
export function gmailOf(page: Page) {
  const window = (nth: number): Locator => page.getByRole('dialog').nth(nth);
  return {
    windows: page.getByRole('dialog'),
    window,
    to: (nth = 0) => chips(window(nth), 'to'),
    cc: (nth = 0) => chips(window(nth), 'cc'),
    bcc: (nth = 0) => chips(window(nth), 'bcc'),
    async readdress(address: string) {
      const field = window(0).locator('[name=to] input');
      await window(0).locator('.aoD.hl').first().click();
      await field.press('Backspace');
      await field.fill(address);
      await field.press('Enter');
    },
    subject: (nth = 0) => window(nth).locator('[name=subjectbox]'),
    subjects: () => valuesOf(page.locator('[name=subjectbox]')),
    body: (nth = 0) => window(nth).locator('[g_editable]'),
    sendWith: (text: string) =>
      page.getByRole('dialog').filter({ hasText: text }).locator('[data-tooltip^="Send "]').click(),
    send: (nth = 0) => window(nth).locator('[data-tooltip^="Send "]').click(),
    discard: (nth = 0) => window(nth).locator('[data-tooltip^=Discard]').click(),
    close: (nth = 0) => window(nth).getByRole('button', { name: 'Save & close' }).click(),
    undo: () => page.locator('#link_undo').click(),
    acknowledge: async () => {},
    composeButton: page.locator('[gh=cm]'),
  };
}

async function chips(window: Locator, field: string): Promise<string[]> {
  const found = window.locator(`[name=${field}] [data-hovercard-id]`);
  return found.evaluateAll((elements) =>
    elements.map((element) => element.getAttribute('data-hovercard-id') ?? ''),
  );
}
