import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('a mailing is set up, written, given recipients, looked at, tried out and sent, and its results say so', async ({
  member,
  client,
  server,
}) => {
  const person = await addPerson(member, ana);
  const change = { status: 'given', legalBasis: 'consent', source: 'phone', comment: null } as const;
  await member.api('people.setConsent', { params: { id: person.id, purpose: 'marketing' }, body: change });
  const page = await client.openPage('workspace.html');
  const next = () => page.getByRole('button', { name: 'Next', exact: true }).click();
  const step = (name: string) => page.getByRole('heading', { name });
  await page.getByRole('link', { name: 'Mailings' }).click();
  await expect(page.getByRole('heading', { name: 'Your mailings will stand here' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  // Begun by its name; what is missing keeps the next step closed, and is said.
  await page.keyboard.press('n');
  const begin = page.getByRole('dialog', { name: 'Create new mailing' });
  await begin.getByRole('textbox', { name: 'Name of mailing' }).fill('Spring news');
  await page.keyboard.press('Control+Enter');
  await expect(step('1. Setup')).toBeVisible();
  await next();
  await expect(page.getByText('Say its name, subject and sender first.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Email subject' }).fill('Spring for {{first_name}}');
  expect(await faultsOf(page)).toEqual([]);
  await next();
  await expect(step('2. Template')).toBeVisible();
  await page.getByRole('button', { name: 'Empty mail' }).click();

  // Written in its source, with a link of the recipient's own.
  await expect(step('3. Content')).toBeVisible();
  await page.getByRole('tab', { name: 'HTML source' }).click();
  const source = page.getByRole('textbox', { name: 'Text (HTML source)' });
  await source.fill('<p>Hello {{first_name}}, spring is here.</p>');
  await page.getByRole('button', { name: 'Insert a field in Text' }).click();
  await page.getByRole('combobox', { name: /Search fields/ }).fill('unsubscribe');
  await page.keyboard.press('Enter');
  await expect(source).toHaveValue(/<a href="\{\{unsubscribe_link\}\}">/);
  await page.getByRole('button', { name: 'Send test' }).click();
  const trial = page.getByRole('dialog', { name: 'Send test' });
  await expect(trial.getByRole('textbox')).toHaveValue(member.email);
  await trial.getByRole('button', { name: 'Send test' }).click();
  await expect(trial).toBeHidden();
  await next();

  // A contact, judged at once; the mail as she gets it.
  await expect(step('4. Recipients')).toBeVisible();
  await page.getByRole('radio', { name: 'Contacts' }).check({ force: true });
  await page.getByRole('combobox', { name: 'Find by name, address or company' }).fill('Ana');
  await page.getByRole('option', { name: /Ana Itō/ }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('row', { name: /Ana Itō.*Ready to send/ })).toBeVisible({ timeout: 30_000 });
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Preview for Ana Itō' }).click();
  const preview = page.getByRole('dialog', { name: 'Preview for Ana Itō' });
  await expect(preview.getByText('Spring for Ana')).toBeVisible();
  await expect(preview.frameLocator('iframe').getByText('Hello Ana, spring is here.')).toBeVisible();
  await page.keyboard.press('Escape');
  await next();

  // Checked once more, and sent.
  await expect(step('5. Confirm')).toBeVisible();
  await expect(page.getByText('There is no preheader')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send now' }).click();
  const sure = page.getByRole('dialog', { name: 'Send now' });
  await expect(sure).toContainText('1 person will get it now.');
  await sure.getByRole('button', { name: 'Send now' }).click();
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('to 1 recipient')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'Recipients' }).click();
  await expect(page.getByRole('row', { name: /Ana Itō.*Sent/ })).toBeVisible();

  // It has arrived, once; the test beside it.
  const form = { code: await server.issueWebLink(member.userId) };
  await page.request.post(`${server.url}/link`, { form, headers: { origin: server.url } });
  const sink = await (await page.request.get(`${server.url}/practice/api/sink`)).json();
  const subjects = sink.rows.map(({ subject }: { subject: string }) => subject);
  expect(subjects).toHaveLength(2);
  expect(subjects.filter((subject: string) => subject === 'Spring for Ana')).toHaveLength(1);

  // Its address leads back to it, and the person's sheet names it.
  expect(new URL(page.url()).hash).toMatch(/^#\/mailings\/[-0-9a-f]{36}\?part=recipients$/);
  await page.goBack();
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: /Ana Itō/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Person' });
  await expect(sheet.getByRole('link', { name: 'Spring news' })).toBeVisible();
});
