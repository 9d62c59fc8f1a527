import type { Page } from '@playwright/test';
import type { GmailDouble } from '../../doubles/gmail/double.ts';
import type { GmailConfig } from '../../doubles/gmail/page/config.ts';
import type { TestBrowser } from './browser.ts';
import { type Desk, workingIn } from './desk.ts';
import { gmailOf } from './gmail-page.ts';
import type { Member } from './server.ts';

/** A person's Gmail with the sidebar open beside it, where a test needs what only Gmail has. */
export interface GmailDesk extends Omit<Desk, 'double' | 'mail'> {
  page: Page;
  double: GmailDouble;
  gmail: ReturnType<typeof gmailOf>;
}

export async function openDesk(
  client: TestBrowser,
  member: Member,
  options: Partial<GmailConfig> = {},
): Promise<GmailDesk> {
  const accounts = [{ email: member.email, name: member.name }];
  const { page, double } = await client.openGmail({ accounts, ...options });
  return { page, double, gmail: gmailOf(page), ...(await workingIn(page)) };
}
