import { readFileSync } from 'node:fs';

/** Which process it was: ids are used again. */
export interface ProcessIdentity {
  pid: number;
  /** When it began, in the kernel's ticks (Linux); null elsewhere. */
  began: string | null;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, began: beganOf(process.pid) };
}

/** False only if it is certain that the process has ended. */
export function isAlive(holder: ProcessIdentity): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const began = beganOf(holder.pid);
  return began === null || holder.began === null || began === holder.began;
}

/** Names the run of the machine since it was switched on; null where that cannot be asked. */
export function bootOf(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

/** Field 22 of Linux's /proc/pid/stat; null elsewhere. */
function beganOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in brackets and may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
