import type { Page } from '@playwright/test';
import type { MailFunction } from '../../lib/contract/mail-page.ts';
import { compose, page as pageParts } from '../../lib/mailbox/gmail/selectors.ts';
import { gmailDouble } from '../doubles/gmail/double.ts';
import type { GmailConfig } from '../doubles/gmail/page/config.ts';
import { GMAIL_URL, routeGmail } from '../doubles/gmail/serve.ts';
import { outlookDouble } from '../doubles/outlook/double.ts';
import type { OutlookConfig, PartName } from '../doubles/outlook/page/config.ts';
import { OUTLOOK_HOSTS, outlookUrl, routeOutlook } from '../doubles/outlook/serve.ts';
import { readTexts } from '../support/texts.ts';
import { openSidebar, sidebarOf, type TestBrowser } from './support/browser.ts';
import { gmailOf } from './support/gmail-page.ts';
import type { MailView } from './support/mail-site.ts';
import { outlookOf } from './support/outlook-page.ts';
import { launchEmails } from './support/seed.ts';
import type { Member } from './support/server.ts';
import { expect, test } from './support/world.ts';

/*
 * The extension itself in pages that lack one part each: nothing throws, the function that is lost is named in the
 * sidebar, and the rest works. All pages stand open at once, each seen in a window of its own, because a part counts as
 * lost only after it has been missed for a while in a page that is seen.
 */
interface Loss {
  part: string;
  /** Null where something stands in for the part, so that nothing is lost. */
  function: MailFunction | null;
  /** What stands in the window all the same. */
  filled: ('to' | 'subject' | 'body')[];
}

interface Site {
  name: string;
  losses: Loss[];
  open(page: Page, member: Member, without: string | null): Promise<void>;
  view(page: Page): MailView;
}

const all: Loss['filled'] = ['to', 'subject', 'body'];
/** Fields that stand in for what is gone: they are there, or come when they are asked for. */
const spared = ['recipientsCover', 'showCc', 'showBcc'];

const gmail: Site = {
  name: 'gmail',
  losses: [...Object.values(pageParts), ...Object.values(compose)].map(({ part, function: lost }) => ({
    part,
    function: spared.includes(part) ? null : lost,
    // Without a body no window can be used; without the account, which stands in the banner, it is not certain whose it is.
    filled: ['body', 'account', 'banner'].includes(part)
      ? []
      : all.filter((field) => part !== field && part !== `${field}Input`),
  })),
  view: gmailOf,
  async open(page, member, without) {
    const change: Partial<GmailConfig> = without ? { without: [without] } : { renamedClasses: true };
    const accounts = [{ email: member.email, name: member.name }];
    await routeGmail(page, gmailDouble({ accounts, resetMs: null, draftIdAtOnce: true, ...change }));
    await page.goto(GMAIL_URL);
  },
};

const lost = (part: PartName, name: MailFunction, filled: Loss['filled'] = all): Loss => ({
  part,
  function: name,
  filled,
});

const outlook: Site = {
  name: 'outlook',
  losses: [
    // Written in a window of its own, by the address of a new message.
    lost('newMail', 'openCompose', []),
    lost('folderPane', 'account', []),
    lost('to', 'recipients', ['subject', 'body']),
    lost('subject', 'subject', ['to', 'body']),
    lost('body', 'body', []),
    lost('send', 'sendSignal'),
    lost('discard', 'discardSignal'),
  ],
  view: outlookOf,
  async open(page, member, without) {
    const mailboxes = [{ email: member.email, name: member.name }];
    const change: Partial<OutlookConfig> = without
      ? { without: outlook.losses.flatMap(({ part }) => (part === without ? (part as PartName) : [])) }
      : { renamedClasses: true };
    await routeOutlook(page, outlookDouble({ mailboxes, resetMs: null, loadDelayMs: 0, ...change }));
    await page.goto(outlookUrl());
  },
};

