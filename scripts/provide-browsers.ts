import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { installedBrowsers, thisMachine } from '../server/cli/browser/find.ts';
import { runScript, runTool } from './run-tool.ts';

/** A browser for the tests, or the sentence that says how to get one. */
export type Provided = { path: string } | { missing: string };

/**
 * A Chromium that can be driven: the one named, Playwright's own, one of the system's, else it is installed
 * (by Playwright where its download is reachable, by apt on Debian and Ubuntu as root).
 */
export async function provideChromium(): Promise<Provided> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    return (await answers(named))
      ? { path: named }
      : { missing: `CHROMIUM_PATH: ${named} does not answer --version.` };
  }
  const found = await presentChromium();
  if (found) return { path: found };
  console.log('No Chromium found; trying to install one …');
  await runScript('@playwright/test/cli.js', ['install', 'chromium']);
  const downloaded = playwrightsOwn();
  if (downloaded) return { path: downloaded };
  await aptInstall('chromium');
  const installed = await presentChromium();
  if (installed) return { path: installed };
  return {
    missing: 'No Chromium was found or could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH.',
  };
}

/** Firefox for the smoke test: FIREFOX_PATH, the system's, else by apt as root. */
export async function provideFirefox(): Promise<Provided> {
  const named = process.env.FIREFOX_PATH;
  if (named) {
    return (await answers(named))
      ? { path: named }
      : { missing: `FIREFOX_PATH: ${named} does not answer --version.` };
  }
  const found = await firstThatAnswers(firefoxPaths());
  if (found) return { path: found };
  await aptInstall('firefox-esr');
  const installed = await firstThatAnswers(firefoxPaths());
  if (installed) return { path: installed };
  return {
    missing: 'No Firefox was found or could be installed. Install Firefox 140 or newer, or set FIREFOX_PATH.',
  };
}

async function presentChromium(): Promise<string | null> {
  const own = playwrightsOwn();
  if (own) return own;
  return firstThatAnswers(installedBrowsers(thisMachine(process.env)).map((browser) => browser.path));
}

function playwrightsOwn(): string | null {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

function firefoxPaths(): string[] {
  if (process.platform === 'darwin') return ['/Applications/Firefox.app/Contents/MacOS/firefox'];
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)'].map(
      (name) => `${process.env[name] ?? ''}\\Mozilla Firefox\\firefox.exe`,
    );
  }
  return ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/usr/lib/firefox/firefox', '/opt/firefox/firefox'];
}

async function firstThatAnswers(paths: string[]): Promise<string | null> {
  for (const path of paths) if (existsSync(path) && (await answers(path))) return path;
  return null;
}

/** Ubuntu's `chromium-browser` may be a stub that only tells to install a snap. On Windows `--version` opens a window. */
async function answers(path: string): Promise<boolean> {
  if (process.platform === 'win32') return existsSync(path);
  try {
    const { code, output } = await runTool(path, ['--version'], { quiet: true });
    return code === 0 && /\d+\.\d+/.test(output);
  } catch {
    return false;
  }
}

async function aptInstall(name: string): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log(`Installing ${name} with apt-get …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runTool('/usr/bin/apt-get', ['update', '-qq'], { env, quiet: true });
  const { code, output } = await runTool('/usr/bin/apt-get', ['install', '-y', '-qq', name], {
    env,
    quiet: true,
  });
  if (code !== 0) console.error(output.trim().split('\n').slice(-5).join('\n'));
}
