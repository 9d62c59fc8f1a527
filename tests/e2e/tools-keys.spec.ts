import type { BrowserContext, Page } from '@playwright/test';
import { addPerson, ana } from './support/seed.ts';
import {
  addTemplate,
  escapePicker,
  leavePicker,
  newMail,
  nothingSent,
  openInbox,
  openPicker,
  optionsOf,
  pickerOf,
  searchOf,
  toolButton,
} from './support/tools.ts';
import { expect, test } from './support/world.ts';

test.beforeEach(async ({ member }) => {
  await addPerson(member, ana);
  await addTemplate(member);
});

/** What the browser does when the person presses the key that they have given to the command. */
async function pressCommand(context: BrowserContext, command: string): Promise<void> {
  const [worker] = context.serviceWorkers();
  await worker?.evaluate((name) => {
    const { commands } = (globalThis as unknown as Commands).chrome;
    commands.onCommand.dispatch(name);
  }, command);
}

/** Of an event's own object, for the bindings; not among the types. */
interface Commands {
  chrome: { commands: { onCommand: { dispatch(command: string): void } } };
}

test('R16 gmail: keys in the picker and on the button never reach the page', async ({ member, client }) => {
  const { page, double, gmail } = await openInbox(client, member, { keys: 'first' });
  const window = await newMail(page, ['ana.ito@fjord.example']);
  await gmail.body().click();
  await page.evaluate(() => {
    globalThis.window.__keys.length = 0;
  });
  const picker = await openPicker(page, window);
  await page.keyboard.type('cue #/! touch');
  await expect(searchOf(picker)).toHaveValue('cue #/! touch');
  await escapePicker(page);
  await expect(gmail.body()).toBeFocused();
  await toolButton(window).focus();
  await page.keyboard.type('cu#e/');
  await page.keyboard.press('Enter');
  await expect(searchOf(pickerOf(page))).toBeFocused();
  await escapePicker(page);
  await toolButton(window).focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  const seen = await page.evaluate(() => globalThis.window.__keys.map(({ key }) => key));
  expect(seen).toEqual([]);
  expect(await page.evaluate(() => globalThis.window.__shortcuts)).toEqual([]);
  await expect(gmail.windows).toHaveCount(1);
  await nothingSent(page, double);
});

test('R16 gmail: the command opens the tools of the window one writes in, and nothing while one types elsewhere', async ({
  member,
  client,
}) => {
  const { page, gmail } = await openInbox(client, member);
  await newMail(page);
  await newMail(page);
  await page.locator('input[name="q"]').click();
  await page.keyboard.type('search');
  const pickers = await countPickers(page);
  await pressCommand(client.context, 'open-tools');
  await expect(page.locator('input[name="q"]')).toBeFocused();
  await gmail.body(1).click();
  await pressCommand(client.context, 'open-tools');
  await expect(searchOf(pickerOf(page))).toBeFocused();
  await expect(toolButton(gmail.window(1))).toHaveAttribute('aria-expanded', 'true');
  await expect(toolButton(gmail.window(0))).toHaveAttribute('aria-expanded', 'false');
  // The first command has been answered by now, and opened none.
  expect(await pickers()).toBe(1);
});

/** Counts every picker that comes into the page from now on, however short it stays. */
async function countPickers(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const came: Node[] = [];
    Object.assign(globalThis, { pickersCame: came });
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
        if (node.nodeName === 'UTSKICK-PICKER') came.push(node);
    }).observe(document, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => Reflect.get(globalThis, 'pickersCame').length);
}

test('the picker is worked by keyboard alone: from Send to the button, through the list, back to the text', async ({
  member,
  client,
}) => {
  await addTemplate(member, { name: 'Second touch', subject: 'Again', html: '<p>Dear {{first_name}}</p>' });
  const { page, gmail } = await openInbox(client, member);
  const window = await newMail(page, ['ana.ito@fjord.example']);
  await window.getByRole('button', { name: 'More send options' }).focus();
  await page.keyboard.press('Tab');
  await expect(toolButton(window)).toBeFocused();
  await page.keyboard.press('Enter');
  const picker = pickerOf(page);
  await expect(searchOf(picker)).toBeFocused();
  await expect(optionsOf(picker, { selected: true })).toContainText('First touch');
  await page.keyboard.press('ArrowDown');
  await expect(optionsOf(picker, { selected: true })).toContainText('Second touch');
  await expect(picker.getByRole('region', { name: 'Preview of the text' })).toContainText('Again');
  await page.keyboard.press('Enter');
  await expect(gmail.body()).toContainText('Dear Ana');
  await expect(gmail.body()).toBeFocused();
  await openPicker(page, window);
  // Used last, it stands first now.
  await expect(optionsOf(picker).first()).toContainText('Second touch');
  await page.keyboard.type('offer');
  await expect(optionsOf(picker)).toHaveCount(1);
  await expect(optionsOf(picker)).toContainText('First touch');
});

test('a click on the button leaves the keyboard in the text until the picker takes it', async ({
  member,
  client,
}) => {
  const { page, gmail } = await openInbox(client, member);
  const window = await newMail(page);
  await gmail.body().click();
  await page.keyboard.type('before ');
  await toolButton(window).hover();
  await page.mouse.down();
  await expect(gmail.body()).toBeFocused();
  await page.mouse.up();
  await expect(searchOf(pickerOf(page))).toBeFocused();
  await escapePicker(page);
  await expect(gmail.body()).toBeFocused();
  await page.keyboard.type('after');
  await expect(gmail.body()).toContainText('before after');
});

test('R18 gmail: the tools work under the strict policy of the page, and break none of it', async ({
  member,
  client,
}) => {
  const { page, gmail } = await openInbox(client, member);
  const broken: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) broken.push(message.text());
  });
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
      console.error(`Content Security Policy: ${violatedDirective} ${sample}`);
    });
  });
  const window = await newMail(page, ['ana.ito@fjord.example']);
  await openPicker(page, window);
  await page.keyboard.press('Enter');
  await expect(gmail.body().locator('a')).toHaveAttribute('href', 'https://northwind.example/offer?a=1&b=2');
  expect(broken).toEqual([]);
});

for (const [name, view] of [
  ['1,024 px', { width: 1024, height: 700 }],
  ['1,280 px at 200 % zoom', { width: 640, height: 400 }],
  ['1,024 px at 200 % zoom', { width: 512, height: 384 }],
] as const) {
  test(`R17 gmail: the picker fits the window at ${name}`, async ({ member, client }) => {
    const { page, gmail } = await openInbox(client, member);
    await page.setViewportSize(view);
    const window = await newMail(page);
    const picker = await openPicker(page, window);
    const box = await page.locator('utskick-picker iframe').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(view.width);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(view.height);
    await leavePicker(page, picker.getByRole('button', { name: 'Insert at cursor' }).click());
    await expect(gmail.body()).toContainText('our offer');
  });
}
