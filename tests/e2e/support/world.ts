import { test as base, expect } from '@playwright/test';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { type Member, TestServer } from './server.ts';

export { expect } from '@playwright/test';

interface PerTest {
  /** Where `member` is. */
  timeZone: string;
  /** A person who has just been added, alone in a new workspace. */
  member: Member;
  /** A browser whose extension is signed in as `member`. */
  client: TestBrowser;
}
interface PerWorker {
  server: TestServer;
}

let count = 0;

/** A running server, a person with an empty workspace, and their browser: each test has its own of the last two. */
export const test = base.extend<PerTest, PerWorker>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter
    async ({}, use) => {
      const server = new TestServer();
      await server.start();
      await use(server);
      await server.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  timeZone: ['UTC', { option: true }],
  member: async ({ server, timeZone }, use) => {
    count++;
    const email = `astrid.${process.pid}.${count}@northwind.example`;
    await use(await server.addMember('Astrid Holm', email, timeZone));
  },
  client: async ({ server, member }, use, info) => {
    const browser = await launchBrowser();
    await browser.pair(server.url, await server.issueLink(member.userId));
    await use(browser);
    if (info.status !== info.expectedStatus)
      info.annotations.push({ type: 'journal', description: await browser.journal().catch(String) });
    const strangers = browser.network.strangers(server.url);
    const troubles = [...browser.troubles];
    await browser.close();
    expect(troubles, 'errors that our own code has reported').toEqual([]);
    expect(strangers, 'requests to anyone but the mail site and the server').toEqual([]);
  },
});
