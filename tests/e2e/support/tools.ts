import type { FrameLocator, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { NewTemplate, Template } from '../../../lib/contract/template.ts';
import type { GmailDouble } from '../../doubles/gmail/double.ts';
import type { GmailConfig } from '../../doubles/gmail/page/config.ts';
import type { TestBrowser } from './browser.ts';
import { gmailOf } from './gmail-page.ts';
import type { Member } from './server.ts';

export const offer = 'https://northwind.example/offer?a=1&b=2';

/** Our button in a compose window. */
export function toolButton(window: Locator): Locator {
  return window.locator('utskick-tools').getByRole('button');
}

/** The picker of a page, once it is open. */
export function pickerOf(page: Page): FrameLocator {
  return page.frameLocator('utskick-picker iframe');
}

export function searchOf(picker: FrameLocator): Locator {
  return picker.getByRole('combobox', { name: 'Search name, subject or text' });
}

/** Templates in the list; the categories beside it have options too. */
export function optionsOf(picker: FrameLocator, of: { selected?: boolean } = {}): Locator {
  return picker.getByRole('listbox', { name: 'Templates' }).getByRole('option', of);
}

/** Opens the picker by our button and waits until a template can be inserted. */
export async function openPicker(page: Page, window: Locator): Promise<FrameLocator> {
  await toolButton(window).click();
  const picker = pickerOf(page);
  await expect(picker.getByRole('button', { name: 'Insert at cursor' })).toBeEnabled();
  await expect(searchOf(picker)).toBeFocused();
  return picker;
}

/** What closes the picker takes away the very frame that it acts in, so the driver may never hear of its end. */
export async function leavePicker(page: Page, act: Promise<void>): Promise<void> {
  act.catch(() => undefined);
  await expect(page.locator('utskick-picker')).toHaveCount(0);
}

export async function escapePicker(page: Page): Promise<void> {
  await leavePicker(page, page.keyboard.press('Escape'));
}

export async function addTemplate(member: Member, template: Partial<NewTemplate> = {}): Promise<Template> {
  return member.api('templates.create', {
    body: {
      name: 'First touch',
      category: 'Sales',
      subject: 'A question about {{company}}',
      html: `<p>Hi {{first_name}},</p><p>see <a href="${offer.replace('&', '&amp;')}">our offer</a>.</p>`,
      ...template,
    },
  });
}

/** A person's Gmail; windows are not reset by the page. */
export async function openInbox(client: TestBrowser, member: Member, options: Partial<GmailConfig> = {}) {
  const accounts = [{ email: member.email, name: member.name }];
  const { page, double } = await client.openGmail({ accounts, resetMs: null, ...options });
  return { page, double, gmail: gmailOf(page) };
}

/** A new message with our button in it, addressed to these. */
export async function newMail(page: Page, to: readonly string[] = []): Promise<Locator> {
  const gmail = gmailOf(page);
  const nth = await gmail.windows.count();
  await gmail.composeButton.click();
  await expect(gmail.windows).toHaveCount(nth + 1);
  // The newest stands first.
  const window = gmail.window(0);
  await expect(toolButton(window)).toBeVisible();
  const chips = window.locator('[name=to] [data-hovercard-id]');
  for (const [at, email] of to.entries()) {
    await window.locator('[name=to] input').fill(email);
    await window.locator('[name=to] input').press('Enter');
    await expect(chips).toHaveCount(at + 1);
  }
  return window;
}

/** Nothing was sent, and nothing tried to. */
export async function nothingSent(page: Page, double: GmailDouble): Promise<void> {
  expect(await page.evaluate(() => window.__untrustedSends)).toEqual([]);
  expect(double.log.filter(({ kind }) => kind === 'send')).toEqual([]);
}

/** A template that ends in a table, and one to insert behind it; both come after the usual one in the list. */
export async function addTableTemplates(member: Member): Promise<void> {
  const html = '<p>Our prices</p><table border="1"><tr><td>a</td><td>b</td></tr></table>';
  await addTemplate(member, { name: 'Prices', subject: '', html });
  await addTemplate(member, { name: 'See you', subject: '', html: '<p>Until soon</p>' });
}

/** Inserts both one after the other: the cells stay what they were. */
export async function insertBehindTable(page: Page, window: Locator, body: Locator): Promise<void> {
  for (const [name, text] of [
    ['Prices', 'Our prices'],
    ['See you', 'Until soon'],
  ] as const) {
    const picker = await openPicker(page, window);
    await searchOf(picker).fill(name);
    await page.keyboard.press('Enter');
    await expect(body).toContainText(text);
    await expect(body).toBeFocused();
  }
  await expect(body.locator('td')).toHaveText(['a', 'b']);
}
