import type { Locator, Page } from '@playwright/test';

/** The Gmail double as a person sees it. */
export function gmailOf(page: Page) {
  const window = (nth: number): Locator => page.getByRole('dialog').nth(nth);
  return {
    windows: page.getByRole('dialog'),
    window,
    to: (nth = 0) => chips(window(nth), 'to'),
    cc: (nth = 0) => chips(window(nth), 'cc'),
    bcc: (nth = 0) => chips(window(nth), 'bcc'),
    subject: (nth = 0) => window(nth).locator('[name=subjectbox]'),
    body: (nth = 0) => window(nth).locator('[g_editable]'),
    send: (nth = 0) => window(nth).locator('[data-tooltip^="Send "]').click(),
    discard: (nth = 0) => window(nth).locator('[data-tooltip^=Discard]').click(),
    close: (nth = 0) => window(nth).getByRole('button', { name: 'Save & close' }).click(),
    undo: () => page.locator('#link_undo').click(),
    composeButton: page.locator('[gh=cm]'),
  };
}

async function chips(window: Locator, field: string): Promise<string[]> {
  const found = window.locator(`[name=${field}] [data-hovercard-id]`);
  return found.evaluateAll((elements) =>
    elements.map((element) => element.getAttribute('data-hovercard-id') ?? ''),
  );
}
