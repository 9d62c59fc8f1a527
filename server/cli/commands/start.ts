import { resolve } from 'node:path';
import type { Config } from '../../config.ts';
import { type RunningServer, startServer } from '../../main.ts';
import { installedBrowsers, thisMachine } from '../browser/find.ts';
import { launchBrowser, type RunningBrowser } from '../browser/launch.ts';
import { openWorkplace } from '../browser/session.ts';
import { buildIfNeeded, extensionDir } from '../build.ts';
import { command, type Input, type Terminal } from '../command.ts';
import { configOf } from '../config-of.ts';
import { welcomeUser } from '../first-run.ts';
import { Problem } from '../problem.ts';
import { productFolder } from '../product-folder.ts';
import { stopSignal, untilAborted } from '../stop-signal.ts';
import { databaseProblem } from '../with-database.ts';
import { localTimeZone } from './user.ts';

const options = {
  port: { value: 'PORT', help: 'port to listen on (default: 8420)' },
  host: { value: 'ADDRESS', help: 'address to listen on (default: 127.0.0.1)' },
  empty: { help: 'first start: leave the example workspace out' },
  'no-browser': { help: 'do not open a browser' },
} as const;

/** `utskick start`: the whole product with one command. */
export const start = command({
  name: 'start',
  summary: 'Build what is missing, start the server, open a browser with the extension',
  details:
    'The first start fills an example workspace. Data, and the profile of the browser, are kept in the data folder.\nCtrl-C ends all of it.',
  options,
  run,
});

async function run({ values, terminal }: Input<typeof options>): Promise<number> {
  const signal = stopSignal(() => process.exit(130));
  const config = startConfig(values, terminal);
  // First what fails at once: a port that is taken, a data folder that cannot be used.
  const server = await startServer(config).catch((error: unknown) => {
    throw databaseProblem(error);
  });
  try {
    const place = { server, dataDir: config.dataDir, terminal, asked: signal.asked };
    await serve(place, { empty: values.empty === true, withBrowser: !values['no-browser'] });
  } catch (error) {
    // A Ctrl-C reaches a build that is under way, too; that it fails then is no news.
    if (!signal.asked.aborted) throw error;
  } finally {
    await server.stop();
    signal.dispose();
  }
  return 0;
}

interface Place {
  server: RunningServer;
  dataDir: string;
  terminal: Terminal;
  /** Aborts when the person wants to stop. */
  asked: AbortSignal;
}

/** Everything between a server that answers and the wish to stop. */
async function serve(
  place: Place,
  { empty, withBrowser }: { empty: boolean; withBrowser: boolean },
): Promise<void> {
  const { server, dataDir, terminal, asked } = place;
  await buildIfNeeded(productFolder, terminal);
  const now = new Date();
  const userId = await welcomeUser(
    { db: server.db, dataDir, empty, now, timeZone: localTimeZone() },
    terminal,
  );
  terminal.say(`Utskick is ready at ${server.url}. Ctrl-C ends it.`);
  const browser = withBrowser && !asked.aborted ? await openBrowser(place, userId) : null;
  try {
    if (!browser && !asked.aborted) await sayHowToGoOn(server, userId, terminal);
    void browser?.closed.then(() => {
      if (asked.aborted) return;
      terminal.say(`The browser was closed. The server goes on at ${server.url}; Ctrl-C ends it.`);
    });
    await untilAborted(asked);
    terminal.say('Stopping …');
  } finally {
    await browser?.close();
  }
}

/** In a terminal log lines would bury the few sentences meant for a person; `UTSKICK_LOG_LEVEL` brings them back. */
function startConfig(values: Input<typeof options>['values'], terminal: Terminal): Config {
  const config = configOf(values, terminal.env);
  return terminal.interactive && !terminal.env.UTSKICK_LOG_LEVEL ? { ...config, logLevel: 'error' } : config;
}

/** @returns null, after saying why, when there is no browser to be shown */
async function openBrowser(
  { server, dataDir, terminal }: Place,
  userId: string | null,
): Promise<RunningBrowser | null> {
  const machine = thisMachine(terminal.env);
  const found = installedBrowsers(machine)[0];
  const why = whyNoBrowser(terminal.env, found !== undefined);
  if (why || !found) {
    if (why) terminal.say(why);
    return null;
  }
  const isRoot = process.getuid?.() === 0;
  if (isRoot)
    terminal.say(`Running as root, so ${found.name} is started without its sandbox (--no-sandbox).`);
  terminal.say(`Opening ${found.name} (${found.path}) …`);
  try {
    const browser = await launchBrowser({
      browser: found,
      profileDir: resolve(dataDir, 'browser'),
      extensionDir: resolve(productFolder, extensionDir),
      isRoot,
      extraArgs: (terminal.env.CHROMIUM_ARGS ?? '').split(' ').filter((word) => word !== ''),
    });
    await openWorkplace(browser, server, userId, terminal);
    return browser;
  } catch (error) {
    // The server is the product; a browser that fails is said and not the end of it.
    terminal.note(error instanceof Error ? error.message : String(error));
    if (error instanceof Problem && error.remedy) terminal.note(`  ${error.remedy}`);
    return null;
  }
}

function whyNoBrowser(env: Terminal['env'], found: boolean): string | null {
  const headless = process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
  if (headless) return 'There is no display here, so no browser is opened.';
  if (found) return null;
  return env.CHROMIUM_PATH
    ? `CHROMIUM_PATH: there is no program at ${env.CHROMIUM_PATH}, so no browser is opened.`
    : 'No Chromium, Chrome, Edge, Brave or Vivaldi was found, so no browser is opened. CHROMIUM_PATH can name one.';
}

async function sayHowToGoOn(server: RunningServer, userId: string | null, terminal: Terminal): Promise<void> {
  const signIn = userId
    ? `Sign in here (valid once, for 10 minutes): ${server.url}/link?code=${encodeURIComponent(await server.issueLink(userId, 'web'))}&to=/practice`
    : `Sign in at ${server.url}`;
  terminal.say(
    [
      'To go on in a browser of your own:',
      `  1. Load the extension: chrome://extensions, "Developer mode" on, "Load unpacked", ${resolve(productFolder, extensionDir)}`,
      `  2. ${signIn}`,
      `  3. Click the extension's icon, enter the address ${server.url}, and approve the code that it shows.`,
    ].join('\n'),
  );
}
