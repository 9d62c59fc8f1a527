import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig, settings } from './config.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'utskick-config-'));
afterAll(() => rmSync(dataDir, { recursive: true }));
const base = { UTSKICK_DATA_DIR: dataDir };

test('everything has a default, and empty counts as not given', () => {
  expect(readConfig({ ...base, UTSKICK_PORT: ' ', DATABASE_URL: '' })).toMatchObject({
    host: '127.0.0.1',
    port: 8420,
    publicUrl: null,
    databaseUrl: null,
    practice: true,
    smtpPort: 0,
    trustProxy: false,
    logLevel: 'info',
  });
});

test('a mail server is told by its address, a key for signing by its file', () => {
  expect(readConfig(base).mail).toBeNull();
  const url = 'smtps://anna%40b.example:p%3Aw@mail.example';
  const dkim = { UTSKICK_DKIM: 's1:b.example', UTSKICK_DKIM_KEY_FILE: '/keys/s1.pem' };
  expect(readConfig({ ...base, ...dkim, UTSKICK_MAIL_URL: url }).mail).toEqual({
    url: new URL(url),
    token: null,
    connections: 5,
    dkim: { domain: 'b.example', selector: 's1', keyFile: '/keys/s1.pem' },
  });
});

test('mailboxes are told by their addresses, each with somebody to sign in', () => {
  const [one, two] = ['imaps://maja%40b.example:pw@mail.example', 'imap://bo:pw@127.0.0.1:1143'];
  expect(readConfig(base).mailboxes).toEqual([]);
  expect(readConfig({ ...base, UTSKICK_IMAP_URL: `${one} ${two}` }).mailboxes.map(String)).toEqual([
    one,
    two,
  ]);
  const without = `${one} imap://mail.example`;
  expect(() => readConfig({ ...base, UTSKICK_IMAP_URL: without })).toThrow(
    'UTSKICK_IMAP_URL: expected an address such as imaps://user:password@mail.example.com, or several with blanks between, got "imaps://…@mail.example imap://mail.example"',
  );
});

test('an access token needs somebody whom it is for', () => {
  const given = { ...base, UTSKICK_MAIL_URL: 'smtps://mail.example', UTSKICK_MAIL_TOKEN: 'abc' };
  expect(() => readConfig(given)).toThrow('UTSKICK_MAIL_URL: expected a user for UTSKICK_MAIL_TOKEN');
});

test('the secret is made once and kept', () => {
  const { secret } = readConfig(base);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(readConfig(base).secret).toBe(secret);
});

test('keys of accounts are made once, for their owner only; a file that holds none is never made anew', () => {
  const { vaultKeys } = readConfig(base);
  expect(vaultKeys[0].key).toHaveLength(32);
  expect(readConfig(base).vaultKeys).toEqual(vaultKeys);
  const path = join(base.UTSKICK_DATA_DIR, 'channel-keys');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const kept = readFileSync(path, 'utf8');
  writeFileSync(path, 'lost');
  expect(() => readConfig(base)).toThrow('UTSKICK_CHANNEL_KEYS: ');
  writeFileSync(path, kept);
});

test('keys that cannot be used are told by their length only', () => {
  const given = { ...base, UTSKICK_CHANNEL_KEYS: 'k1:of-no-use' };
  expect(() => readConfig(given)).toThrow(/UTSKICK_CHANNEL_KEYS: .*got "12 characters"/);
});

test('options of the command line win over the environment', () => {
  expect(readConfig({ ...base, UTSKICK_PORT: '9000' }, { port: 0, practice: false })).toMatchObject({
    port: 0,
    practice: false,
  });
});

test('an address loses its slash at the end', () => {
  expect(readConfig({ ...base, UTSKICK_PUBLIC_URL: 'https://u.example/' }).publicUrl).toBe(
    'https://u.example',
  );
});

test.each([
  { name: 'UTSKICK_PORT', value: 'eighty', says: 'expected a port number from 0 to 65535, got "eighty"' },
  { name: 'UTSKICK_PORT', value: '65536', says: 'expected a port number' },
  { name: 'UTSKICK_SMTP_PORT', value: '-1', says: 'expected a port number' },
  { name: 'UTSKICK_PUBLIC_URL', value: 'utskick.example', says: 'expected an address such as https://' },
  { name: 'DATABASE_URL', value: 'mysql://anna:hush@db/x', says: 'got "mysql://…@db/x"' },
  { name: 'UTSKICK_SECRET', value: 'short', says: 'got "5 characters"' },
  { name: 'UTSKICK_PRACTICE', value: 'maybe', says: 'expected on or off' },
  { name: 'UTSKICK_TRUST_PROXY', value: 'yes', says: 'expected on or off' },
  { name: 'UTSKICK_MAIL_URL', value: 'http://a:hush@b.example', says: 'got "http://…@b.example"' },
  { name: 'UTSKICK_MAIL_CONNECTIONS', value: '0', says: 'expected a number from 1 to 100' },
  { name: 'UTSKICK_DKIM', value: 'example.com', says: 'expected selector:domain' },
  { name: 'UTSKICK_DKIM', value: 's1:example.com', says: 'expected together with UTSKICK_DKIM_KEY_FILE' },
  { name: 'UTSKICK_LOG_LEVEL', value: 'loud', says: 'expected error, info, debug or silent' },
])('$name=$value is refused by name', ({ name, value, says }) => {
  expect(() => readConfig({ ...base, [name]: value })).toThrow(`${name}: `);
  expect(() => readConfig({ ...base, [name]: value })).toThrow(says);
});

test('a data folder where nothing can be made is said, without waiting for ever', () => {
  expect(() => readConfig({ UTSKICK_DATA_DIR: '/proc/x/y' })).toThrow(
    'UTSKICK_DATA_DIR: /proc/x/y cannot be written',
  );
});

test('a data folder that cannot be made is said', () => {
  expect(() => readConfig({ UTSKICK_DATA_DIR: '/dev/null/x' })).toThrow(
    'UTSKICK_DATA_DIR: /dev/null/x cannot be written',
  );
});

test('each setting stands in .env.example', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  for (const { name } of Object.values(settings)) expect(example).toContain(`#${name}=`);
});

test('reports go to an address with a word in it, and may be taken in by SMTP', () => {
  expect(readConfig(base)).toMatchObject({ returnPath: null, bounceListen: null });
  const returnPath = { UTSKICK_RETURN_PATH: 'bounces+*@b.example' };
  expect(readConfig({ ...base, ...returnPath, UTSKICK_BOUNCE_LISTEN: '[::1]:2525' })).toMatchObject({
    returnPath: { before: 'bounces+', after: '@b.example' },
    bounceListen: { host: '::1', port: 2525 },
  });
  expect(() => readConfig({ ...base, UTSKICK_RETURN_PATH: 'bounces@b.example' })).toThrow(
    /UTSKICK_RETURN_PATH: .*one \*/,
  );
  expect(() => readConfig({ ...base, ...returnPath, UTSKICK_BOUNCE_LISTEN: '1.2.3.4:99999' })).toThrow(
    /BOUNCE_LISTEN/,
  );
  expect(() => readConfig({ ...base, UTSKICK_BOUNCE_LISTEN: '127.0.0.1:2525' })).toThrow(
    /together with UTSKICK_RETURN_PATH/,
  );
});
