import type { Locator } from '@playwright/test';
import { openSidebar } from './support/browser.ts';
import { addCampaign, addPerson, ana, emailStep, launch, plainEmail, tasksOf } from './support/seed.ts';
import {
  addTemplate,
  leavePicker,
  newMail,
  nothingSent,
  offer,
  openInbox,
  openPicker,
  toolButton,
} from './support/tools.ts';
import { expect, test } from './support/world.ts';

const anas = 'ana.ito@fjord.example';
const linked = `<p>Hi, <a href="${offer.replace('&', '&amp;')}">our offer</a>, <a href="mailto:a@b.example">mail</a>, <a href="tel:+4612">call</a>, <a href="https://northwind.example/unsubscribe">leave</a></p>`;

/** Where the links of a text lead. */
function hrefs(body: Locator): Promise<(string | null)[]> {
  return body.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
}

test('tracked links lead by the server, are shown as before, and the choice stays for the next mail', async ({
  server,
  member,
  client,
}) => {
  const person = await addPerson(member, ana);
  await addTemplate(member, { html: linked });
  const { page, double, gmail } = await openInbox(client, member);
  const window = await newMail(page, [anas]);
  const picker = await openPicker(page, window);
  await picker.getByRole('radio', { name: 'Links tracked' }).click();
  await expect(picker.getByText('127.0.0.1, this computer')).toBeVisible();
  await expect(toolButton(window)).toHaveText('Tracked');
  await expect(toolButton(window)).toHaveAccessibleName(/Links are tracked/);
  await leavePicker(page, picker.getByRole('button', { name: 'Insert at cursor' }).click());
  await expect(gmail.body()).toContainText('Hi, our offer, mail, call, leave');
  const [first, ...others] = await hrefs(gmail.body());
  expect(first).toMatch(new RegExp(`^${server.url}/t/`));
  expect(others).toEqual(['mailto:a@b.example', 'tel:+4612', 'https://northwind.example/unsubscribe']);

  const headers = { 'user-agent': await page.evaluate(() => navigator.userAgent.replace('Headless', '')) };
  const clicked = await fetch(first ?? '', { redirect: 'manual', headers });
  expect(clicked.headers.get('location')).toBe(offer);
  const kinds = async () => {
    const { activities } = await member.api('people.context', { params: { id: person.id } });
    return activities.map(({ kind }) => kind);
  };
  await expect.poll(kinds).toContain('link.clicked');

  const second = await newMail(page);
  await expect(toolButton(second)).toHaveText('Tracked');
  await nothingSent(page, double);
});

test('where the server is away, a text is inserted untracked and that is said', async ({
  member,
  client,
  server,
}) => {
  await addPerson(member, ana);
  await addTemplate(member);
  const { page, gmail } = await openInbox(client, member);
  const window = await newMail(page, [anas]);
  const picker = await openPicker(page, window);
  await picker.getByRole('radio', { name: 'Links tracked' }).click();
  await expect(toolButton(window)).toHaveText('Tracked');
  await server.stop();
  try {
    await picker.getByRole('button', { name: 'Insert at cursor' }).click();
    await expect(picker.getByText('Inserted, but links are untracked')).toBeVisible();
    await expect(picker.getByText('The server did not answer')).toBeVisible();
    expect(await hrefs(gmail.body())).toEqual([offer]);
    await leavePicker(page, picker.getByRole('button', { name: 'Back to the mail', exact: true }).click());
    await expect(gmail.body()).toBeFocused();
  } finally {
    await server.start();
  }
});

test('a task is filled with tracked links once that is the choice', async ({ server, member, client }) => {
  const person = await addPerson(member, ana);
  await addTemplate(member);
  const email = { ...plainEmail('First'), html: linked };
  await launch(member, await addCampaign(member, [{ number: 1, steps: [emailStep('First', email)] }]), [
    person,
  ]);
  const { page, gmail } = await openInbox(client, member);
  const picker = await openPicker(page, await newMail(page, [anas]));
  await picker.getByRole('radio', { name: 'Links tracked' }).click();
  await leavePicker(page, picker.getByRole('button', { name: 'Close and go back' }).click());
  await gmail.discard();
  const sidebar = await openSidebar(page);
  await sidebar.getByRole('button', { name: /^Email.*Ana/ }).click();
  await sidebar.getByRole('button', { name: 'Write mail' }).click();
  await expect(sidebar.getByText('Press Send there')).toBeVisible();
  const [first] = await hrefs(gmail.body());
  expect(first).toMatch(new RegExp(`^${server.url}/t/`));
  await expect(toolButton(gmail.window(0))).toHaveText('Tracked');
});

