import { faultsOf } from './support/axe.ts';
import { addCampaign, addPerson, callStep, emailStep, tasksOf } from './support/seed.ts';
import { expect, test } from './support/world.ts';

const mail = {
  subject: 'Vans for {{company}}',
  html: '<p>Hi {{first_name}},</p><p>call {{phone}}.</p>',
  alsoTo: [],
  cc: [],
  bcc: [],
};

test('§5 workspace: people are put on a campaign from the workspace: who can, what is missing, first emails, start, plan, undo', async ({
  member,
  client,
}) => {
  const email = { ...emailStep('First mail', mail), send: 'fixed_time' as const, dueTime: '00:00' };
  const campaign = await addCampaign(member, [
    { number: 1, steps: [email] },
    { number: 3, steps: [callStep('Ring them')] },
  ]);
  const berg = { lastName: 'Berg', companyName: 'Fjord', phone: '+46 8 1' };
  const ana = await addPerson(member, { ...berg, firstName: 'Ana', email: 'ana@fjord.example' });
  const bo = await addPerson(member, { ...berg, firstName: 'Bo', email: 'bo@fjord.example', phone: null });
  await addPerson(member, { ...berg, firstName: 'Cai' });
  const dag = await addPerson(member, { firstName: 'Dag', lastName: 'Holm', email: 'dag@nordkap.example' });
  const change = { status: 'withdrawn', source: 'email' } as const;
  await member.api('people.setConsent', { params: { id: dag.id, purpose: 'sales' }, body: change });

  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await page.getByRole('button', { name: 'Add people to First touch' }).click();
  const search = page.getByRole('searchbox');
  await expect(search).toBeFocused();
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await expect(next).toBeDisabled();

  // Who is chosen stays so, whatever is searched for next.
  await page.keyboard.type('dag');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Chosen: 1' })).toBeVisible();
  await search.fill('fjord');
  await expect(page.getByText('3 people')).toBeVisible();
  await page.getByRole('button', { name: 'Choose all 3' }).click();
  await expect(page.getByRole('heading', { name: 'Chosen: 4' })).toBeVisible();
  // §5 selections: who is chosen is kept as a selection, and chosen again by it.
  await page.getByRole('button', { name: 'Keep as a selection' }).click();
  await page.keyboard.type('Autumn fair');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Kept as a selection: Autumn fair')).toBeVisible();
  await page.getByRole('button', { name: 'Choose nobody' }).click();
  await page.getByRole('button', { name: 'Selections', exact: true }).click();
  expect(await faultsOf(page)).toEqual([]);
  // A deleted selection is taken back with everybody in it.
  await page.getByRole('button', { name: 'Delete Autumn fair' }).click();
  await page.getByRole('button', { name: 'Delete selection' }).click();
  await expect(page.getByText('There are no selections yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Back again: Autumn fair')).toBeVisible();
  await page.getByRole('button', { name: 'Choose Autumn fair' }).click();
  await expect(page.getByRole('heading', { name: 'Chosen: 4' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await search.focus();
  await page.keyboard.press('Control+Enter');

  // Before anything starts: who cannot be added, and why.
  await expect(page.getByRole('heading', { name: 'Who can be added, and who cannot' })).toBeFocused();
  const cannot = page.getByRole('region', { name: '2 people cannot be added' });
  await expect(cannot.getByRole('listitem').filter({ hasText: 'Dag Holm' })).toContainText(
    'Does not want sales mails, and “First mail” is not marked non-commercial.',
  );
  await expect(cannot.getByRole('listitem').filter({ hasText: 'Cai Berg' })).toContainText(
    'No email address is known',
  );
  await next.click();

  // G17: what is missing is asked about first.
  await expect(page.getByRole('heading', { name: /^1 person lacks something/ })).toBeFocused();
  await expect(next.locator('xpath=preceding-sibling::button')).toHaveText('Back');
  await page.getByRole('radio', { name: /Enter the value/ }).check();
  await page.getByRole('textbox', { name: /Bo Berg/ }).fill('+46 8 2');
  await next.click();

  // Each first email as it will be; one is written anew for its person alone.
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('call +46 8 1.')).toBeVisible();
  await page.getByRole('button', { name: /^Bo Berg/ }).click();
  await expect(frame.getByText('call +46 8 2.')).toBeVisible();
  await page.getByRole('button', { name: 'Write it anew' }).click();
  await page.getByRole('textbox', { name: 'Subject' }).fill('For Bo alone');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByText('For Bo alone')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Bo Berg/ })).toContainText('Written anew');
  expect(await faultsOf(page)).toEqual([]);
  await next.click();

  // §3.4: the stored time is over today, and what is meant is asked.
  await expect(page.getByRole('radio', { name: /leaves at date and time/ })).toBeChecked();
  await expect(page.getByRole('group', { name: '“First mail” at 00:00' })).toBeVisible();
  await next.click();
  await expect(page.getByText('Choose one of these.')).toBeVisible();
  await page.getByRole('radio', { name: /next day that counts/ }).check();
  expect(await faultsOf(page)).toEqual([]);
  await next.click();

  // G6: what will happen when, and why then.
  const plan = page.getByRole('region', { name: 'Plan by person and step' });
  const row = plan.getByRole('row', { name: /^Ana Berg/ });
  await expect(row).toContainText('Its time was over: a day later');
  await expect(page.getByText(/emails 2, tasks 0/)).toBeAttached();
  expect(await faultsOf(page)).toEqual([]);
  expect(await tasksOf(member)).toEqual([]);
  await page.getByRole('button', { name: 'Start for 2 people' }).click();

  await expect(page.getByRole('heading', { name: '2 people added to “First touch”' })).toBeFocused();
  const tasks = await tasksOf(member, 'open');
  expect(new Map(tasks.map((task) => [task.personId, task.email?.subject]))).toEqual(
    new Map([
      [ana.id, 'Vans for {{company}}'],
      [bo.id, 'For Bo alone'],
    ]),
  );
  expect((await member.api('people.get', { params: { id: bo.id } })).phone).toBe('+46 8 2');

  // The people on it, their plans, and the way out and back.
  await page.getByRole('button', { name: 'To the people on it' }).click();
  await expect(page.getByRole('heading', { name: 'People on “First touch”' })).toBeVisible();
  const bos = page.getByRole('row', { name: /Bo Berg/ });
  await expect(bos).toContainText('First mail');
  await page.getByRole('button', { name: /^Bo Berg/ }).click();
  await expect(page.getByText('Its time was over: a day later').first()).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take Bo Berg off' }).click();
  await expect(page.getByText('1 person', { exact: true })).toBeVisible();
  expect((await tasksOf(member, 'open')).map(({ personId }) => personId)).toEqual([ana.id]);
  await page.getByRole('region', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('2 people', { exact: true })).toBeVisible();
  expect(await tasksOf(member, 'open')).toHaveLength(2);

  // A launch is taken back as a whole.
  const cai = await member.api('people.list', { query: { search: 'Cai' } });
  const caiId = cai.people[0]?.id ?? '';
  await member.api('people.update', {
    params: { id: caiId },
    body: { ...berg, firstName: 'Cai', email: 'cai@fjord.example' },
  });
  await page.getByRole('button', { name: 'Add people', exact: true }).click();
  await search.fill('Cai');
  await page.getByRole('checkbox', { name: /Cai Berg/ }).check();
  await next.click();
  await expect(page.getByRole('heading', { name: '1 person can be added' })).toBeVisible();
  await next.click();
  await expect(page.getByRole('heading', { name: 'First email to Cai Berg' })).toBeVisible();
  await next.click();
  await page.getByRole('radio', { name: /^Now/ }).check();
  await next.click();
  await expect(page.getByRole('row', { name: /^Cai Berg/ })).toContainText('at once');
  await page.getByRole('button', { name: 'Start for 1 person' }).click();
  await page.getByRole('region', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: 'Taken off “First touch” again: 1 person' })).toBeVisible();
  const { people } = await member.api('campaigns.people', {
    params: { id: campaign.id },
    query: { view: 'over' },
  });
  expect(people.map(({ name, run }) => [name, run.status])).toEqual([['Cai Berg', 'removed']]);
});

