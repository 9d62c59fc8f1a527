import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../make-folder.ts';
import { isAlive, ownIdentity } from '../process-life.ts';
import { DataFolderInUseError } from './errors.ts';

const Holder = z.object({
  pid: z.int(),
  /** When the process began, in the kernel's ticks (Linux); tells a reused process id from the holder. */
  began: z.string().nullable(),
  since: z.string(),
});
type Holder = z.infer<typeof Holder>;

/**
 * Takes the data folder for this process: two processes on one embedded database destroy it. A lock whose process
 * is dead is taken over.
 * @returns a function that gives the folder back
 * @throws {DataFolderInUseError} saying who holds it
 */
export function lockFolder(dataDir: string, now: Date): () => void {
  makeFolder(dataDir);
  const path = join(dataDir, 'lock');
  const own: Holder = { ...ownIdentity(), since: now.toISOString() };
  const draft = join(dataDir, `lock.${process.pid}.${now.getTime()}`);
  writeFileSync(draft, `${JSON.stringify(own)}\n`);
  try {
    // A few tries: each round either takes the lock, finds a living holder, or clears a dead one.
    for (let round = 0; round < 5; round += 1) {
      if (take(draft, path)) return () => release(path, own);
      clearDead(dataDir, path);
    }
    throw new DataFolderInUseError(
      `The data folder ${dataDir} is being taken by several processes at once. Try again.`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Puts the finished lock in place in one step that fails when there is one: nobody reads a half-written lock. */
function take(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    if (isCode(error, 'EPERM') || isCode(error, 'ENOTSUP') || isCode(error, 'ENOSYS'))
      return takeByCopy(draft, path);
    throw error;
  }
}

/** For disks without hard links. */
function takeByCopy(draft: string, path: string): boolean {
  try {
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function clearDead(dataDir: string, path: string): void {
  const holder = readHolder(path);
  if (holder === 'gone') return;
  if (holder === 'unreadable') {
    throw new DataFolderInUseError(
      `${path} cannot be read. If no Utskick server runs on this folder, delete that file.`,
    );
  }
  if (isAlive(holder)) {
    throw new DataFolderInUseError(
      `The data folder ${dataDir} is in use by process ${holder.pid} (since ${holder.since}). ` +
        'Stop that process, or choose another folder with UTSKICK_DATA_DIR.',
    );
  }
  // Moved, looked at again, then removed: another process may have replaced the dead lock by a living one.
  const moved = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, moved);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const found = readHolder(moved);
  if (typeof found === 'object' && isAlive(found)) take(moved, path);
  rmSync(moved, { force: true });
}

function release(path: string, own: Holder): void {
  const holder = readHolder(path);
  if (typeof holder === 'object' && holder.pid === own.pid && holder.since === own.since)
    rmSync(path, { force: true });
}

function readHolder(path: string): Holder | 'gone' | 'unreadable' {
  try {
    return Holder.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    return isCode(error, 'ENOENT') ? 'gone' : 'unreadable';
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
