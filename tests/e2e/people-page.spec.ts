import { faultsOf } from './support/axe.ts';
import { addCampaign, addPerson, ana, callStep } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('contacts and companies are added, changed, found and put on a campaign together', async ({
  member,
  client,
}) => {
  await addPerson(member, { ...ana, companyName: 'Tallmo' });
  await addCampaign(member, [{ number: 1, steps: [callStep('Ring')] }]);
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'People' }).click();
  const row = (name: RegExp) => page.getByRole('row', { name });
  await expect(row(/Ana Itō.*Tallmo/)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  // One more, by keyboard; what is wrong is said at its field.
  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'Add person' });
  const type = (name: string | RegExp, text: string) => form.getByRole('textbox', { name }).fill(text);
  await type('First name', 'Bo');
  await type('Last name', 'Berg');
  await type('Email', 'bo@');
  await type(/^Company/, 'TALLMO');
  await form.getByRole('combobox', { name: 'Language' }).selectOption('Swedish');
  await form.getByRole('button', { name: 'Add field' }).click();
  await form.getByRole('combobox', { name: 'Field' }).fill('Plan');
  await form.getByRole('textbox', { name: 'Value of Plan' }).fill('Gold');
  expect(await faultsOf(page)).toEqual([]);
  await form.getByRole('button', { name: 'Add person' }).click();
  await expect(form.getByRole('alert')).toContainText('Type an address');
  await type('Email', 'bo@tallmo.example');
  await page.keyboard.press('Control+Enter');
  await expect(row(/Bo Berg.*Tallmo/)).toBeVisible();
  const found = await member.api('people.list', { query: { search: 'Bo Berg' } });
  expect(found.people).toMatchObject([
    { companyName: 'Tallmo', language: 'sv', fields: { Plan: 'Gold' }, email: 'bo@tallmo.example' },
  ]);

  // What is known of somebody, and changed; the address of the page leads back to it.
  await row(/Bo Berg/)
    .getByRole('button', { name: /Bo Berg/ })
    .click();
  const sheet = page.getByRole('dialog', { name: 'Person' });
  await sheet.getByRole('button', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit Bo Berg' });
  await edit.getByRole('textbox', { name: 'Title (optional)' }).fill('Buyer');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(sheet.getByText('Buyer')).toBeVisible();
  expect(new URL(page.url()).hash).toContain(found.people[0]?.id ?? 'nobody');
  await page.keyboard.press('Escape');
  await expect(row(/Bo Berg Buyer/)).toBeVisible();

  // The company is one, bears a new name with all its people, and can be left behind.
  await page.getByRole('link', { name: 'Companies' }).click();
  await expect(row(/Tallmo 2/)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Tallmo' }).click();
  const company = page.getByRole('dialog', { name: 'Tallmo', exact: true });
  await expect(company.getByRole('heading', { name: '2 people work there' })).toBeVisible();
  await company.getByRole('button', { name: 'Edit' }).click();
  const change = page.getByRole('dialog', { name: 'Edit Tallmo' });
  await change.getByRole('textbox', { name: 'Name' }).fill('Tallmo Livs AB');
  await change.getByRole('textbox', { name: /^Website/ }).fill('tallmo.example');
  expect(await faultsOf(page)).toEqual([]);
  await change.getByRole('button', { name: 'Save' }).click();
  const renamed = page.getByRole('dialog', { name: 'Tallmo Livs AB', exact: true });
  await expect(renamed.getByRole('link', { name: 'tallmo.example' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Contacts' }).click();
  await expect(row(/Ana Itō.*Tallmo Livs AB/)).toBeVisible();

  // Found by part of a name, ticked, and put on a campaign.
  await page.keyboard.press('/');
  await page.keyboard.type('livs');
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check();
  await page.getByRole('button', { name: 'Add 2 people to a campaign' }).click();
  await expect(page.getByRole('heading', { name: 'Who is to be added?' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add 2 people to a campaign' })).toBeEnabled();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByText('2 chosen')).toBeVisible();

  // A company is deleted with its consequence said before; its people stay.
  await row(/Ana Itō/)
    .getByRole('button', { name: 'Tallmo Livs AB' })
    .click();
  await renamed.getByRole('button', { name: 'Delete company' }).click();
  const sure = page.getByRole('dialog', { name: 'Delete Tallmo Livs AB?' });
  await expect(sure).toContainText('2 people work there and will belong to no company.');
  await sure.getByRole('button', { name: 'Delete company' }).click();
  await expect(page.getByRole('heading', { name: 'No companies yet' })).toBeVisible();
  await page.getByRole('link', { name: 'Contacts' }).click();
  await expect(row(/Ana Itō/)).toBeVisible();
});
