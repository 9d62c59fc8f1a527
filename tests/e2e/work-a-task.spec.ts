import { openDesk } from './support/desk.ts';
import {
  addCampaign,
  addPerson,
  ana,
  callStep,
  emailStep,
  fullEmail,
  launch,
  plainEmail,
  tasksOf,
} from './support/seed.ts';
import { sites } from './support/sites.ts';
import { expect, test } from './support/world.ts';

const filled = {
  to: ['ana.ito@fjord.example', 'bo.larsen@fjord.example'],
  cc: ['cai.lu@fjord.example'],
  bcc: ['log@northwind.example'],
  subject: 'Größe & 価格 – förslag för Ana',
};

for (const site of sites) {
  test(`§3.5 opens filled, §8.3: ${site.name}: a task is worked from the sidebar to the server, and the next one follows`, async ({
    server,
    member,
    client,
  }) => {
    const person = await addPerson(member, ana);
    const second = await addPerson(member, {
      firstName: 'Bea',
      lastName: 'Wold',
      email: 'bea@fjord.example',
    });
    const first = emailStep('First email', fullEmail);
    const days = [
      { number: 1, steps: [first] },
      { number: 3, steps: [callStep('Call about the offer')] },
    ];
    const campaign = await addCampaign(member, days);
    await launch(member, campaign, [person]);
    const other = await addCampaign(
      member,
      [{ number: 1, steps: [{ ...emailStep('Hello', plainEmail('Hello')), dueTime: '10:00' }] }],
      'Second touch',
    );
    await launch(member, other, [second]);
    const launchedAt = new Date();

    const { page, double, sidebar, mail } = await openDesk(site, client, member);
    await expect(sidebar.getByText('2 tasks')).toBeVisible();
    await expect.poll(() => client.badge()).toBe('2');

    await sidebar.getByRole('button', { name: 'Work through' }).click();
    await expect(sidebar.getByText('1 of 2')).toBeVisible();
    await expect(sidebar.getByRole('heading', { name: 'Ana Itō' })).toBeVisible();
    await sidebar.getByRole('button', { name: 'Write mail' }).click();

    await expect(sidebar.getByText('Press Send there')).toBeVisible();
    await expect(mail.subject()).toHaveValue(filled.subject);
    await expect.poll(() => mail.to()).toEqual(filled.to);
    expect(await mail.cc()).toEqual(filled.cc);
    expect(await mail.bcc()).toEqual(filled.bcc);
    const links = mail.body().locator('a');
    await expect(links.first()).toHaveAttribute('href', 'https://northwind.example/offer?a=1&b=2');
    await expect(links).toHaveCount(2);
    const text = (await mail.body().textContent()) ?? '';
    expect(text).toContain('Hej Ana,');
    expect(text.indexOf('Account Executive')).toBeGreaterThan(text.indexOf('två'));

    await mail.send();
    await expect.poll(() => double.sent().length).toBe(1);
    expect(double.sent()[0]).toMatchObject(filled);
    await expect(sidebar.getByText('2 of 2')).toBeVisible();
    await expect(sidebar.getByRole('heading', { name: 'Bea Wold' })).toBeVisible();
    await expect.poll(() => client.badge()).toBe('1');

    await expect.poll(async () => (await tasksOf(member, 'done')).length).toBe(1);
    const [done] = await tasksOf(member, 'done');
    expect(done?.outcome?.proof).toMatchObject({
      site: site.name,
      account: member.email,
      evidence: 'network',
      ...filled,
      ids: site.proofIds,
    });
    const sentAt = Date.parse(done?.outcome?.proof?.sentAt ?? '');
    expect(sentAt).toBeGreaterThanOrEqual(launchedAt.getTime());
    expect(sentAt).toBeLessThanOrEqual(Date.now());

    const next = (await tasksOf(member, 'open')).find((task) => task.personId === person.id);
    expect(next).toMatchObject({
      title: 'Call about the offer',
      dayNumber: 3,
      stepNumber: 1,
      dueAt: inDays(launchedAt, 2, '09:00'),
    });
    expect(await page.evaluate(() => window.__untrustedSends)).toEqual([]);
    expect(double.log.filter(({ kind }) => kind === 'send')).toHaveLength(1);
    expect(server.url).toContain('127.0.0.1');
  });
}

/** The clock time on the day that is `days` after the one of `from`, in UTC. */
function inDays(from: Date, days: number, time: string): string {
  const day = new Date(from.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  return `${day}T${time}:00.000Z`;
}
