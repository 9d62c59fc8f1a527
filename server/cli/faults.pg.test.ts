import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '../db/folder-lock.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'utskick-cli-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function utskick(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, DISPLAY: '', DATABASE_URL: '', UTSKICK_LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, ['server/cli/main.ts', ...args, '--data', dataDir], {
    cwd: root,
    env,
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** One sentence, perhaps a remedy below it, and no stack. */
function expectSentence(err: string, part: string): void {
  expect(err).toContain(part);
  expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(err).not.toMatch(/^\s+at /m);
}

test('a port in use', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const { code, err } = await utskick('start', '--no-browser', '--port', String(port));
  other.close();
  expect(code).toBe(2);
  expectSentence(err, `port ${port} is in use by another program`);
  expect(existsSync(join(dataDir, 'db'))).toBe(false);
});

test('a port that is none', async () => {
  const { code, err } = await utskick('start', '--port', 'eighty');
  expect(code).toBe(2);
  expectSentence(err, '--port: expected a port number from 0 to 65535, got "eighty"');
});

test('a broken data folder', async () => {
  mkdirSync(join(dataDir, 'db'));
  writeFileSync(join(dataDir, 'db', 'PG_VERSION'), 'garbage');
  const { code, err } = await utskick('start', '--no-browser', '--port', '0');
  expect(code).toBe(1);
  expectSentence(err, `${join(dataDir, 'db')} cannot be opened`);
});

test('a data folder that is a file', async () => {
  rmSync(dataDir, { recursive: true });
  writeFileSync(dataDir, '');
  const { code, err } = await utskick('start', '--no-browser', '--port', '0');
  expect(code).not.toBe(0);
  expectSentence(err, dataDir);
});

test('a data folder that another process works in', async () => {
  const unlock = lockFolder(dataDir, new Date('2026-06-03T10:00:00Z'));
  const { code, err } = await utskick('start', '--no-browser', '--port', '0');
  unlock();
  expect(code).toBe(1);
  expectSentence(err, `is in use by process ${process.pid}`);
  expect(err).not.toContain('A command needs');
});

test('an operator adds people, gives tokens, moves the workspace, and is told what is wrong', async () => {
  const added = await utskick('user', 'add', 'kim@nordkaj.example', '--workspace', 'Nordkaj');
  expect(added.out).toMatch(/Added kim@nordkaj\.example\.\nPassword \(shown this once\): \S{19}/);
  expectSentence(
    (await utskick('user', 'add', 'kim@nordkaj.example')).err,
    'there is a user kim@nordkaj.example already',
  );
  expectSentence(
    (await utskick('user', 'password', 'no@nordkaj.example')).err,
    'There is no user no@nordkaj.example.',
  );
  expect((await utskick('user', 'mailbox', 'kim@nordkaj.example', 'kim@gmail.example')).out).toContain(
    'now sends from',
  );
  expect((await utskick('token', 'create', 'kim@nordkaj.example')).out.trim()).toMatch(/^utk_\S{43}$/);
  const id = /^\S+/.exec((await utskick('token', 'list')).out)?.[0] ?? '';
  expect((await utskick('token', 'revoke', id)).out).toContain('Revoked "command line"');
  expectSentence((await utskick('token', 'revoke', id)).err, 'There is no valid token');

  const file = join(dataDir, 'nordkaj.jsonl');
  expect((await utskick('export', file)).out).toContain('Wrote "Nordkaj"');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = readFileSync(file, 'utf8');
  expectSentence((await utskick('export', file)).err, 'exists already');
  expect(readFileSync(file, 'utf8')).toBe(before);
  expectSentence((await utskick('import', file)).err, 'is here already');
  expect((await utskick('import', file, '--force')).out).toContain('Imported "Nordkaj"');
  expect((await utskick('user', 'list')).out).toContain('kim@nordkaj.example');
}, 180_000); // thirteen processes, each with a database

test('a person who is not accepted leaves no workspace behind, so that the first start is still the first', async () => {
  expectSentence((await utskick('user', 'add', 'kim', '--workspace', 'Nordkaj')).err, 'got "kim"');
  expectSentence((await utskick('export', join(dataDir, 'x'))).err, 'there are: none yet');
});

test('doctor finds what is wrong and ends with code 1', async () => {
  const well = await utskick('doctor', '--port', '0');
  expect(well.out).toMatch(/^ok {5} Node v/m);
  expect(well.out).toMatch(/^ok {5} No database yet/m);
  mkdirSync(join(dataDir, 'db'));
  writeFileSync(join(dataDir, 'db', 'PG_VERSION'), 'garbage');
  const ill = await utskick('doctor', '--port', '0');
  expect(ill.code).toBe(1);
  expect(ill.out).toMatch(/^not ok {2}The database in .* cannot be opened/m);
});
