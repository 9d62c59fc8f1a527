import { expect, type Locator, type Page } from '@playwright/test';
import type { NewTemplate, Template } from '../../../lib/contract/template.ts';
import type { TestBrowser } from './browser.ts';
import type { Member } from './server.ts';

/** The page on which templates are written, as a person sees it. */
export interface EditorPage {
  page: Page;
  /** The text as it looks. */
  rich: Locator;
  /** The text as it is written; only once it is shown. */
  source: Locator;
  plain: Locator;
  preview: Locator;
  tool(name: string): Locator;
  show(mode: 'As it looks' | 'HTML source' | 'Plain text'): Promise<void>;
  /** What the source view shows. */
  readSource(): Promise<string>;
  /** Saves by its key, and waits until it is told. */
  save(): Promise<void>;
}

/** @param id - null: a new one */
export async function openEditor(client: TestBrowser, id: string | null = null): Promise<EditorPage> {
  const page = await client.openPage(
    id === null ? 'workspace.html' : `workspace.html#/templates?id=${id}&edit=open`,
  );
  if (id === null) await page.getByRole('button', { name: 'New template' }).first().click();
  await expect(page.getByRole('toolbar')).toBeVisible();
  return editorOf(page);
}

export function editorOf(page: Page): EditorPage {
  const source = page.getByRole('textbox', { name: 'Text (HTML source)' });
  const show: EditorPage['show'] = (mode) => page.getByRole('tab', { name: mode }).click();
  return {
    page,
    rich: page.locator('.rich'),
    source,
    plain: page.getByRole('textbox', { name: 'Plain text', exact: true }),
    preview: page.frameLocator('iframe[title="Preview of the text"]').locator('body'),
    tool: (name) => page.getByRole('toolbar').getByRole('button', { name, exact: true }),
    show,
    async readSource() {
      await show('HTML source');
      const text = await source.inputValue();
      await show('As it looks');
      return text;
    },
    async save() {
      await page.keyboard.press('Control+s');
      await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    },
  };
}

/** A template with a name and this text. */
export function written(member: Member, template: Partial<NewTemplate>): Promise<Template> {
  return member.api('templates.create', {
    body: { name: 'Offer', category: '', subject: 'Offer', html: '', ...template },
  });
}

/** Puts HTML on the clipboard as a program does when a person presses its copy key. */
export async function copyElsewhere(client: TestBrowser, html: string, text = ''): Promise<void> {
  const page = await client.newWindow();
  await page.evaluate(
    ([asHtml = '', asText = '']) =>
      document.addEventListener('copy', (event) => {
        event.clipboardData?.setData('text/html', asHtml);
        event.clipboardData?.setData('text/plain', asText);
        event.preventDefault();
      }),
    [html, text],
  );
  await page.bringToFront();
  await page.keyboard.press('Control+c');
  await page.close();
}