const softly = expect.configure({ soft: true });

let texts: Record<string, string>;
test.beforeAll(async () => {
  texts = await readTexts('en');
});

async function openPage(site: Site, client: TestBrowser, member: Member, part: string | null): Promise<Page> {
  for (const host of OUTLOOK_HOSTS) client.network.allow(`https://${host}`);
  const page = await client.newWindow();
  await site.open(page, member, part);
  return page;
}

/** Opens the sidebar and this person's task in it, presses Write mail, and waits for what is said to it. */
async function write(page: Page, name: string): Promise<void> {
  const sidebar = await openSidebar(page);
  // A long list holds in the page only what is seen of it.
  await sidebar.getByRole('textbox', { name: 'Search tasks' }).fill(name);
  await sidebar.getByRole('button', { name: new RegExp(`^Email.*${name} Berg`) }).click();
  await sidebar.getByRole('button', { name: 'Write mail' }).click();
  const answer = /press Send there|copy|does not show whose|Not opened/i;
  await expect(sidebar.locator('.note').filter({ hasText: answer }).first(), name).toBeVisible();
}

async function filledFields(mail: MailView): Promise<string[]> {
  if ((await mail.windows.count()) === 0) return [];
  const subject = await mail.subject().count();
  const body = await mail.body().count();
  return [
    ...((await mail.to()).length > 0 ? ['to'] : []),
    ...(subject > 0 && (await mail.subject().inputValue()).startsWith('Hello') ? ['subject'] : []),
    ...(body > 0 && (await mail.body().innerText()).includes('Hello') ? ['body'] : []),
  ];
}

for (const site of [gmail, outlook]) {
  test(`R1 ${site.name}: each part lost in turn is named in the sidebar, and what is left is filled`, async ({
    member,
    client,
  }) => {
    test.setTimeout(300_000);
    const names = site.losses.map((_, index) => `Ana${String.fromCharCode(97 + index)}`);
    await launchEmails(member, names);
    const pages: { page: Page; loss: Loss }[] = [];
    for (const [index, loss] of site.losses.entries()) {
      const page = await openPage(site, client, member, loss.part);
      await write(page, names[index] ?? '');
      pages.push({ page, loss });
    }
    for (const { page, loss } of pages) {
      const { part, function: name, filled } = loss;
      const sidebar = sidebarOf(page);
      const note = sidebar.getByText(/^Off until Utskick is updated/);
      if (name) {
        await expect.soft(note, part).toContainText(texts[`page_function_${name}`] ?? name);
        await expect.soft(sidebar.getByRole('button', { name: 'Open diagnostics' }), part).toBeVisible();
      } else {
        await expect.soft(note, part).toHaveCount(0);
      }
      await softly.poll(() => filledFields(site.view(page)), part).toEqual(filled);
      await expect.soft(sidebar.getByRole('heading', { name: /Berg/ }), part).toBeVisible();
      expect.soft(await page.evaluate(() => window.__untrustedSends), part).toEqual([]);
      await page.close();
    }
  });

  test(`R2 ${site.name}: with all classes renamed nothing is lost, and a mail is written`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const page = await openPage(site, client, member, null);
    await write(page, 'Ana');
    await expect.poll(() => filledFields(site.view(page))).toEqual(all);
    // By the time a page that was opened later misses a part, this one would have said so of any of its own.
    const [loss] = site.losses;
    const later = await openPage(site, client, member, loss?.part ?? null);
    const note = (of: Page) => sidebarOf(of).getByText(/^Off until/);
    await openSidebar(later);
    await expect(note(later)).toBeVisible();
    await expect(note(page)).toHaveCount(0);
    await later.close();
    const diagnostics = await client.openPage('diagnostics.html');
    await expect(diagnostics.getByText(/part lost|parts lost/)).toHaveCount(0);
    await expect(diagnostics.getByText(/found/).first()).toBeVisible();
  });
}
