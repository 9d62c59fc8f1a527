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
  browsers: Browsers;
}

/**
 * Browsers that nobody has used, each with a profile of its own. While a test waits for its pages, the next one's
 * browser is started, and the last one's ends.
 */
class Browsers {
  #next: Promise<TestBrowser> | null = null;
  #ending: Promise<void> = Promise.resolve();

  async take(): Promise<TestBrowser> {
    const next = this.#next ?? launchBrowser();
    this.#next = null;
    const browser = await next;
    this.#next = launchBrowser();
    this.#next.catch(() => {}); // told to the test that takes it
    return browser;
  }

  /** @throws when the one before has not ended well */
  async leave(browser: TestBrowser): Promise<void> {
    const before = this.#ending;
    this.#ending = browser.close();
    this.#ending.catch(() => {}); // told to whoever leaves next
    await before;
  }

  async close(): Promise<void> {
    const unused = await this.#next?.catch(() => null);
    await unused?.close();
    await this.#ending;
  }
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
  browsers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter
    async ({}, use) => {
      const browsers = new Browsers();
      await use(browsers);
      await browsers.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  timeZone: ['UTC', { option: true }],
  member: async ({ server, timeZone }, use) => {
    count++;
    const email = `astrid.${process.pid}.${count}@northwind.example`;
    await use(await server.addMember('Astrid Holm', email, timeZone));
  },
  client: async ({ server, member, browsers }, use, info) => {
    const browser = await browsers.take();
    await browser.pair(server.url, await server.issueLink(member.userId));
    await use(browser);
    if (info.status !== info.expectedStatus)
      info.annotations.push({ type: 'journal', description: await browser.journal().catch(String) });
    const strangers = browser.network.strangers(server.url);
    const troubles = [...browser.troubles];
    await browsers.leave(browser);
    expect(troubles, 'errors that our own code has reported').toEqual([]);
    expect(strangers, 'requests to anyone but the mail site and the server').toEqual([]);
  },
});
