import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { faultsOf } from './support/axe.ts';
import type { TestBrowser } from './support/browser.ts';
import { addCampaign, addPerson, ana, emailStep, plainEmail } from './support/seed.ts';
import {
  addTemplate,
  escapePicker,
  newMail,
  nothingSent,
  openInbox,
  openPicker,
  optionsOf,
} from './support/tools.ts';
import { expect, test } from './support/world.ts';

async function openTemplates(client: TestBrowser): Promise<Page> {
  const page = await client.openPage('workspace.html');
  await expect(page.getByRole('heading', { name: 'Templates', level: 1 })).toBeVisible();
  return page;
}

const panelOf = (page: Page): Locator => page.getByRole('complementary');
const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) });

async function openTemplate(page: Page, name: string): Promise<Locator> {
  await rowOf(page, name)
    .getByRole('rowheader')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  const panel = panelOf(page);
  await expect(panel.getByRole('heading', { name, exact: true })).toBeFocused();
  return panel;
}

/** In the editor that is open. */
async function write(page: Page, texts: { name?: string; subject?: string; html?: string }): Promise<void> {
  if (texts.name) await page.getByRole('textbox', { name: 'Name' }).fill(texts.name);
  if (texts.subject) await page.getByRole('textbox', { name: 'Subject' }).fill(texts.subject);
  if (texts.html) {
    await page.getByRole('tab', { name: 'HTML source' }).click();
    await page.getByRole('textbox', { name: 'Text (HTML source)' }).fill(texts.html);
  }
  await page.getByRole('button', { name: 'Save + close' }).click();
  await expect(page.getByRole('heading', { name: 'Templates', level: 1 })).toBeVisible();
}

async function show(page: Page, view: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Show' }).selectOption(view);
}

test('a template is written, marked, changed, compared, restored, archived, and deleted with what goes with it', async ({
  member,
  client,
}) => {
  const page = await openTemplates(client);
  await expect(page.getByText('Your templates will stand here')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'New template' }).first().click();
  await write(page, { name: 'Offer', subject: 'Vans for {{company}}', html: '<p>Hello {{first_name}}</p>' });
  const panel = panelOf(page);
  await expect(panel.frameLocator('iframe').getByText('Hello {{first_name}}')).toBeVisible();

  const star = page.getByRole('button', { name: 'Favourite: Offer' });
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await show(page, 'Favourites');
  await expect(page.getByText('1 template', { exact: true })).toBeVisible();

  await panel.getByRole('button', { name: 'Edit' }).click();
  await write(page, { subject: 'New vans for {{company}}' });
  await expect(panel.getByText('version 2')).toBeVisible();
  await panel.getByRole('button', { name: 'Versions' }).click();
  const versions = page.getByRole('dialog', { name: 'Versions of “Offer”' });
  await expect(versions.locator('del')).toHaveText(['Vans']);
  await expect(versions.locator('ins')).toHaveText(['New', 'vans']);
  await versions.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(panel.getByText('version 3')).toBeVisible();
  await expect(panel.getByText('Vans for {{company}}', { exact: true })).toBeVisible();

  await panel.getByRole('button', { name: 'Duplicate' }).click();
  await expect(panel.getByRole('heading', { name: 'Copy of Offer' })).toBeFocused();
  await show(page, 'All');
  await expect(page.getByText('2 templates')).toBeVisible();

  await panel.getByRole('button', { name: 'Archive' }).click();
  await expect(panel.getByText(/^Archived: it is offered to nobody/)).toBeVisible();
  await expect(page.getByText('1 template', { exact: true })).toBeVisible();
  await show(page, 'Archived');
  await openTemplate(page, 'Copy of Offer');
  await panel.getByRole('button', { name: 'Bring back' }).click();
  await show(page, 'All');
  await expect(page.getByText('2 templates')).toBeVisible();

  await openTemplate(page, 'Offer');
  await panel.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete “Offer”?' });
  await expect(dialog.getByText(/versions 3, attachments 0, favourite marks 1/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(rowOf(page, 'Offer')).toHaveCount(1);
  await panel.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(rowOf(page, 'Offer')).toHaveCount(0);
  const { templates } = await member.api('templates.list', { query: {} });
  expect(templates.map(({ name }) => name)).toEqual(['Copy of Offer']);
});

test('what is exported comes in again; an HTML page becomes a template without what could act', async ({
  member,
  client,
}, info) => {
  await addTemplate(member);
  const page = await openTemplates(client);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('templates.json');
  const file = info.outputPath('templates.json');
  await download.saveAs(file);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    format: 'utskick.templates',
    templates: [{ name: 'First touch', category: 'Sales', subject: 'A question about {{company}}' }],
  });

  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByLabel('File').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByText('1 template added')).toBeVisible();
  await expect(page.getByText('2 templates')).toBeVisible();

  const html = '<title>Autumn</title><body><h1>Twelve vans</h1><script>steal()</script></body>';
  await dialog
    .getByLabel('File')
    .setInputFiles({ name: 'autumn.html', mimeType: 'text/html', buffer: Buffer.from(html) });
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByText(/^autumn: taken out .*script/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const panel = await openTemplate(page, 'autumn');
  await expect(panel.frameLocator('iframe').getByText('Twelve vans')).toBeVisible();
  const { templates } = await member.api('templates.list', { query: { search: 'Autumn' } });
  const made = await member.api('templates.get', { params: { id: templates[0]?.id ?? '' } });
  expect(made).toMatchObject({ subject: 'Autumn', shared: false });
  expect(made.html).not.toContain('steal');
});

