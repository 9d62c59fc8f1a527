import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provideFirefox } from '../../../scripts/provide-browsers.ts';
import {
  addCampaign,
  addPerson,
  ana,
  callStep,
  emailStep,
  fullEmail,
  launch,
  tasksOf,
} from '../../e2e/support/seed.ts';
import { type Member, TestServer } from '../../e2e/support/server.ts';
import { extensionFolder } from './build.ts';
import { selfSigned } from './certificate.ts';
import { type Firefox, launchFirefox, own } from './firefox.ts';

/** A mail client's page double as Firefox is shown it, and where in it a person looks. */
export interface FirefoxSite {
  name: 'gmail' | 'outlook';
  host: string;
  path: string;
  /** Given whose mailbox it is. */
  listener(member: Member): RequestListener;
  /** Messages the double has accepted for sending. */
  sentCount(): number;
  /** Scripts that answer for the compose window: function bodies without arguments. */
  subject: string;
  body: string;
  recipients(field: 'to' | 'cc' | 'bcc'): string;
  sendButton: string;
}

/**
 * The built extension in the real Firefox, against the real server and a page double at the mail client's own host
 * name. One story, told in order.
 */
export function tellFlow(site: FirefoxSite): void {
  let firefox: Firefox;
  let server: TestServer;
  let member: Member;
  let mail: Server;

  beforeAll(async () => {
    const provided = await provideFirefox();
    if ('missing' in provided) throw new Error(provided.missing);
    server = new TestServer();
    await server.start();
    member = await server.addMember('Astrid Holm', 'astrid.holm@northwind.example');
    mail = createServer(selfSigned(site.host), site.listener(member));
    await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve));
    firefox = await launchFirefox(provided.path, extensionFolder);
  });
  afterAll(async () => {
    await firefox?.close();
    mail?.close();
    mail?.closeAllConnections();
    await server?.remove();
  });

  const soon = { timeout: 30_000, interval: 200 };
  const text = () => firefox.run<string>('return document.body?.innerText ?? ""');
  const rail = 'document.querySelector("utskick-rail").shadowRoot';
  const frame = `return ${rail}.querySelector("iframe")`;
  const named = `return [...document.querySelectorAll('button, [role=button]')].find(
  (one) => (one.getAttribute('aria-label') ?? one.textContent).trim().startsWith(arguments[0]))`;

  /** Presses a button in the page or frame once it is there. */
  async function press(name: string): Promise<void> {
    await expect.poll(() => firefox.run(`${named} !== undefined`, name), soon).toBe(true);
    await firefox.click(named, name);
  }

  test('the welcome page redeems a sign-in link', async () => {
    const hash = new URLSearchParams({ server: server.url, link: await server.issueLink(member.userId) });
    await firefox.open(`${own}/welcome.html#${hash}`);
    await expect.poll(text, soon).toContain('Signed in as');
  });

  test(`the launcher stands in the page and opens the sidebar with the task that is due`, async () => {
    const person = await addPerson(member, ana);
    const days = [
      { number: 1, steps: [emailStep('First email', fullEmail)] },
      { number: 3, steps: [callStep('Call about the offer')] },
    ];
    await launch(member, await addCampaign(member, days), [person]);
    const address = mail.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await firefox.open(`https://${site.host}:${port}${site.path}`, { newTab: true });
    await expect
      .poll(() => firefox.run('return document.querySelector("utskick-rail") !== null'), soon)
      .toBe(true);
    await expect.poll(() => firefox.run(`return ${rail}.querySelector("button") !== null`), soon).toBe(true);
    await firefox.click(`return ${rail}.querySelector("button")`);
    await expect
      .poll(() => firefox.run(`return ${rail}.querySelector("iframe")?.src ?? ""`), soon)
      .toContain(own);
    await firefox.enterFrame(frame);
    await expect.poll(text, soon).toContain('Ana Itō');
  });

  test(`R7 ${site.name}: Start fills a compose window of the page itself`, async () => {
    await firefox.click(
      'return [...document.querySelectorAll("button, a, [role=button], [role=option], li")].findLast((one) => one.textContent.includes("Ana Itō"))',
    );
    await press('Write mail');
    await firefox.leaveFrame();
    await expect.poll(() => firefox.run(site.subject), soon).toBe('Größe & 価格 – förslag för Ana');
    const chips = (field: 'to' | 'cc' | 'bcc') => firefox.run<string[]>(site.recipients(field));
    await expect.poll(() => chips('to'), soon).toEqual(['ana.ito@fjord.example', 'bo.larsen@fjord.example']);
    await expect.poll(() => chips('cc'), soon).toEqual(['cai.lu@fjord.example']);
    await expect.poll(() => chips('bcc'), soon).toEqual(['log@northwind.example']);
    await expect.poll(() => firefox.run<string>(site.body), soon).toContain('Hej Ana,');
    const body = await firefox.run<string>(site.body);
    expect(body.indexOf('Account Executive')).toBeGreaterThan(body.indexOf('två'));
  });

  test(`R11 ${site.name}: the send is proven by its request, and the next step follows`, async () => {
    await firefox.enterFrame(frame);
    await expect.poll(text, soon).toContain('press Send there');
    await firefox.leaveFrame();
    await firefox.click(site.sendButton);
    await expect.poll(() => site.sentCount(), soon).toBe(1);
    await expect.poll(async () => (await tasksOf(member, 'done')).length, soon).toBe(1);
    const [done] = await tasksOf(member, 'done');
    expect(done?.outcome?.proof).toMatchObject({
      site: site.name,
      account: member.email,
      evidence: 'network',
    });
    expect((await tasksOf(member, 'open')).map((task) => task.title)).toEqual(['Call about the offer']);
    expect(await firefox.run('return window.__untrustedSends ?? []')).toEqual([]);
  });

  test(`R19 ${site.name}: a permission that was taken away is shown, and its button brings it back`, async () => {
    await firefox.withdrawHost(`https://${site.host}/*`);
    await firefox.open(`${own}/popup.html`, { newTab: true });
    await expect.poll(text, soon).toContain('Your browser has not allowed access to');
    await press('Allow access');
    await expect.poll(text, soon).not.toContain('Your browser has not allowed access to');
  });
}
