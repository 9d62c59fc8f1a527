import type { APIRequestContext } from '@playwright/test';
import { simpleParser } from 'mailparser';
import type { PracticeArrival, PracticeArrivalRow } from '../../lib/contract/practice.ts';
import { addPerson, ana, launch } from './support/seed.ts';
import { expect, test } from './support/world.ts';

const pdf = Buffer.from('%PDF-1.7 prices of 2027');
const browserAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

test('§2.6 content: a file uploaded in a step arrives as a link, and who looks at it stands in the feed by its name', async ({
  server,
  member,
  client,
}) => {
  const person = await addPerson(member, ana);
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await page.getByRole('button', { name: 'New campaign' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Prices');
  await page
    .getByRole('group', { name: 'Add a step to day 1' })
    .getByRole('button', { name: 'Email' })
    .click();
  const step = page.getByRole('region', { name: /^Step: / });
  await step.getByRole('textbox', { name: 'Title' }).fill('First mail');
  await step.getByRole('combobox', { name: 'How it is sent' }).selectOption('At a fixed time');
  await step.getByLabel('Sent at').fill('00:00');
  await step.getByRole('textbox', { name: 'Subject' }).fill('Our prices');
  await step.locator('.rich').click();
  await page.keyboard.type('Hello {{first_name}}, see ');
  await step.getByRole('button', { name: 'Add content' }).click();
  const dialog = page.getByRole('dialog', { name: 'Content' });
  await expect(dialog.getByText('Nothing has been uploaded yet.')).toBeVisible();
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'Prices 2027.pdf', mimeType: 'application/pdf', buffer: pdf });
  await expect(dialog).toHaveCount(0);
  await expect(step.locator('.rich')).toContainText('see Prices 2027.pdf');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  const { campaigns } = await member.api('campaigns.overview', { query: {} });
  const campaign = await member.api('campaigns.get', { params: { id: campaigns[0]?.id ?? '' } });
  await launch(member, campaign, [person]);
  const html = await arrived(client.context.request, server.url, await server.issueWebLink(member.userId));
  const link = /<a href="([^"]+)"[^>]*>Prices 2027\.pdf<\/a>/.exec(html)?.[1] ?? '';
  expect(html).toContain('Hello Ana, see ');
  expect(link).toContain(`${server.url}/t/`);

  await page.getByRole('link', { name: 'Live Feed' }).click();
  const looks = page.getByRole('listitem').filter({ hasText: 'Looked at a file: Prices 2027.pdf' });
  await expect(page.getByRole('listitem').filter({ hasText: 'Campaign started: Prices' })).toBeVisible();
  await expect(looks).toHaveCount(0);
  const answer = await fetch(link, { headers: { 'user-agent': browserAgent } });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf);
  await expect(looks).toHaveCount(1);
  await expect(looks).toContainText('Ana Itō');

  await page.goBack();
  await step.getByRole('button', { name: 'Add content' }).click();
  await expect(dialog.getByText(/seen by 1 person/)).toBeVisible();
});

/** The text of the one mail that the practice sink gets. */
async function arrived(request: APIRequestContext, serverUrl: string, code: string): Promise<string> {
  await request.post(`${serverUrl}/link`, { form: { code }, headers: { origin: serverUrl } });
  const ask = async (path: string) => (await request.get(`${serverUrl}/practice/api/sink${path}`)).json();
  let rows: PracticeArrivalRow[] = [];
  await expect
    .poll(async () => {
      ({ rows } = await ask(''));
      return rows.length;
    })
    .toBe(1);
  const { source }: PracticeArrival = await ask(`/${rows[0]?.id}`);
  const { html } = await simpleParser(source);
  return html || '';
}
