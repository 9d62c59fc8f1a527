import { accessSync, constants } from 'node:fs';
import { delimiter, posix, win32 } from 'node:path';

/** A browser of the Chromium family found on this machine. */
export interface InstalledBrowser {
  name:
    | 'Chromium'
    | 'Google Chrome'
    | 'Microsoft Edge'
    | 'Brave'
    | 'Vivaldi'
    | 'the browser in CHROMIUM_PATH';
  path: string;
}
type Name = InstalledBrowser['name'];

export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  isExecutable(path: string): boolean;
}

/** Chromium first: it takes an unpacked extension without any warning bar. */
const commands: [Name, string][] = [
  ['Chromium', 'chromium'],
  ['Chromium', 'chromium-browser'],
  ['Google Chrome', 'google-chrome'],
  ['Google Chrome', 'google-chrome-stable'],
  ['Microsoft Edge', 'microsoft-edge'],
  ['Microsoft Edge', 'microsoft-edge-stable'],
  ['Brave', 'brave-browser'],
  ['Vivaldi', 'vivaldi'],
];
const macApplications: [Name, string][] = [
  ['Chromium', 'Chromium.app/Contents/MacOS/Chromium'],
  ['Google Chrome', 'Google Chrome.app/Contents/MacOS/Google Chrome'],
  ['Microsoft Edge', 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  ['Brave', 'Brave Browser.app/Contents/MacOS/Brave Browser'],
  ['Vivaldi', 'Vivaldi.app/Contents/MacOS/Vivaldi'],
];
const windowsPrograms: [Name, string][] = [
  ['Chromium', 'Chromium\\Application\\chrome.exe'],
  ['Google Chrome', 'Google\\Chrome\\Application\\chrome.exe'],
  ['Microsoft Edge', 'Microsoft\\Edge\\Application\\msedge.exe'],
  ['Brave', 'BraveSoftware\\Brave-Browser\\Application\\brave.exe'],
];

/**
 * Browsers that can load the extension, best first. `CHROMIUM_PATH`, when set, is the only answer: a person who
 * names a browser does not want another one.
 */
export function installedBrowsers(machine: Machine): InstalledBrowser[] {
  const chosen = machine.env.CHROMIUM_PATH;
  if (chosen) {
    return machine.isExecutable(chosen) ? [{ name: 'the browser in CHROMIUM_PATH', path: chosen }] : [];
  }
  return candidates(machine).filter((browser) => machine.isExecutable(browser.path));
}

function candidates({ platform, env }: Machine): InstalledBrowser[] {
  if (platform === 'darwin') {
    const folders = ['/Applications', ...(env.HOME ? [posix.join(env.HOME, 'Applications')] : [])];
    return pairs(macApplications, folders, posix.join);
  }
  if (platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(
      (dir) => dir !== undefined,
    );
    return pairs(windowsPrograms, folders, win32.join);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((dir) => dir.startsWith('/'));
  return pairs(commands, [...folders, '/usr/bin', '/snap/bin'], posix.join);
}

function pairs(
  known: [Name, string][],
  folders: string[],
  join: (a: string, b: string) => string,
): InstalledBrowser[] {
  const unique = [...new Set(folders)];
  return known.flatMap(([name, file]) => unique.map((folder) => ({ name, path: join(folder, file) })));
}

/** This very machine, for {@link installedBrowsers}. */
export function thisMachine(env: Machine['env']): Machine {
  return { platform: process.platform, env, isExecutable };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
