import type { z } from 'zod';
import { protocolVersion } from '../contract/api.ts';
import type { ComposeSession } from '../contract/compose.ts';
import {
  BrowserName,
  type Diagnostics,
  ProblemCode,
  type ServerDiagnosis,
  SessionDiagnosis,
  SitePattern,
  TabDiagnosis,
  Version,
} from '../contract/diagnostics.ts';
import { SyncStatus } from '../contract/sync.ts';
import type { Task } from '../contract/task.ts';
import type { LocalDatabase, MailTab } from '../store/db.ts';
import { getSync } from '../store/meta.ts';
import { type Deps, stamp } from './deps.ts';

const mostSessions = 50;

/** Structure only: what a row holds besides is not read, or does not parse and is counted. */
export async function diagnose(deps: Deps): Promise<Diagnostics> {
  const { db } = deps.store;
  const [about, tabs, sessions, permissions, sync, pairing, rows, bytes] = await Promise.all([
    deps.browser.about(),
    listTabs(deps),
    listSessions(db),
    deps.browser.sitePermissions(),
    describeSync(db),
    deps.keys.pairing(),
    countRows(db),
    deps.browser.storageBytes(),
  ]);
  return {
    at: stamp(deps),
    versions: {
      extension: orNull(Version, about.extension),
      browser: orNull(BrowserName, about.browser),
      protocol: protocolVersion,
    },
    tabs: tabs.known,
    sessions: sessions.known,
    permissions: permissions.filter(({ site }) => SitePattern.safeParse(site).success),
    sync: orNull(SyncStatus, sync),
    paired: pairing !== null,
    storage: { rows, bytes },
    unreadable: tabs.unreadable + sessions.unreadable,
  };
}

/** Asks the server how it is; its answer is as untrusted as any. */
export async function diagnoseServer(deps: Deps): Promise<ServerDiagnosis> {
  const pairing = await deps.keys.pairing();
  if (!pairing) return { state: 'notPaired', version: null };
  const health = await deps.call({ url: pairing.server, token: null }, 'health.get', {});
  if (!health.ok) return { state: 'away', version: null };
  const { database, version } = health.value;
  return { state: database === 'ok' ? 'ok' : 'databaseAway', version: orNull(Version, version) };
}

export async function describeSync(db: LocalDatabase): Promise<SyncStatus> {
  const [{ state, lastSyncAt, nextTryAt, firstSyncRows }, waiting] = await Promise.all([
    getSync(db),
    db.outbox.count(),
  ]);
  return { state, lastSyncAt, waiting, nextTryAt, firstSyncRows };
}

async function listTabs({ store, browser }: Deps): Promise<Sorted<TabDiagnosis>> {
  const tabs = await store.db.mailTabs.toArray();
  const open = await Promise.all(tabs.map(({ tabId }) => browser.tabExists(tabId)));
  const shown = tabs.filter((_, index) => open[index]).map(describeTab);
  return sort(TabDiagnosis, shown, ({ seenAt }) => seenAt);
}

function describeTab({ site, account, checks = [], missing, seenAt }: MailTab) {
  const certainty = account === 'several' || account === 'unknown' ? account : 'certain';
  return { site, account: certainty, checks, missing, seenAt };
}

async function listSessions(db: LocalDatabase): Promise<Sorted<SessionDiagnosis>> {
  const newest = await db.composeSessions.orderBy('changedAt').reverse().limit(mostSessions).toArray();
  const tasks = await db.tasks.bulkGet(newest.map(({ taskId }) => taskId));
  const shown = newest.map((session, index) => describeSession(session, tasks[index]?.task));
  return sort(SessionDiagnosis, shown, ({ changedAt }) => changedAt);
}

function describeSession(session: ComposeSession, task: Task | undefined) {
  const { site, state, report, problem, startedAt, changedAt } = session;
  const evidence = evidenceOf(session, task);
  return { site, state, evidence, report, problem: orNull(ProblemCode, problem?.code), startedAt, changedAt };
}

function evidenceOf(session: ComposeSession, task: Task | undefined): SessionDiagnosis['evidence'] {
  if (session.state === 'sent') return task?.outcome?.proof?.evidence ?? null;
  return session.state === 'sending' && session.requestId ? 'request' : null;
}

async function countRows(db: LocalDatabase): Promise<Record<string, number>> {
  const counts = await Promise.all(
    db.tables.map(async (table) => [table.name, await table.count()] as const),
  );
  return Object.fromEntries(counts);
}

interface Sorted<T> {
  known: T[];
  unreadable: number;
}

/** Keeps what is of the schema and nothing else, newest first. */
function sort<T>(schema: z.ZodType<T>, rows: readonly unknown[], at: (row: T) => string): Sorted<T> {
  const parsed = rows.map((row) => schema.safeParse(row));
  const known = parsed.flatMap((one) => (one.success ? [one.data] : []));
  known.sort((a, b) => (at(a) < at(b) ? 1 : -1));
  return { known, unreadable: rows.length - known.length };
}

function orNull<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
