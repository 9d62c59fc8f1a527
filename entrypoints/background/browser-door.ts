import { browser } from 'wxt/browser';
import type { BrowserDoor, Keys } from '../../lib/background/deps.ts';
import { Pairing, pairingKey } from '../../lib/contract/account.ts';
import { unlessStopped } from '../../lib/messaging/wire.ts';
import { browserName, deviceName } from './device-name.ts';

/** What the background does with the real browser. */
export const browserDoor: BrowserDoor = {
  async activeTabId(windowId = null) {
    const which = windowId === null ? { lastFocusedWindow: true } : { windowId };
    const [tab] = await browser.tabs.query({ active: true, ...which });
    return tab?.id ?? null;
  },
  tabExists: (tabId) =>
    unlessStopped(browser.tabs.get(tabId)).then(
      () => true,
      () => false,
    ),
  async showTab(tabId) {
    const tab = await browser.tabs.update(tabId, { active: true });
    // Not on Android: there are no windows.
    if (tab?.windowId !== undefined) await browser.windows?.update(tab.windowId, { focused: true });
  },
  async newTab(url) {
    const { id } = await browser.tabs.create({ active: true, url });
    if (id === undefined) throw new Error('the browser made a tab without a number');
    return id;
  },
  async setBadge(text) {
    await browser.action.setBadgeBackgroundColor({ color: '#b3261e' });
    await browser.action.setBadgeText({ text });
  },
  async missingPermissions() {
    const missing = (await sitePermissions()).filter(({ granted }) => !granted);
    return missing.map(({ site }) => site);
  },
  sitePermissions,
  about: async () => ({
    extension: browser.runtime.getManifest().version,
    browser: browserName(navigator.userAgent),
  }),
  storageBytes: async () => (await navigator.storage.estimate()).usage ?? null,
  async deviceName() {
    const { os } = await browser.runtime.getPlatformInfo();
    return deviceName(navigator.userAgent, os);
  },
  after(ms, work) {
    setTimeout(work, ms);
  },
};

async function sitePermissions(): Promise<{ site: string; granted: boolean }[]> {
  // Not in the type that both manifest versions share; ours is always version 3.
  const manifest = browser.runtime.getManifest() as { host_permissions?: string[] };
  const sites = manifest.host_permissions ?? [];
  return Promise.all(
    sites.map(async (site) => ({ site, granted: await browser.permissions.contains({ origins: [site] }) })),
  );
}

const pendingKey = 'pairingPending';

/** Token and server address, in `storage.local`: only the background and our own pages can read it. */
export const keys: Keys = {
  async pairing() {
    const stored = await browser.storage.local.get(pairingKey);
    const parsed = Pairing.safeParse(stored[pairingKey]);
    return parsed.success ? parsed.data : null;
  },
  setPairing: (pairing) => keep(pairingKey, pairing),
  async pending() {
    const stored = await browser.storage.local.get(pendingKey);
    // Written below by ourselves, and never by anybody else.
    return (stored[pendingKey] as Awaited<ReturnType<Keys['pending']>> | undefined) ?? null;
  },
  setPending: (pending) => keep(pendingKey, pending),
};

async function keep(key: string, value: object | null): Promise<void> {
  if (value === null) await browser.storage.local.remove(key);
  else await browser.storage.local.set({ [key]: value });
}
