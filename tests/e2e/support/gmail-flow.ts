import type { FrameLocator, Page } from '@playwright/test';
import type { GmailDouble } from '../../doubles/gmail/double.ts';
import type { GmailConfig } from '../../doubles/gmail/page/config.ts';
import { openSidebar, type TestBrowser } from './browser.ts';
import { gmailOf } from './gmail-page.ts';
import type { Member } from './server.ts';

/** A person's Gmail with the sidebar open beside it. */
export interface Desk {
  page: Page;
  double: GmailDouble;
  sidebar: FrameLocator;
  gmail: ReturnType<typeof gmailOf>;
  /** Opens a task from the list by the person's name. */
  open(name: string): Promise<void>;
  /** Opens a task and presses its big button. */
  write(name: string): Promise<void>;
  backToList(): Promise<void>;
}

export async function openDesk(
  client: TestBrowser,
  member: Member,
  options: Partial<GmailConfig> = {},
): Promise<Desk> {
  const accounts = [{ email: member.email, name: member.name }];
  const { page, double } = await client.openGmail({ accounts, ...options });
  const sidebar = await openSidebar(page);
  const open = async (name: string): Promise<void> => {
    await sidebar.getByRole('button', { name: new RegExp(`^Email.*${name}`) }).click();
    await sidebar.getByRole('heading', { name }).waitFor();
  };
  return {
    page,
    double,
    sidebar,
    gmail: gmailOf(page),
    open,
    async write(name) {
      await open(name);
      await sidebar.getByRole('button', { name: 'Write mail' }).click();
    },
    backToList: () => sidebar.getByRole('button', { name: 'Back to the list' }).click(),
  };
}
