import { readFile } from 'node:fs/promises';
import { sheetOf } from '../support/workbook.ts';
import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import { expect, test } from './support/world.ts';

const csv = Buffer.from(
  `Namn;E-post;Företag;Antal bilar
Åsa Öberg;asa@tallmo.example;Tallmo;40
Ana Itō?;ANA.ITO@fjord.example;;12
;inte en adress;=1+1;
`.replace('ō', 'o'),
  'latin1',
);

test('a list in windows-1252 becomes contacts: columns, consent, check, import, and all of it is undone', async ({
  member,
  client,
}) => {
  await addPerson(member, ana);
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(page.getByText('Nothing has been imported yet.')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  const give = (name: string, mimeType: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
  await give('Kunder.csv', 'text/csv', csv);

  await expect(page.getByText('Please look at the letters')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Separator' })).toHaveValue(';');
  await expect(page.getByRole('cell', { name: 'Åsa Öberg' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'E-post is' })).toHaveValue('email');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('combobox', { name: 'E-post is' }).selectOption('Leave out');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('alert')).toContainText('Say which column holds the email addresses.');
  await page.getByRole('combobox', { name: 'E-post is' }).selectOption('Email');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('checkbox', { name: 'E-marketing' }).check();
  await page.getByRole('button', { name: /^Check/ }).click();
  await expect(page.getByText('Choose a legal basis.')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('combobox', { name: 'Legal basis' }).selectOption('Consent');
  await page.getByRole('textbox', { name: /^When, where/ }).fill('Signed up at the fair');
  await page.getByRole('button', { name: /^Check/ }).click();

  await expect(page.getByText('This is what will come of it')).toBeVisible();
  const figure = (name: string) => page.locator('dl > div').filter({ hasText: name });
  await expect(figure('New')).toContainText('1');
  await expect(figure('Updated')).toContainText('1');
  await expect(figure('Left out')).toContainText('1');
  expect(await faultsOf(page)).toEqual([]);
  expect((await member.api('people.list', { query: {} })).total).toBe(1);
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('You can undo it for thirty days.')).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the rows left out' }).click();
  const saved = await readFile(await (await download).path(), 'utf8');
  expect(saved).toContain(`4,Not an address that mail could go to,,inte en adress,'=1+1`);
  const { people } = await member.api('people.list', { query: {} });
  expect(people).toHaveLength(2);
  expect(people.find(({ email }) => email === 'asa@tallmo.example')).toMatchObject({
    firstName: 'Åsa',
    lastName: 'Öberg',
    companyName: 'Tallmo',
    fields: { 'Antal bilar': '40' },
  });
  const known = people.find(({ email }) => email === ana.email);
  expect(known).toMatchObject({ firstName: 'Ana', fields: { 'Antal bilar': '12' } });

  await page.getByRole('button', { name: 'Undo the import' }).click();
  await expect(figure('Removed')).toContainText('1');
  await expect(figure('As before')).toContainText('1');
  await page.getByRole('button', { name: 'Back to contacts' }).click();
  await expect(page.getByRole('row', { name: /Ana Itō/ })).toBeVisible();
  expect((await member.api('people.list', { query: {} })).people).toMatchObject([{ fields: {} }]);
});

test('a workbook becomes contacts, and a file that is none is told so', async ({ member, client }) => {
  const page = await client.openPage('workspace.html#/people?edit=import');
  const give = (name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await give('Old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  await expect(page.getByRole('alert')).toContainText('Save it as .xlsx');
  await page.getByRole('button', { name: 'Another file' }).click();
  const rows = Array.from({ length: 1200 }, (_, row) => [`Person ${row}`, `p${row}@fjord.example`]);
  await give('People.xlsx', sheetOf([['Our people'], ['Full name', 'Email'], ...rows]));
  await expect(page.getByRole('combobox', { name: 'Sheet' })).toHaveValue('Sheet1');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: /^Check/ }).click();
  await page.getByRole('button', { name: 'Import 1,200 rows' }).click();
  await page.getByRole('button', { name: 'See the contacts' }).click();
  await expect(page.getByText('1,200 people', { exact: true })).toBeVisible();
  expect((await member.api('people.list', { query: { limit: 1 } })).total).toBe(1200);
});
