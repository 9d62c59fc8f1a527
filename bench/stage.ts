import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewTask } from '../lib/contract/task.ts';
import { provideChromium } from '../scripts/provide-browsers.ts';
import { addUser, addWorkspace } from '../server/accounts/users.ts';
import { readConfig } from '../server/config.ts';
import { type RunningServer, startServer } from '../server/main.ts';
import { createPeople } from '../server/people/people.ts';
import { createTasks } from '../server/tasks/create-many.ts';
import { launchBrowser, type TestBrowser } from '../tests/e2e/support/browser.ts';
import buildExtension from '../tests/e2e/support/build.ts';

const HOUR_MS = 3_600_000;
/** The mailbox that the Gmail double shows. */
const ACCOUNT = 'astrid.holm@northwind.example';

/** The real server with one user and their tasks, and browsers signed in as that user. */
export interface Stage {
  server: RunningServer;
  userId: string;
  workspaceId: string;
  personId: string;
  /** A browser of its own profile; closed with the stage. */
  browser(): Promise<TestBrowser>;
  pair(browser: TestBrowser): Promise<void>;
  /** Adds a task of the user, due now. */
  addTask(task: Partial<NewTask>): Promise<void>;
  close(): Promise<void>;
}

/** @param tasks - open tasks, spread over yesterday to six days ahead, of 1 person each ten */
export async function openStage(tasks: number): Promise<Stage> {
  await useChromium();
  await buildExtension();
  const dataDir = await mkdtemp(join(tmpdir(), 'utskick-bench-'));
  const server = await startServer(readConfig({}, { port: 0, dataDir, logLevel: 'error' }));
  const { db } = server;
  const now = new Date();
  const workspaceId = await addWorkspace(db, 'Northwind', now);
  const user = {
    workspaceId,
    name: 'Astrid Holm',
    email: ACCOUNT,
    role: 'admin',
    password: null,
    timeZone: 'UTC',
  } as const;
  const added = await addUser(db, user, now);
  if (!added.ok) throw new Error(added.message);
  const { userId } = added.value;
  const people = await createPeople(db, workspaceId, somePeople(Math.ceil(tasks / 10) + 1), now);
  const ids = people.map((person) => person.id);
  const personId = ids[0];
  if (personId === undefined) throw new Error('expected a person');
  if (tasks > 0) await createTasks(db, workspaceId, userId, someTasks(tasks, ids, now), now);
  const browsers: TestBrowser[] = [];
  return {
    server,
    userId,
    workspaceId,
    personId,
    async browser() {
      const browser = await launchBrowser();
      browsers.push(browser);
      return browser;
    },
    async pair(browser) {
      await browser.pair(server.url, await server.issueLink(userId, 'extension'));
    },
    async addTask(task) {
      const whole: NewTask = {
        type: 'custom',
        title: 'Added',
        personId,
        dueAt: new Date().toISOString(),
        ...task,
      };
      await createTasks(db, workspaceId, userId, [whole], new Date());
    },
    async close() {
      for (const browser of browsers) await browser.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Milliseconds of the machine's clock, as pages tell them too (`timeOrigin + now`). */
export function clockMs(): number {
  return performance.timeOrigin + performance.now();
}

async function useChromium(): Promise<void> {
  const found = await provideChromium();
  if ('missing' in found) throw new Error(found.missing);
  process.env.CHROMIUM_PATH = found.path;
}

export function somePeople(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    firstName: 'Ana',
    lastName: `Berg ${index}`,
    email: `ana.berg.${index}@fjord.example`,
    companyName: 'Fjord Logistik AB',
  }));
}

function someTasks(count: number, people: readonly string[], now: Date): NewTask[] {
  const types = ['call', 'custom', 'inmail'] as const;
  return Array.from({ length: count }, (_, index) => ({
    type: types[index % types.length] ?? 'call',
    title: `Task ${index}`,
    details: 'Ask how the offer was received, and who else should see it.',
    personId: people[index % people.length] ?? '',
    dueAt: new Date(now.getTime() + ((index % 168) - 24) * HOUR_MS).toISOString(),
  }));
}