test('after an edit the campaigns with a copy are offered, and the chosen one gets the new text', async ({
  member,
  client,
}) => {
  const template = await addTemplate(member);
  const copy = { ...plainEmail(template.subject), html: template.html };
  const fromTemplate = { id: template.id, version: template.version };
  const day = () => [{ number: 1, steps: [emailStep('First email', { ...copy, fromTemplate })] }];
  const chosen = await addCampaign(member, day(), 'Spring');
  const other = await addCampaign(member, day(), 'Autumn');
  const page = await openTemplates(client);
  const panel = await openTemplate(page, 'First touch');
  await panel.getByRole('button', { name: 'Edit' }).click();
  await write(page, { subject: 'Another question' });
  const offered = page.getByRole('dialog', { name: '“First touch” in campaigns' });
  await offered.getByRole('checkbox', { name: 'Spring' }).check();
  await offered.getByRole('button', { name: 'Update 1 campaign' }).click();
  await expect(offered.getByText('Spring: steps updated 1, left alone 0')).toBeVisible();
  const subjectOf = async (id: string) =>
    (await member.api('campaigns.get', { params: { id } })).days[0]?.steps[0]?.email?.subject;
  expect(await subjectOf(chosen.id)).toBe('Another question');
  expect(await subjectOf(other.id)).toBe(template.subject);
});

test('a rule puts a template first for whom it holds; shared, a colleague sees it until it is private again', async ({
  member,
  client,
}) => {
  await addPerson(member, ana);
  await addTemplate(member, { name: 'Another' });
  const template = await addTemplate(member, { name: 'Ports' });
  const page = await openTemplates(client);
  const panel = await openTemplate(page, 'Ports');
  await panel.getByRole('button', { name: 'Change rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'For whom “Ports” is recommended' });
  await dialog.getByRole('combobox', { name: 'Field' }).fill('company');
  await dialog.getByRole('combobox', { name: 'Comparison' }).selectOption('contains');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('fjord');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByRole('listitem').getByText('“fjord”')).toBeVisible();
  const shared = async () => (await member.api('templates.get', { params: { id: template.id } })).shared;
  const shareWith = async (whom: string) => {
    await panel.getByRole('button', { name: 'Share' }).click();
    const sharing = page.getByRole('dialog', { name: 'Share “Ports”' });
    await sharing.getByRole('radio', { name: whom }).check();
    await sharing.getByRole('button', { name: 'Save' }).click();
    await expect(sharing).toBeHidden();
  };
  await shareWith('Everybody');
  expect(await shared()).toBe(true);
  await shareWith('Nobody: it stays private');
  expect(await shared()).toBe(false);

  const mail = await openInbox(client, member);
  const window = await newMail(mail.page, [ana.email ?? '']);
  const picker = await openPicker(mail.page, window);
  await expect(optionsOf(picker).first()).toContainText(/Ports\s*recommended/);
  await escapePicker(mail.page);
  await nothingSent(mail.page, mail.double);
});

test('files are added in the page, and whoever takes the template in Gmail saves them to put them in', async ({
  member,
  client,
}, info) => {
  await addPerson(member, ana);
  const template = await addTemplate(member);
  const page = await openTemplates(client);
  const panel = await openTemplate(page, 'First touch');
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 31) % 256));
  await panel
    .getByLabel('Add files')
    .and(page.locator('input'))
    .setInputFiles({ name: 'Prislista – 2027.pdf', mimeType: 'application/pdf', buffer: bytes });
  await expect(panel.getByText('Prislista – 2027.pdf')).toBeVisible();
  expect(await member.api('templates.get', { params: { id: template.id } })).toMatchObject({
    attachments: [{ name: 'Prislista – 2027.pdf', type: 'application/pdf', bytes: bytes.length }],
  });

  const mail = await openInbox(client, member);
  const window = await newMail(mail.page, [ana.email ?? '']);
  const picker = await openPicker(mail.page, window);
  await expect(picker.getByText('1 file goes with it: Prislista – 2027.pdf')).toBeVisible();
  await mail.page.keyboard.press('Enter');
  await expect(picker.getByText('Put 1 file into the mail yourself')).toBeVisible();
  await expect(mail.gmail.body()).toContainText('Hi Ana,');
  const downloading = mail.page.waitForEvent('download');
  await picker.getByRole('button', { name: 'Save Prislista – 2027.pdf' }).click();
  const file = info.outputPath('saved.pdf');
  await (await downloading).saveAs(file);
  expect((await readFile(file)).equals(bytes)).toBe(true);
  await picker.getByRole('button', { name: 'Back to the mail', exact: true }).click();
  await expect(mail.gmail.body()).toBeFocused();
  await nothingSent(mail.page, mail.double);
});
