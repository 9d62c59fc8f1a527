import { expect, test } from 'vitest';
import { installedBrowsers } from './find.ts';

const has =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

test.each([
  {
    what: 'Debian: by PATH, Chromium before Chrome',
    machine: {
      platform: 'linux' as const,
      env: { PATH: '/usr/local/bin:/usr/bin' },
      isExecutable: has('/usr/bin/google-chrome', '/usr/bin/chromium'),
    },
    paths: ['/usr/bin/chromium', '/usr/bin/google-chrome'],
  },
  {
    what: 'Ubuntu: the snap folder is searched even when PATH lacks it',
    machine: { platform: 'linux' as const, env: { PATH: '/bin' }, isExecutable: has('/snap/bin/chromium') },
    paths: ['/snap/bin/chromium'],
  },
  {
    what: 'macOS: for all users and for one',
    machine: {
      platform: 'darwin' as const,
      env: { HOME: '/Users/kim' },
      isExecutable: has('/Users/kim/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
    },
    paths: ['/Users/kim/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  },
  {
    what: 'Windows: Edge is always there',
    machine: {
      platform: 'win32' as const,
      env: { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' },
      isExecutable: has('C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'),
    },
    paths: ['C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
  },
  {
    what: 'CHROMIUM_PATH overrules what is installed',
    machine: {
      platform: 'linux' as const,
      env: { PATH: '/usr/bin', CHROMIUM_PATH: '/opt/own/chrome' },
      isExecutable: has('/usr/bin/chromium', '/opt/own/chrome'),
    },
    paths: ['/opt/own/chrome'],
  },
  {
    what: 'a CHROMIUM_PATH that is no program finds nothing, rather than another browser',
    machine: {
      platform: 'linux' as const,
      env: { PATH: '/usr/bin', CHROMIUM_PATH: '/opt/own/chrome' },
      isExecutable: has('/usr/bin/chromium'),
    },
    paths: [],
  },
])('$what', ({ machine, paths }) => {
  expect(installedBrowsers(machine).map((browser) => browser.path)).toEqual(paths);
});
