import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MailSite } from '../lib/contract/task.ts';
import { settings } from '../server/config.ts';
import { readMigrations } from '../server/db/migrate.ts';
import wxtConfig from '../wxt.config.ts';

/** What neither types nor linters can see. */
const root = fileURLToPath(new URL('..', import.meta.url));
const list = (folder: string) => readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' });

test('migrations are numbered without gaps', async () => {
  const migrations = await readMigrations();
  expect(migrations.map((migration) => Number(migration.id.slice(0, 4)))).toEqual(
    migrations.map((_, index) => index + 1),
  );
});

test('each setting stands in .env.example', () => {
  const example = readFileSync(`${root}.env.example`, 'utf8');
  for (const { name } of Object.values(settings)) expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
});

const sites = readdirSync(`${root}lib/mailbox`, { withFileTypes: true })
  .map((entry) => entry.name)
  .filter((name) => MailSite.safeParse(name).success);

test.each(sites)(
  'the mail site %s has a page to be tested on, unit tests, a browser test and an entrypoint',
  (site) => {
    // The practice mailbox is our own: it is tested on itself.
    expect(existsSync(`${root}${site === 'practice' ? 'web/practice' : `tests/doubles/${site}`}`)).toBe(true);
    expect(list(`lib/mailbox/${site}`).some((file) => file.endsWith('.test.ts'))).toBe(true);
    expect(list('tests/e2e').some((file) => file === `${site}-adapter.spec.ts`)).toBe(true);
    expect(existsSync(`${root}entrypoints/${site}.content/index.ts`)).toBe(true);
  },
);

function manifestFor(browser: 'chrome' | 'firefox') {
  const { manifest } = wxtConfig;
  if (typeof manifest !== 'function') throw new Error('expected the manifest to be made by a function');
  const env = { browser, mode: 'production', command: 'build', manifestVersion: 3 } as const;
  return manifest(env);
}

test.each([
  { browser: 'chrome' as const, permissions: ['storage', 'alarms', 'scripting', 'webRequest', 'sidePanel'] },
  { browser: 'firefox' as const, permissions: ['storage', 'alarms', 'scripting', 'webRequest'] },
])('the extension for $browser asks for no more than it needs', async ({ browser, permissions }) => {
  const manifest = await manifestFor(browser);
  expect(manifest.permissions).toEqual(permissions);
  expect(manifest.host_permissions).toEqual([
    'https://mail.google.com/*',
    'https://outlook.cloud.microsoft/*',
    'https://outlook.office.com/*',
    'https://outlook.office365.com/*',
    'https://outlook.live.com/*',
  ]);
  expect(manifest.optional_permissions ?? []).toEqual([]);
  expect(JSON.stringify(manifest)).not.toContain('<all_urls>');
});

test('only scripts for whole hosts go into empty documents: Chromium refuses the extension otherwise', () => {
  const scripts = list('entrypoints').filter((file) => /\.content\/index\.ts$/.test(file));
  expect(scripts.length).toBeGreaterThan(4);
  for (const file of scripts) {
    const source = readFileSync(`${root}entrypoints/${file}`, 'utf8');
    if (source.includes('matchOriginAsFallback'))
      expect(source, file).toMatch(/matches: pagesOf\([A-Za-z]+\),/);
  }
});

test('every language has the same texts', () => {
  const files = list('locales').filter((file) => file.endsWith('.yml'));
  expect(files.sort()).toEqual(['da.yml', 'en.yml', 'nb.yml', 'nl.yml', 'sv.yml']);
  const keysOf = (file: string) =>
    readFileSync(`${root}locales/${file}`, 'utf8')
      .split('\n')
      .filter((line) => /^\s*[\w.]+:/.test(line))
      .map((line) => line.replace(/:.*/, ''));
  const english = keysOf('en.yml');
  for (const file of files) expect(keysOf(file), file).toEqual(english);
});
