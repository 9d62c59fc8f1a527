import type { Locator, Page } from '@playwright/test';
import { valuesOf } from './mail-site.ts';

/** By its class or, where the page has renamed all classes, by its id. */
const composeWindow = '.compose, [id^=docking_InitVisiblePart_]';

/** The Outlook double as a person sees it; `nth` counts the compose windows of the page. */
export function outlookOf(page: Page) {
  const window = (nth: number): Locator => page.locator(composeWindow).nth(nth);
  return {
    windows: page.locator(composeWindow),
    window,
    well: (field: WellName, nth = 0) => window(nth).locator(`[id$=_${field.toUpperCase()}] [role=combobox]`),
    to: (nth = 0) => chips(window(nth), 'to'),
    cc: (nth = 0) => chips(window(nth), 'cc'),
    bcc: (nth = 0) => chips(window(nth), 'bcc'),
    async readdress(address: string) {
      const well = window(0).locator('[id$=_TO] [role=combobox]');
      await well.focus();
      for (const key of ['End', 'Backspace', 'Backspace']) await well.press(key);
      await well.pressSequentially(`${address},`);
    },
    subject: (nth = 0) => window(nth).locator('input[id$=_SUBJECT]'),
    subjects: () => valuesOf(page.locator('input[id$=_SUBJECT]')),
    body: (nth = 0) => window(nth).locator('[aria-multiline=true]'),
    send: (nth = 0) => sendButton(window(nth)).click(),
    /** Windows stand behind each other; their tabs bear the subjects. */
    async sendWith(text: string) {
      await page.getByRole('tab', { name: text }).click();
      await sendButton(
        page.locator(composeWindow).filter({ visible: true }).filter({ hasText: text }),
      ).click();
    },
    sendButton: (nth = 0) => sendButton(window(nth)),
    /** In the menu beside Send. */
    async schedule(nth = 0) {
      await window(nth).locator('[data-testid=ComposeSendButton] [aria-haspopup=menu]').click();
      await window(nth).getByRole('menuitem').click();
    },
    /** Asked whether it is meant, the person says yes. */
    async discard(nth = 0) {
      await window(nth).locator('#discardCompose').click();
      await page.locator('#ok-1').click();
    },
    close: (nth = 0) => window(nth).getByRole('button', { name: 'Close' }).click(),
    popOut: (nth = 0) => window(nth).getByRole('button', { name: 'Open in new window' }).click(),
    undo: () => page.getByTestId('UndoSend').click(),
    acknowledge: () => page.locator('#ok-1').click(),
    composeButton: page.locator('button:has([data-icon-name=ComposeRegular])'),
    rows: page.locator('[data-convid]'),
    dialog: page.locator('[role=dialog], [role=alertdialog]'),
  };
}
type WellName = 'to' | 'cc' | 'bcc';

function sendButton(window: Locator): Locator {
  return window.locator('[data-testid=ComposeSendButton] button').first();
}

async function chips(window: Locator, field: WellName): Promise<string[]> {
  const found = window.locator(`[id$=_${field.toUpperCase()}] [contenteditable=false]`);
  return found.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
}