test('recipients are put on a campaign; who is on it, or unknown, is told with the reason', async ({
  member,
  client,
}) => {
  const person = await addPerson(member, ana);
  const campaign = await addCampaign(member, [
    { number: 1, steps: [emailStep('Hello', plainEmail('Hello'))] },
  ]);
  await launch(member, campaign, [person]);
  await addTemplate(member);
  const { page } = await openInbox(client, member);
  const picker = await openPicker(page, await newMail(page, [anas, 'new.one@fjord.example']));
  await picker.getByRole('tab', { name: 'Add to campaign' }).click();
  await expect(picker.getByText('new.one@fjord.example is not among your contacts')).toBeVisible();
  await picker.getByRole('button', { name: 'Add person' }).click();
  await picker.getByLabel('First name').fill('Nils');
  await picker.getByLabel('Last name').fill('Ny');
  await page.keyboard.press('Enter');
  await expect(picker.getByRole('checkbox', { name: /Nils Ny/ })).toBeChecked();
  await expect(picker.getByRole('checkbox', { name: /Ana Itō/ })).toBeChecked();
  await picker.getByRole('button', { name: 'Add 2 people to First touch' }).click();
  await expect(picker.getByText('Nils Ny is on First touch')).toBeVisible();
  await expect(picker.getByText('Ana Itō was not added')).toBeVisible();
  await expect(picker.getByText('This person is already on the campaign.')).toBeVisible();
  await expect
    .poll(async () => (await tasksOf(member, 'open')).map(({ personName }) => personName).sort())
    .toEqual(['Ana Itō', 'Nils Ny']);
});

test('R11 gmail: a mail of my own completes the due task it is said to be, once it is sent', async ({
  member,
  client,
}) => {
  const person = await addPerson(member, ana);
  const campaign = await addCampaign(member, [
    { number: 1, steps: [emailStep('First email', plainEmail('Hello'))] },
  ]);
  await launch(member, campaign, [person]);
  await addTemplate(member);
  const { page, double, gmail } = await openInbox(client, member);
  await expect.poll(() => client.badge()).toBe('1');
  const window = await newMail(page, [anas]);
  const picker = await openPicker(page, window);
  await expect(picker.getByText('Complete task: First email')).toBeVisible();
  await picker.getByRole('button', { name: 'This is that mail' }).click();
  await expect(picker.getByText('Sending this mail completes: First email')).toBeVisible();
  await expect(gmail.subject()).toHaveValue('');
  await picker.getByRole('button', { name: 'Undo' }).click();
  await expect(picker.getByText('Complete task: First email')).toBeVisible();
  await picker.getByRole('button', { name: 'This is that mail' }).click();
  await leavePicker(page, picker.getByRole('button', { name: 'Insert its text' }).click());
  await expect(gmail.body()).toContainText('Hello');
  await expect(gmail.subject()).toHaveValue('Hello');
  await nothingSent(page, double);
  await gmail.send();
  await expect.poll(async () => (await tasksOf(member, 'done')).length).toBe(1);
  const [done] = await tasksOf(member, 'done');
  expect(done?.outcome?.proof).toMatchObject({ evidence: 'network', to: [anas], subject: 'Hello' });
  expect(await page.evaluate(() => globalThis.window.__untrustedSends)).toEqual([]);
});

test('R11 gmail: a mail that was let go of again completes nothing', async ({ member, client }) => {
  const person = await addPerson(member, ana);
  const campaign = await addCampaign(member, [
    { number: 1, steps: [emailStep('First email', plainEmail('Hello'))] },
  ]);
  await launch(member, campaign, [person]);
  await addTemplate(member);
  const { page, double, gmail } = await openInbox(client, member, { draftIdAtOnce: true });
  await expect.poll(() => client.badge()).toBe('1');
  const picker = await openPicker(page, await newMail(page, [anas]));
  await picker.getByRole('button', { name: 'This is that mail' }).click();
  await picker.getByRole('button', { name: 'Undo' }).click();
  await expect(picker.getByText('Complete task: First email')).toBeVisible();
  await leavePicker(page, picker.getByRole('button', { name: 'Close and go back' }).click());
  await gmail.body().click();
  await page.keyboard.type('Something else');
  await gmail.send();
  await expect.poll(() => double.sent().length).toBe(1);
  await expect.poll(() => client.requests()).toContain('done');
  // What the browser had to tell is told before it hears of another task.
  await launch(member, campaign, [await addPerson(member, { ...ana, email: 'ana.lund@fjord.example' })]);
  await expect.poll(() => client.badge()).toBe('2');
  expect(await tasksOf(member, 'done')).toEqual([]);
});
