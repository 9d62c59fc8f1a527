import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('a tracked link is made, put into a mailing and clicked by a person and a scanner; who clicked is kept', async ({
  member,
  client,
  server,
}) => {
  const person = await addPerson(member, ana);
  const change = { status: 'given', legalBasis: 'consent', source: 'phone', comment: null } as const;
  await member.api('people.setConsent', { params: { id: person.id, purpose: 'marketing' }, body: change });
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Mailings' }).click();
  await page.getByRole('link', { name: 'Tracked links' }).click();
  await expect(page.getByRole('heading', { name: 'Tracked links for all your mailings' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  // Made with the keyboard; what is missing is said.
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Give it a name.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('Book a tour');
  await page.getByRole('textbox', { name: 'Address (URL)' }).fill('fjord.example/tour');
  await page.getByRole('combobox', { name: /Set the field/ }).fill('Wants');
  await page.getByRole('textbox', { name: /^To/ }).fill('a tour');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('row', { name: /Book a tour/ })).toBeVisible();

  // Put into a mailing by its name.
  await page
    .getByRole('navigation', { name: 'Mailings and tracked links' })
    .getByRole('link', { name: 'Mailings' })
    .click();
  await page.getByRole('button', { name: 'Create new mailing' }).first().click();
  await page.getByRole('textbox', { name: 'Name of mailing' }).fill('Spring news');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('textbox', { name: 'Email subject' }).fill('Spring is here');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Empty mail' }).click();
  await page.getByRole('tab', { name: 'HTML source' }).click();
  await page.getByRole('button', { name: 'Insert a field in Text' }).click();
  await page.getByRole('combobox', { name: /Search fields/ }).fill('book a');
  await page.keyboard.press('Enter');
  const source = page.getByRole('textbox', { name: 'Text (HTML source)' });
  await expect(source).toHaveValue(/<a href="\{\{tracked_link_[0-9a-f]{32}\}\}">Book a tour<\/a>/);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('radio', { name: 'Contacts' }).check({ force: true });
  await page.getByRole('combobox', { name: 'Find by name, address or company' }).fill('Ana');
  await page.getByRole('option', { name: /Ana Itō/ }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('row', { name: /Ana Itō.*Ready to send/ })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByRole('dialog', { name: 'Send now' }).getByRole('button', { name: 'Send now' }).click();
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 });

  // A scanner comes first, then Ana: the address in her mail holds nothing of where it leads.
  const form = { code: await server.issueWebLink(member.userId) };
  await page.request.post(`${server.url}/link`, { form, headers: { origin: server.url } });
  const sink = await (await page.request.get(`${server.url}/practice/api/sink`)).json();
  const mail = await (await page.request.get(`${server.url}/practice/api/sink/${sink.rows[0].id}`)).text();
  const address = /\/t\/[\w.-]+\/1/.exec(mail.replaceAll('=\\r\\n', '').replaceAll('=\r\n', ''))?.[0] ?? '';
  expect(address).not.toBe('');
  // No person reads within two seconds of getting a mail.
  const arrivedAt = Date.now();
  const click = async (agent: string) => {
    const answer = await fetch(server.url + address, {
      redirect: 'manual',
      headers: { 'user-agent': agent },
    });
    expect(answer.headers.get('location')).toBe('https://fjord.example/tour');
  };
  await click('Barracuda Sentinel');
  await expect.poll(() => Date.now() - arrivedAt).toBeGreaterThan(2500);
  await click('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
  const body = { search: '', limit: 10, offset: 0 };
  await expect
    .poll(async () => (await member.api('registeredLinks.list', { body })).links)
    .toMatchObject([{ clicks: 1, machineClicks: 1, mailings: 1 }]);

  // Who clicked, kept as a selection; the field is set once it is certain that it was her.
  await page.getByRole('link', { name: 'Mailings' }).click();
  await page.getByRole('link', { name: 'Tracked links' }).click();
  await expect(page.getByRole('row', { name: /Book a tour.* 1 / })).toBeVisible();
  await page.getByRole('button', { name: 'Clickers: Book a tour' }).click();
  const dialog = page.getByRole('dialog', { name: 'Clickers: Book a tour' });
  await expect(dialog.getByRole('row', { name: /Ana Itō.*Spring news/ })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('checkbox', { name: /Ana Itō/ }).check();
  await dialog.getByRole('button', { name: 'Add to selection' }).click();
  const keep = page.getByRole('dialog').last();
  await keep.getByRole('textbox').fill('Wants a tour');
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByText(/Wants a tour/)).toBeVisible();
  const { selections } = await member.api('selections.list', {});
  expect(selections).toMatchObject([{ name: 'Wants a tour', people: 1 }]);
  await expect
    .poll(async () => (await member.api('people.get', { params: { id: person.id } })).fields, {
      timeout: 60_000,
    })
    .toMatchObject({ Wants: 'a tour' });
});
