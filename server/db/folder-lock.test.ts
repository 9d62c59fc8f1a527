import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

const now = new Date('2026-11-23T08:00:00.000Z');
let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'utskick-lock-'));
  lock = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const DEAD_PID = 2 ** 22 + 1; // above Linux's largest

test('who holds it is said; given back, it can be taken again', () => {
  const unlock = lockFolder(folder, now);
  expect(() => lockFolder(folder, now)).toThrow(
    `in use by process ${process.pid} (since 2026-11-23T08:00:00.000Z)`,
  );
  unlock();
  expect(existsSync(lock)).toBe(false);
  lockFolder(folder, now)();
});

test('the lock of a dead process is taken over', () => {
  writeFileSync(lock, JSON.stringify({ pid: DEAD_PID, began: null, since: 'then' }));
  lockFolder(folder, now);
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid });
});

test.runIf(process.platform === 'linux')(
  'a process id that another program has been given since is dead',
  () => {
    writeFileSync(lock, JSON.stringify({ pid: process.pid, began: '1', since: 'then' }));
    lockFolder(folder, now);
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ since: now.toISOString() });
  },
);

test('a lock that cannot be read is not guessed at', () => {
  writeFileSync(lock, 'what');
  expect(() => lockFolder(folder, now)).toThrow(`${lock} cannot be read`);
  expect(readFileSync(lock, 'utf8')).toBe('what');
});

test('giving back does not take away what another process holds by now', () => {
  const unlock = lockFolder(folder, now);
  writeFileSync(lock, JSON.stringify({ pid: 1, began: null, since: 'then' }));
  unlock();
  expect(existsSync(lock)).toBe(true);
});
