import type { Me } from '../contract/account.ts';
import type { RailState } from '../contract/messages.ts';
import type { SyncStatus } from '../contract/sync.ts';
import type { LocalDatabase } from './db.ts';

/** State of the synchronisation, as it is kept between two lives of the worker. */
export interface SyncState {
  /** Where the next pull begins; null before the first. */
  cursor: string | null;
  state: SyncStatus['state'];
  lastSyncAt: string | null;
  nextTryAt: string | null;
  /** Failures in a row; the back-off grows with them. */
  failures: number;
  firstSyncRows: number | null;
  /** When it was last asked who is signed in. */
  meAt: string | null;
}

/** A round of Work through: the tasks as they stood when it began. */
export interface Round {
  taskIds: string[];
  /** Place of the current task in `taskIds`; equal to their number when the round is over. */
  index: number;
  /** Tab in which the compose windows of the round open; null for the mail tab used last. */
  tabId: number | null;
  /** The current task has come up and its compose window has not been asked for yet. */
  startPending: boolean;
}

interface MetaValues {
  sync: SyncState;
  me: Me;
  round: Round;
  lastMailTab: number;
  /** Key of the fingerprints of requests, as 32 hexadecimal digits; as long-lived as these. */
  printKey: string | null;
  /** Address of the server whose copy this is. */
  server: string;
  [rail: `rail:${string}`]: RailState;
  /** Whether a user, by their id, has links tracked; kept when they sign out. */
  [tracked: `tracked:${string}`]: boolean;
}

const freshSync: SyncState = {
  cursor: null,
  state: 'working',
  lastSyncAt: null,
  nextTryAt: null,
  failures: 0,
  firstSyncRows: 0,
  meAt: null,
};

export async function getMeta<K extends keyof MetaValues>(
  db: LocalDatabase,
  key: K,
): Promise<MetaValues[K] | null> {
  const row = await db.meta.get(key);
  // Written by `setMeta` under the same key.
  return (row?.value as MetaValues[K] | undefined) ?? null;
}

export async function setMeta<K extends keyof MetaValues>(
  db: LocalDatabase,
  key: K,
  value: MetaValues[K] | null,
): Promise<void> {
  if (value === null) await db.meta.delete(key);
  else await db.meta.put({ key, value });
}

export async function getSync(db: LocalDatabase): Promise<SyncState> {
  return (await getMeta(db, 'sync')) ?? freshSync;
}

export async function changeSync(db: LocalDatabase, change: Partial<SyncState>): Promise<void> {
  await setMeta(db, 'sync', { ...(await getSync(db)), ...change });
}
