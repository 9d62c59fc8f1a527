import { randomUUID } from 'node:crypto';
import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('mailings §5.3 both: a mailing of a selection and a project goes by the rule that is chosen, and takes a list along', async ({
  member,
  client,
}) => {
  const people = [];
  for (const firstName of ['Ana', 'Bo', 'Cia']) {
    const email = `${firstName.toLowerCase()}@fjord.example`;
    const person = await addPerson(member, { ...ana, firstName, lastName: 'Itō', email });
    const change = { status: 'given', legalBasis: 'consent', source: 'phone', comment: null } as const;
    await member.api('people.setConsent', { params: { id: person.id, purpose: 'marketing' }, body: change });
    people.push(person.id);
  }
  const [anaId = '', boId = '', ciaId = ''] = people;
  const selection = { id: randomUUID(), name: 'Customers', personIds: [anaId, boId] };
  await member.api('selections.create', { body: selection });
  const project = { id: randomUUID(), name: 'Autumn fair', personIds: [boId, ciaId] };
  await member.api('projects.create', { body: project });
  const page = await client.openPage(`workspace.html#/people?tab=projects&id=${project.id}`);
  const row = (name: RegExp) => page.getByRole('row', { name });

  // Begun from the project, which it names from then on.
  await page.getByRole('link', { name: 'Activities' }).click();
  await expect(page.getByText('No mailing belongs to this project yet')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create mailing' }).first().click();
  const begin = page.getByRole('dialog', { name: 'Create new mailing' });
  await expect(begin.getByRole('textbox')).toHaveValue('Mailing to Autumn fair');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '1. Setup' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Project' })).toHaveValue(project.id);
  await expect(page.getByText('2 people are in there and become recipients.')).toBeVisible();

  // With a selection beside it the rule is shown, each with its count.
  await page.getByRole('combobox', { name: 'Selection' }).selectOption('Customers');
  const rule = (name: string) => page.getByRole('radio', { name });
  await expect(rule('Only who is in the selection: 2 people')).toBeChecked();
  await expect(rule('Who is in the selection or in the project: 3 people')).toBeVisible();
  await expect(rule('Who is in both: 1 person')).toBeVisible();
  await rule('Who is in the selection, but not in the project: 1 person').press('Space');
  await page.getByRole('textbox', { name: 'Email subject' }).fill('The fair');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Empty mail' }).click();
  await page.getByRole('tab', { name: 'HTML source' }).click();
  await page.getByRole('textbox', { name: 'Text (HTML source)' }).fill('<p>Hello</p>');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(row(/Ana Itō.*Ready to send/)).toBeVisible({ timeout: 30_000 });
  await expect(row(/Bo Itō/)).toBeHidden();

  // The project once more, as a source of its own.
  await page.getByRole('radio', { name: 'Project' }).press('Space');
  await page.getByRole('combobox', { name: 'Project' }).selectOption('Autumn fair (2 people)');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(row(/Cia Itō.*Ready to send/)).toBeVisible({ timeout: 30_000 });
  await expect(row(/Bo Itō.*Ready to send/)).toBeVisible();

  // A file is imported as a list, and the way leads back with it.
  await page.getByRole('radio', { name: 'Import' }).press('Space');
  await expect(page.getByText('No list has been imported yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Import a file' }).click();
  expect(await faultsOf(page)).toEqual([]);
  const buffer = Buffer.from('email,name\nguest@sea.example,A Guest\n');
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'guests.csv', mimeType: 'text/csv', buffer });
  const importing = page.getByRole('dialog', { name: 'Import a list for this mailing' });
  await importing.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('combobox', { name: 'Legal basis' }).selectOption('Consent');
  await page
    .getByRole('textbox', { name: 'When, where and to what they agreed' })
    .fill('Signed up at the stand');
  await page.getByRole('button', { name: 'Check, without writing anything' }).click();
  await page.getByRole('button', { name: /^Import 1/ }).click();
  await page.getByRole('button', { name: 'Add the list to the recipients' }).click();
  await expect(row(/A Guest.*Ready to send/)).toBeVisible({ timeout: 30_000 });
  await expect(row(/guests.csv Import 1/)).toBeVisible();

  // It stands with the selection and with the project.
  await page.getByRole('button', { name: 'Save + close' }).click();
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('link', { name: 'Selections' }).click();
  await page.getByRole('button', { name: 'Customers' }).click();
  await page
    .getByRole('navigation', { name: 'Parts of this page' })
    .getByRole('link', { name: 'Mailings' })
    .click();
  await expect(row(/Mailing to Autumn fair.*Under construction/)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});
