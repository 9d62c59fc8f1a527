import { startTestSink } from '../support/smtp-sink.ts';
import { faultsOf } from './support/axe.ts';
import { addTemplate } from './support/tools.ts';
import { expect, test } from './support/world.ts';

test('§14.3: a signature that is written once stands in the next text, and the company’s days off can be taken back', async ({
  member,
  client,
}) => {
  await addTemplate(member, { name: 'Signed', html: '<p>Hello</p>{{my_signature}}' });
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Settings' }).click();
  const you = page.getByRole('region', { name: 'You' });
  await you.getByRole('textbox', { name: /^My title/ }).fill('Fleet adviser');
  await you.getByRole('combobox', { name: 'Public holidays of' }).selectOption('Germany: Bayern');
  const signature = you.getByRole('textbox', { name: 'My signature' });
  await signature.click();
  await page.keyboard.type('Mia, ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('Nordby Vans');
  await you.getByRole('button', { name: 'Save' }).click();
  await expect(you.getByText('Saved')).toBeVisible();
  const me = await member.api('me.get', {});
  expect(me.user).toMatchObject({ title: 'Fleet adviser', country: 'DE-BY' });
  expect(me.user.signature).toContain('<strong>Nordby Vans</strong>');
  expect(await faultsOf(page)).toEqual([]);

  await you.getByRole('textbox', { name: 'My name' }).fill(' ');
  await you.getByRole('button', { name: 'Save' }).click();
  await expect(you.getByRole('alert').first()).toBeVisible();
  expect(await member.api('me.get', {})).toEqual(me);

  const days = page.getByRole('region', { name: 'Days off of the company' });
  await days.getByLabel('Day', { exact: true }).fill('2026-12-23');
  await days.getByRole('button', { name: 'Add day' }).click();
  await expect(days.getByText('Say what the day is called.')).toBeVisible();
  await days.getByLabel('What it is called').fill('Stocktaking');
  await page.keyboard.press('Enter');
  await expect(days.getByRole('listitem').filter({ hasText: 'Stocktaking' })).toBeVisible();
  expect(await member.api('daysOff.get', {})).toEqual({
    days: [{ date: '2026-12-23', name: 'Stocktaking' }],
  });
  await days.getByRole('button', { name: 'Undo' }).click();
  await expect(days.getByText('No days off yet.')).toBeVisible();

  // Nothing escapes by accident: mails leave only after an account of one's own was added.
  const sending = page.getByRole('region', { name: 'Sending' });
  await expect(sending.getByText('these mails go to the practice mailbox')).toBeVisible();
  const sink = await startTestSink();
  await sending.getByRole('textbox', { name: 'Mail server' }).fill('127.0.0.1');
  await sending.getByRole('combobox', { name: 'Encryption' }).selectOption('None (only on this machine)');
  await sending.getByRole('textbox', { name: 'Port' }).fill(String(sink.port));
  await sending.getByRole('textbox', { name: 'User name' }).fill('');
  await sending.getByRole('button', { name: 'Send through this account' }).click();
  await expect(sending.getByText('This is needed.')).toBeVisible();
  await sending.getByLabel('Password').fill('correct horse');
  await page.keyboard.press('Enter');
  await sending.getByRole('button', { name: 'Send a test mail to myself' }).click();
  await expect(sending.getByText('Taken: the test mail is on its way')).toBeVisible();
  expect(sink.arrivals.map(({ recipient }) => recipient)).toEqual([me.user.email]);
  // Signed from when that is begun: the record has to be in the DNS first.
  await sending.getByRole('button', { name: 'Set up signing' }).click();
  await sending.getByRole('textbox', { name: 'Domain' }).fill('other.example');
  await sending.getByRole('button', { name: 'Save' }).click();
  await expect(sending.getByText('or a domain above it')).toBeVisible();
  const domain = me.user.email.slice(me.user.email.indexOf('@') + 1);
  await sending.getByRole('textbox', { name: 'Domain' }).fill(domain);
  await page.keyboard.press('Enter');
  await expect(sending.getByText(/^v=DKIM1; k=rsa; p=[A-Za-z0-9+/=]{392}$/)).toBeVisible();
  await sending.getByRole('button', { name: 'Start signing' }).click();
  await expect(sending.getByRole('button', { name: 'Stop signing' })).toBeVisible();
  await sending.getByRole('button', { name: 'Send a test mail to myself' }).click();
  await expect.poll(() => sink.arrivals.length).toBe(2);
  expect(sink.arrivals[1]?.source).toContain(` d=${domain};`);
  expect(await faultsOf(page)).toEqual([]);
  await sending.getByRole('button', { name: 'Remove the key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the key' }).click();
  await expect(sending.getByRole('button', { name: 'Set up signing' })).toBeVisible();
  await sending.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(sending.getByText('Mails that leave by themselves are held')).toBeVisible();
  await sending.getByRole('button', { name: 'Undo' }).click();
  await expect(sending.getByText('In use')).toBeVisible();
  await sink.stop();

  await page.getByRole('link', { name: 'Templates' }).click();
  await page
    .getByRole('rowheader')
    .getByRole('button', { name: /^Signed/ })
    .click();
  await page.getByRole('complementary').getByRole('button', { name: 'Edit' }).click();
  const preview = page.frameLocator('iframe').first();
  await expect(preview.getByText('Nordby Vans')).toBeVisible();
});
