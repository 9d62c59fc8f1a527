import { setTimeout as pause } from 'node:timers/promises';
import { Pairing, pairingKey } from '../../../lib/contract/account.ts';
import type { Terminal } from '../command.ts';
import type { RunningBrowser } from './launch.ts';

/** What the browser's first minutes need of the server. */
export interface PairingServer {
  url: string;
  issueLink(userId: string, purpose: 'web' | 'extension'): Promise<string>;
}

const PAIRING_TIMEOUT_MS = 20_000;

/**
 * Brings a freshly started browser to where work begins: extension paired, practice mailbox in front, Gmail behind.
 * A profile that still holds a token which the server takes is not paired again.
 */
export async function openWorkplace(
  browser: RunningBrowser,
  server: PairingServer,
  userId: string | null,
  terminal: Terminal,
): Promise<void> {
  if (userId === null) return openForSomebody(browser, server);
  const welcomeTab = (await isPaired(browser, server.url)) ? null : await pair(browser, server, userId);
  const paired = welcomeTab === null || (await becomesPaired(browser, server.url));
  const code = await server.issueLink(userId, 'web');
  const practice = await browser.openTab(`${server.url}/link?code=${encodeURIComponent(code)}&to=/practice`);
  await browser.openTab('https://mail.google.com/');
  await browser.showTab(paired ? practice : (welcomeTab ?? practice));
  if (welcomeTab === null) {
    terminal.say('The extension is connected already.');
  } else if (!paired) {
    terminal.note(
      'The extension has not connected itself yet; its welcome page in the browser says how to go on.',
    );
  } else {
    await browser.closeTab(welcomeTab);
    terminal.say('The extension has been connected.');
  }
  await browser.closeEmptyTabs();
}

/** Nobody may be signed in without being asked: the server's sign-in page, and the extension's way to pair. */
async function openForSomebody(browser: RunningBrowser, server: PairingServer): Promise<void> {
  await browser.openTab(`${server.url}/practice`);
  if (await isPaired(browser, server.url)) return;
  const hash = new URLSearchParams({ server: server.url });
  await browser.openTab(`chrome-extension://${browser.extensionId}/welcome.html#${hash}`);
}

/** @returns the tab of the welcome page, which redeems the link */
async function pair(browser: RunningBrowser, server: PairingServer, userId: string): Promise<string> {
  const link = await server.issueLink(userId, 'extension');
  const hash = new URLSearchParams({ server: server.url, link });
  return browser.openTab(`chrome-extension://${browser.extensionId}/welcome.html#${hash}`);
}

async function becomesPaired(browser: RunningBrowser, url: string): Promise<boolean> {
  const waitMs = 400;
  for (let waited = 0; waited < PAIRING_TIMEOUT_MS; waited += waitMs) {
    await pause(waitMs);
    if (await isPaired(browser, url)) return true;
  }
  return false;
}

/** Does the profile hold a token for this server, and does the server still take it? */
export async function isPaired(browser: RunningBrowser, url: string): Promise<boolean> {
  const kept = Pairing.safeParse((await browser.extensionStorage())[pairingKey]);
  if (!kept.success || new URL(kept.data.server).origin !== new URL(url).origin) return false;
  const answer = await fetch(`${url}/api/v2/me`, { headers: { authorization: `Bearer ${kept.data.token}` } });
  await answer.body?.cancel();
  return answer.ok;
}
