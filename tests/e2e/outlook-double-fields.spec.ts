import { expect, test } from '@playwright/test';
import { compose, useBrowser, type Visit, written } from './support/outlook-visit.ts';

// How the fields of the page double take what is written into them, so that tests on it prove something.
useBrowser();

test('a text field believes only what comes with an event, and is not news to the page', async () => {
  const { page, double, outlook, context } = await written();
  const set = (value: string, native: boolean, tells: boolean) =>
    outlook.subject().evaluate(
      (element, to) => {
        const field = element as HTMLInputElement; // the subject is an input
        const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        if (to.native) setter?.call(field, to.value);
        else field.value = to.value;
        if (to.tells) field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      { value, native, tells },
    );
  for (const [native, tells] of [
    [false, false],
    [false, true],
    [true, false],
  ] as const) {
    await set('Lost', native, tells);
    await outlook.body().click({ position: { x: 10, y: 10 } });
    await page.keyboard.type('x');
    const saves = double.log.length;
    await expect.poll(() => double.log.length).toBeGreaterThan(saves);
    await expect(outlook.subject()).toHaveValue('Quick question');
    expect(double.log.at(-1)?.subject).toBe('Quick question');
  }
  await set('Kept', true, true);
  await expect.poll(() => double.log.at(-1)?.subject).toBe('Kept');
  await context.close();
});

async function write(visited: Visit, how: 'insert' | 'paste', text: string): Promise<void> {
  await visited.outlook.well('to').focus();
  await visited.outlook.well('to').evaluate(
    (field, written) => {
      if (written.how === 'insert') {
        document.execCommand('insertText', false, written.text);
        document.execCommand('insertText', false, ',');
        return;
      }
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', written.text);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { how, text },
  );
  await visited.page.clock.runFor(1_000);
}

test('addresses become chips by the ways that the page knows, and by no others', async () => {
  for (const way of ['insert', 'paste'] as const) {
    const visited = await compose({ wellTakes: [way] });
    await visited.page.clock.install();
    await write(visited, way === 'insert' ? 'paste' : 'insert', 'bo@example.org');
    expect(await visited.outlook.to()).toEqual([]);
    await visited.outlook.well('to').fill('');
    await write(visited, way, 'bo@example.org, Ana Ito <ana.ito@example.com>, no address');
    expect(await visited.outlook.to()).toEqual(['bo@example.org', 'ana.ito@example.com']);
    await expect(visited.outlook.well('to')).toContainText('no address');
    await expect(visited.outlook.well('to')).toHaveText(/\u200b/);
    await visited.context.close();
  }
});

test('a pick from the list draws the whole field anew', async () => {
  const { page, outlook, context } = await compose({ wellTakes: ['picker'] });
  const old = await outlook.well('to').elementHandle();
  await outlook.well('to').evaluate((field: HTMLElement) => {
    field.focus();
    document.execCommand('insertText', false, 'ana.ito@example.com');
  });
  const list = page.locator('#FloatingSuggestionsList');
  await expect(list.getByRole('option')).toHaveCount(2);
  await list.getByText('Use this address: ana.ito@example.com').click();
  await expect.poll(outlook.to).toEqual(['ana.ito@example.com']);
  expect(await old?.evaluate((element) => element.isConnected)).toBe(false);
  await expect(list).toHaveCount(0);
  await context.close();
});

test('a fresh window loses its recipients once', async () => {
  const { page, outlook, context } = await compose({ resetMs: 600, draftDelayMs: 600_000 });
  await page.clock.install();
  await outlook.well('to').fill('bo@example.org,');
  await expect.poll(outlook.to).toEqual(['bo@example.org']);
  await expect.poll(outlook.to).toEqual([]);
  await outlook.well('to').fill('bo@example.org,');
  await expect.poll(outlook.to).toEqual(['bo@example.org']);
  await page.clock.runFor(60_000);
  expect(await outlook.to()).toEqual(['bo@example.org']);
  await context.close();
});

test('Cc and Bcc are there once they are shown', async () => {
  const { outlook, double, context } = await written();
  await expect(outlook.well('cc')).toHaveCount(0);
  await outlook.window(0).getByRole('button', { name: 'Bcc' }).click();
  await outlook.well('bcc').pressSequentially('log@example.net,');
  await outlook.window(0).getByRole('button', { name: 'Cc', exact: true }).click();
  await outlook.well('cc').pressSequentially('cai@example.com,');
  await expect
    .poll(() => double.log.at(-1))
    .toMatchObject({ to: ['ana.ito@example.com'], cc: ['cai@example.com'], bcc: ['log@example.net'] });
  await context.close();
});

for (const trustedTypes of [false, true]) {
  test(`the editor keeps what is pasted or inserted, and loses what a script sets; trusted types: ${trustedTypes}`, async () => {
    const visited = await written({ trustedTypes });
    const { page, double, outlook, context } = visited;
    const act = (how: 'paste' | 'insert' | 'nodes') =>
      outlook.body().evaluate((editor: HTMLElement, way) => {
        editor.focus();
        const data = new DataTransfer();
        data.setData('text/html', '<p>by <b>paste</b></p>');
        const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        if (way === 'paste') editor.dispatchEvent(paste);
        if (way === 'insert') document.execCommand('insertText', false, 'by command');
        if (way !== 'nodes') return;
        editor.append(Object.assign(document.createElement('p'), { textContent: 'by script' }));
        editor.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }, how);
    await act('paste');
    await act('insert');
    await expect.poll(() => double.log.at(-1)?.html).toMatch(/by .*<b[^>]*>paste.*by command/);
    await act('nodes');
    await expect(outlook.body()).toContainText('by script');
    await outlook.body().click({ position: { x: 10, y: 10 } });
    await page.keyboard.type('and typed');
    await expect.poll(() => double.log.at(-1)?.html).toContain('and typed');
    expect(double.log.at(-1)?.html).not.toContain('by script');
    await expect(outlook.body()).not.toContainText('by script');
    await context.close();
  });
}

test('one Undo takes a paste away', async () => {
  const { page, double, outlook, context } = await written();
  await outlook.body().evaluate((editor) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', '<p>pasted</p>');
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(outlook.body()).toContainText('pasted');
  await page.keyboard.press('Control+z');
  await expect(outlook.body()).not.toContainText('pasted');
  await expect.poll(() => double.log.at(-1)?.html).toContain('Hello Ana');
  expect(double.log.at(-1)?.html).not.toContain('pasted');
  await context.close();
});
