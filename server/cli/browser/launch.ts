import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from '../../make-folder.ts';
import { Problem } from '../problem.ts';
import { type DevtoolsPipe, openDevtoolsPipe } from './devtools-pipe.ts';
import type { InstalledBrowser } from './find.ts';

/** A browser window of ours with the extension in it. */
export interface RunningBrowser {
  extensionId: string;
  /** @returns the tab's id */
  openTab(url: string): Promise<string>;
  closeTab(tabId: string): Promise<void>;
  showTab(tabId: string): Promise<void>;
  /** Closes the empty tab that every browser starts with. */
  closeEmptyTabs(): Promise<void>;
  /** The extension's own local storage, as it stands. */
  extensionStorage(): Promise<Record<string, unknown>>;
  /** Settles when the person has closed the browser, or it has died. */
  closed: Promise<void>;
  /** Asks it to close, and insists after a few seconds. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  browser: InstalledBrowser;
  /** Absolute; made when missing. */
  profileDir: string;
  /** Absolute: the built, unpacked extension. */
  extensionDir: string;
  /** The browser's sandbox refuses to run as root. */
  isRoot: boolean;
  /** Further switches, e.g. for a proxy. */
  extraArgs?: readonly string[];
}

const START_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * Starts the browser with a profile of its own and loads the extension through the debugging pipe. Branded Chrome
 * has dropped `--load-extension`, and a pipe, unlike a port, cannot be reached by anybody else on the machine.
 *
 * @throws {Problem} when the browser does not start or does not take the extension
 */
export async function launchBrowser(options: LaunchOptions): Promise<RunningBrowser> {
  makeFolder(options.profileDir);
  const child = spawn(options.browser.path, switches(options), {
    // Its own group: a Ctrl-C in the terminal reaches us alone, and we close the browser in order.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const exited = exitOf(child);
  const lastWords = lastWordsOf(child);
  const pipe = pipeOf(child);
  try {
    const extensionId = await within(START_TIMEOUT_MS, loadExtension(pipe, options));
    return running(pipe, child, exited, extensionId);
  } catch (cause) {
    // A browser that has ended says more itself than its broken pipe does.
    const ended = await Promise.race([exited.then((code) => ({ code })), pause(500, null, { ref: false })]);
    stop(child);
    throw startProblem(options.browser, cause, ended && { ...ended, said: lastWords() });
  }
}

function switches({ profileDir, isRoot, extraArgs = [] }: LaunchOptions): string[] {
  return [
    `--user-data-dir=${profileDir}`,
    '--remote-debugging-pipe',
    '--enable-unsafe-extension-debugging',
    '--no-first-run',
    '--no-default-browser-check',
    // Our profile is not worth a keyring password dialog.
    '--password-store=basic',
    '--use-mock-keychain',
    '--hide-crash-restore-bubble',
    // Wide enough for mail and sidebar; later the browser remembers what the person has made of it.
    ...(existsSync(join(profileDir, 'Default')) ? [] : ['--window-size=1360,880']),
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
    ...extraArgs,
    'about:blank',
  ];
}

async function loadExtension(pipe: DevtoolsPipe, { extensionDir }: LaunchOptions): Promise<string> {
  const { id } = await pipe.call('Extensions.loadUnpacked', { path: extensionDir });
  return String(id);
}

function running(
  pipe: DevtoolsPipe,
  child: ChildProcess,
  exited: Promise<number | null>,
  extensionId: string,
): RunningBrowser {
  return {
    extensionId,
    openTab: async (url) => String((await pipe.call('Target.createTarget', { url })).targetId),
    closeTab: async (targetId) => void (await pipe.call('Target.closeTarget', { targetId })),
    showTab: async (targetId) => void (await pipe.call('Target.activateTarget', { targetId })),
    closeEmptyTabs: () => closeEmptyTabs(pipe),
    extensionStorage: () => readExtensionStorage(pipe, extensionId),
    closed: exited.then(() => undefined),
    close: async () => {
      await Promise.race([pipe.call('Browser.close').catch(() => undefined), pause(1_000)]);
      const gone = await Promise.race([
        exited.then(() => true),
        pause(CLOSE_TIMEOUT_MS, false, { ref: false }),
      ]);
      if (!gone) stop(child);
      await Promise.race([exited, pause(1_000, undefined, { ref: false })]);
    },
  };
}

async function closeEmptyTabs(pipe: DevtoolsPipe): Promise<void> {
  const { targetInfos } = await pipe.call('Target.getTargets');
  // As the protocol describes it.
  const targets = targetInfos as { targetId: string; type: string; url: string }[];
  const empty = targets.filter(({ type, url }) => type === 'page' && url === 'about:blank');
  for (const { targetId } of empty) await pipe.call('Target.closeTarget', { targetId });
}

/**
 * Opens one of the extension's own pages in the background for it: the browser lets only the extension's own pages
 * and worker ask for its storage.
 */
async function readExtensionStorage(
  pipe: DevtoolsPipe,
  extensionId: string,
): Promise<Record<string, unknown>> {
  const { targetId } = await pipe.call('Target.createTarget', {
    url: `chrome-extension://${extensionId}/manifest.json`,
    background: true,
  });
  try {
    const { sessionId } = await pipe.call('Target.attachToTarget', { targetId, flatten: true });
    const { data } = await pipe.call(
      'Extensions.getStorageItems',
      { id: extensionId, storageArea: 'local' },
      String(sessionId),
    );
    // The protocol describes `data` as an object.
    return (data ?? {}) as Record<string, unknown>;
  } finally {
    await pipe.call('Target.closeTarget', { targetId }).catch(() => undefined);
  }
}

function pipeOf(child: ChildProcess): DevtoolsPipe {
  // `stdio` above makes pipes of 3 (we write) and 4 (we read).
  return openDevtoolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
}

/** The last line that the browser has written about itself. */
function lastWordsOf(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2_000);
  });
  return () => said.trim().split('\n').at(-1) ?? '';
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const limit = new AbortController();
  const late = pause(limitMs, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`did not answer within ${limitMs / 1000} seconds`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    limit.abort();
  }
}

function startProblem(
  browser: InstalledBrowser,
  cause: unknown,
  ended: { code: number | null; said: string } | null,
): Problem {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = ended?.code === null ? '' : ` with code ${ended?.code}`;
  const reason = ended ? `it ended at once${code}${ended.said && `, saying: ${ended.said}`}` : message;
  return new Problem(
    `${browser.name} (${browser.path}) could not be started with the extension: ${reason.replace(/\.$/, '')}.`,
    'Close other windows of it that use the same profile, name another browser with CHROMIUM_PATH, or start with --no-browser.',
    1,
    { cause },
  );
}

/** Ends the browser and its children without asking. */
function stop(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
