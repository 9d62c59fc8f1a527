import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connectMarionette, type Marionette } from './marionette.ts';

const ADDON_ID = 'extension@utskick.example';
/** Fixed, so that the addresses of the extension's pages are known. */
const UUID = '11111111-2222-4333-8444-555555555555';
export const own = `moz-extension://${UUID}`;

const preferences: Record<string, string | number | boolean> = {
  // Every host name leads to this machine; nothing leaves it.
  'network.dns.forceResolve': '127.0.0.1',
  'network.proxy.type': 0,
  'marionette.port': 0,
  'extensions.webextensions.uuids': JSON.stringify({ [ADDON_ID]: UUID }),
  'extensions.autoDisableScopes': 0,
  // The browser's own question is in its window's frame; it is answered yes.
  'extensions.webextOptionalPermissionPrompts': false,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-GB',
  'intl.locale.requested': 'en-GB',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

export interface Firefox {
  /** Opens an address in the present tab, or in a new one; @returns its handle */
  open(url: string, options?: { newTab: boolean }): Promise<string>;
  switchTo(tab: string): Promise<void>;
  /** Runs a function body in the page, or in the frame that {@link enterFrame} has chosen. */
  run<T>(script: string, ...args: unknown[]): Promise<T>;
  /** Goes into the frame that a script gives back as an element. */
  enterFrame(script: string): Promise<void>;
  leaveFrame(): Promise<void>;
  /** A real press of the mouse on the element that a script gives back. */
  click(script: string, ...args: unknown[]): Promise<void>;
  /** Takes a permission away, as a person does in about:addons. */
  withdrawHost(pattern: string): Promise<void>;
  close(): Promise<void>;
}

/** Firefox with the extension in it, unpacked from `extensionDir`. */
export async function launchFirefox(path: string, extensionDir: string): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'utskick-firefox-'));
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const args = [
    '--headless',
    '--marionette',
    '--remote-allow-system-access',
    '--no-remote',
    '--profile',
    profile,
  ];
  const child = spawn(path, args, {
    stdio: 'ignore',
    env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1' },
  });
  try {
    const marionette = await connectMarionette(await portOf(profile, child));
    await marionette.call('WebDriver:NewSession', { acceptInsecureCerts: true, pageLoadStrategy: 'none' });
    await marionette.call('Addon:Install', { path: extensionDir, temporary: true });
    return firefoxOf(marionette, child, profile);
  } catch (error) {
    await end(child, profile);
    throw error;
  }
}

async function portOf(profile: string, child: ChildProcess): Promise<number> {
  const file = join(profile, 'MarionetteActivePort');
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Firefox ended at once with code ${child.exitCode}`);
    const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (port > 0) return port;
    await pause(200);
  }
  throw new Error('Firefox did not open its remote control within a minute');
}

function firefoxOf(marionette: Marionette, child: ChildProcess, profile: string): Firefox {
  const { call } = marionette;
  const run = async (script: string, ...args: unknown[]) => {
    const answer = await call('WebDriver:ExecuteScript', { script, args, sandbox: null, newSandbox: false });
    return (answer as { value: never }).value; // every script's answer comes as `value`
  };
  return {
    async open(url, options) {
      if (options?.newTab) {
        const { handle } = (await call('WebDriver:NewWindow', { type: 'tab', focus: true })) as {
          handle: string;
        };
        await call('WebDriver:SwitchToWindow', { handle, focus: true });
      }
      await call('WebDriver:Navigate', { url });
      const { value } = (await call('WebDriver:GetWindowHandle')) as { value: string };
      return value;
    },
    switchTo: async (handle) => void (await call('WebDriver:SwitchToWindow', { handle, focus: true })),
    run,
    async enterFrame(script) {
      const element: unknown = await run(script);
      await call('WebDriver:SwitchToFrame', { element: idOf(element), focus: true });
    },
    leaveFrame: async () => void (await call('WebDriver:SwitchToFrame', { id: null })),
    async click(script, ...args) {
      const id = idOf(await run(script, ...args));
      await call('WebDriver:ElementClick', { id });
    },
    async withdrawHost(pattern) {
      await call('Marionette:SetContext', { value: 'chrome' });
      await call('WebDriver:ExecuteAsyncScript', { script: withdraw, args: [ADDON_ID, pattern] });
      await call('Marionette:SetContext', { value: 'content' });
    },
    async close() {
      await call('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
      marionette.close();
      await end(child, profile);
    },
  };
}

const withdraw = `
  const [id, pattern, done] = arguments;
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(id);
  ExtensionPermissions.remove(id, { permissions: [], origins: [pattern] }, extension).then(done);`;

/** An element as WebDriver names it: the one value of an object. */
function idOf(element: unknown): string {
  const [id] = Object.values(element ?? {});
  if (typeof id !== 'string') throw new Error(`expected an element, got ${JSON.stringify(element)}`);
  return id;
}

async function end(child: ChildProcess, profile: string): Promise<void> {
  const gone = new Promise((resolve) =>
    child.exitCode === null ? child.once('exit', resolve) : resolve(null),
  );
  await Promise.race([gone, pause(5_000)]);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await gone;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
