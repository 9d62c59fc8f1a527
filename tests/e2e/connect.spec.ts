import { expect } from '@playwright/test';
import { GmailApi } from '../doubles/mail-apis/gmail-api.ts';
import { GraphApi } from '../doubles/mail-apis/graph-api.ts';
import { type ApiOptions, client as apiClient, type MailApi } from '../doubles/mail-apis/mail-api.ts';
import { faultsOf } from './support/axe.ts';
import { launchBrowser } from './support/browser.ts';
import { TestServer } from './support/server.ts';
import { test } from './support/world.ts';

interface Site {
  provider: string;
  make(options: ApiOptions): MailApi;
  /** What tells the server of the stand-in. */
  env(api: MailApi): Record<string, string>;
}
const sites: Site[] = [
  {
    provider: 'Google',
    make: (options) => new GmailApi(options),
    env: ({ url, tokenUrl, authorizeUrl }) => ({
      UTSKICK_GOOGLE_CLIENT_ID: apiClient.clientId,
      UTSKICK_GOOGLE_CLIENT_SECRET: apiClient.clientSecret,
      UTSKICK_GOOGLE_AUTHORIZE_URL: authorizeUrl,
      UTSKICK_GOOGLE_TOKEN_URL: tokenUrl,
      UTSKICK_GMAIL_URL: url,
    }),
  },
  {
    provider: 'Microsoft',
    make: (options) => new GraphApi(options),
    env: ({ url, tokenUrl, authorizeUrl }) => ({
      UTSKICK_MICROSOFT_CLIENT_ID: apiClient.clientId,
      UTSKICK_MICROSOFT_CLIENT_SECRET: apiClient.clientSecret,
      UTSKICK_MICROSOFT_AUTHORIZE_URL: authorizeUrl,
      UTSKICK_MICROSOFT_TOKEN_URL: tokenUrl,
      UTSKICK_GRAPH_URL: `${url}/v1.0`,
    }),
  },
];

for (const { provider, make, env } of sites) {
  test(`an account at ${provider} is connected with a button, and a mail leaves through its API`, async () => {
    const server = new TestServer();
    await server.start();
    const member = await server.addMember('Astrid Holm', 'astrid@northwind.example');
    // The provider knows where people may be sent back to, and the server knows the provider.
    await server.stop();
    const redirectUrl = `${server.url}/connect/callback`;
    const api = await make({ address: member.email, redirectUrl }).start();
    await server.start(env(api));
    const browser = await launchBrowser();
    await browser.pair(server.url, await server.issueLink(member.userId));
    const signIn = await browser.context.newPage();
    await signIn.goto(`${server.url}/link?code=${await server.issueWebLink(member.userId)}`);
    await signIn.close();

    const page = await browser.openPage('workspace.html');
    await page.getByRole('link', { name: 'Settings' }).click();
    const sending = page.getByRole('region', { name: 'Sending' });
    const [asked] = await Promise.all([
      browser.context.waitForEvent('page'),
      sending.getByRole('button', { name: `Connect ${provider}` }).click(),
    ]);
    await expect(asked.getByRole('heading', { name: `access to ${member.email}` })).toBeVisible();
    await asked.getByRole('link', { name: 'Allow' }).click();
    await expect(asked.getByText(member.email)).toBeVisible();
    expect(await faultsOf(asked)).toEqual([]);
    await asked.close();

    await page.bringToFront();
    await expect(sending.getByText('In use')).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await sending.getByRole('button', { name: 'Send a test mail to myself' }).click();
    await expect(sending.getByText('Taken: the test mail is on its way')).toBeVisible();
    expect(api.mails.map(({ recipients }) => recipients)).toEqual([[member.email]]);

    // Taken back at the provider: the next mail says so, and the way to connect again.
    api.revoke('connection');
    await sending.getByRole('button', { name: 'Send a test mail to myself' }).click();
    await expect(sending.getByRole('button', { name: 'Connect again' })).toBeVisible();
    expect(api.mails).toHaveLength(1);

    await browser.close();
    await api.stop();
    await server.remove();
  });
}