test('§5 sidebar: chosen people are put on a campaign from the narrow frame, with who cannot and the first emails', async ({
  member,
  client,
}) => {
  const email = { ...emailStep('First mail', { ...mail, html: '<p>Hi {{first_name}}</p>' }) };
  await addCampaign(member, [{ number: 1, steps: [{ ...email, send: 'fixed_time' as const }] }]);
  const berg = { lastName: 'Berg', companyName: 'Fjord' };
  await addPerson(member, { ...berg, firstName: 'Ana', email: 'ana@fjord.example' });
  await addPerson(member, { ...berg, firstName: 'Bo', email: 'bo@fjord.example' });
  await addPerson(member, { ...berg, firstName: 'Cai' });
  const page = await client.openPage('sidebar.html');
  await page.setViewportSize({ width: 360, height: 760 });
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('button', { name: 'Add people to a campaign' }).click();
  await page.getByRole('searchbox').fill('fjord');
  await page.getByRole('button', { name: 'Choose all 3' }).click();
  await page.getByRole('button', { name: 'Add 3 people to a campaign' }).click();
  await page.getByRole('radio', { name: /First touch/ }).check();
  expect(await faultsOf(page)).toEqual([]);
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await next.click();
  const cannot = page.getByRole('region', { name: '1 person cannot be added' });
  await expect(cannot.getByRole('listitem')).toContainText('Cai Berg');
  expect(await faultsOf(page)).toEqual([]);
  await next.click();
  await page.getByRole('button', { name: /^Bo Berg/ }).click();
  await expect(page.frameLocator('iframe').getByText('Hi Bo')).toBeVisible();
  await next.click();
  await page.getByRole('radio', { name: /^Now/ }).check();
  await next.click();
  await expect(page.getByRole('row', { name: /^Ana Berg/ })).toContainText('at once');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start for 2 people' }).click();
  await expect(page.getByRole('heading', { name: '2 people added to “First touch”' })).toBeFocused();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.getByRole('tab', { name: /Tasks/ })).toBeVisible();
});
