import type { FrameLocator, Page } from '@playwright/test';
import { openSidebar, type TestBrowser } from './browser.ts';
import type { MailDouble, MailSite, MailView, SiteOptions } from './mail-site.ts';
import type { Member } from './server.ts';

/** A person's mailbox with the sidebar open beside it. */
export interface Desk {
  page: Page;
  double: MailDouble;
  sidebar: FrameLocator;
  mail: MailView;
  /** Opens a task from the list by the person's name. */
  open(name: string): Promise<void>;
  /** Opens a task and presses its big button. */
  write(name: string): Promise<void>;
  backToList(): Promise<void>;
}

export async function openDesk(
  site: MailSite,
  client: TestBrowser,
  member: Member,
  options: SiteOptions = {},
): Promise<Desk> {
  const accounts = [{ email: member.email, name: member.name }];
  const { page, double } = await client.openMail(site, { accounts, ...options });
  return { page, double, mail: site.view(page), ...(await workingIn(page)) };
}

/** Opens the sidebar, and gives what a person does in it. */
export async function workingIn(
  page: Page,
): Promise<Pick<Desk, 'sidebar' | 'open' | 'write' | 'backToList'>> {
  const sidebar = await openSidebar(page);
  const open = async (name: string): Promise<void> => {
    await sidebar.getByRole('button', { name: new RegExp(`^Email.*${name}`) }).click();
    await sidebar.getByRole('heading', { name }).waitFor();
  };
  return {
    sidebar,
    open,
    async write(name) {
      await open(name);
      await sidebar.getByRole('button', { name: 'Write mail' }).click();
    },
    backToList: () => sidebar.getByRole('button', { name: 'Back to the list' }).click(),
  };
}
