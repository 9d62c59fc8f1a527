import type { SyncPage, SyncRow } from '../contract/sync.ts';
import type { Store } from '../store/db.ts';
import { changeSync, getSync } from '../store/meta.ts';
import { overlay } from '../store/tasks.ts';
import type { Call, CallFailure, Server } from './client.ts';

export interface PullContext {
  store: Store;
  call: Call;
  server: Server;
}

const pageSize = 1000;

/**
 * Pulls pages until nothing more waits. Each page is stored together with its cursor, so that a stop in between goes
 * on where it was; the actions that wait are laid over the server's rows.
 *
 * @returns the failure that stopped it
 */
export async function pullAll({ store, call, server }: PullContext): Promise<CallFailure | null> {
  for (;;) {
    const { cursor } = await getSyncState(store);
    const query = { limit: pageSize, ...(cursor !== null && { since: cursor }) };
    const answer = await call(server, 'sync.pull', { query });
    if (!answer.ok) return answer;
    // Nothing new: do not wake every open page for it.
    if (isNews(answer.value, cursor)) await store.write(() => storePage(store, answer.value));
    if (!answer.value.more) return null;
  }
}

function getSyncState(store: Store) {
  return getSync(store.db);
}

function isNews(page: SyncPage, cursor: string | null): boolean {
  return page.rows.length > 0 || page.resync || page.cursor !== cursor;
}

async function storePage({ db }: Store, page: SyncPage): Promise<void> {
  const before = await getSync(db);
  if (page.resync) await forgetRows(db);
  await storeRows(db, page.rows);
  const counting = page.resync ? 0 : before.firstSyncRows;
  const firstSyncRows = counting === null ? null : counting + page.rows.length;
  await changeSync(db, { cursor: page.cursor, firstSyncRows: page.more ? firstSyncRows : null });
}

/** Everything that was pulled; the outbox stays. */
async function forgetRows(db: Store['db']): Promise<void> {
  const tables = [db.tasks, db.people, db.campaigns, db.activities, db.templates];
  await Promise.all(tables.map((table) => table.clear()));
}

async function storeRows(db: Store['db'], rows: readonly SyncRow[]): Promise<void> {
  await storeTasks(db, rows);
  const tables = {
    person: db.people,
    campaign: db.campaigns,
    activity: db.activities,
    template: db.templates,
  };
  for (const kind of ['person', 'campaign', 'activity', 'template'] as const) {
    const table = tables[kind];
    const [kept, gone] = newest(rows, kind);
    // Rows of one kind go to the table of that kind; the compiler sees four tables at once.
    if (kept.length > 0) await (table as Store['db']['people']).bulkPut(kept as never);
    if (gone.length > 0) await table.bulkDelete(gone);
  }
}

async function storeTasks(db: Store['db'], rows: readonly SyncRow[]): Promise<void> {
  const [kept, gone] = newest(rows, 'task');
  const waiting = await db.outbox.toArray();
  const actionsOf = (id: string) =>
    waiting.filter((entry) => entry.taskId === id).map((entry) => entry.action);
  // The outbox stays when a task is gone: its actions get their answer from the server.
  if (kept.length > 0) await db.tasks.bulkPut(kept.map((task) => overlay(task, actionsOf(task.id))));
  if (gone.length > 0) await db.tasks.bulkDelete(gone);
}

type DataOf<K extends SyncRow['kind']> = NonNullable<Extract<SyncRow, { kind: K }>['data']>;

/** Rows of one kind, the last word on each id; and the ids that are gone. */
function newest<K extends SyncRow['kind']>(rows: readonly SyncRow[], kind: K): [DataOf<K>[], string[]] {
  const last = new Map(rows.filter((row) => row.kind === kind).map((row) => [row.id, row.data]));
  const gone = [...last].filter(([, data]) => data === null).map(([id]) => id);
  // `kind` has chosen the member of the union, which `filter` does not carry over.
  const kept = [...last.values()].filter((data) => data !== null) as DataOf<K>[];
  return [kept, gone];
}
