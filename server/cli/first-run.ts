import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { makePassword } from '../accounts/password.ts';
import { addUser } from '../accounts/users.ts';
import type { Database } from '../db/open.ts';
import { beginExampleFill, findUnfinishedFill } from '../db/queries/example-fills.ts';
import { findOwner, hasWorkspaces, type Owner } from '../db/queries/first-run.ts';
import { fillExample } from '../example/fill.ts';
import { makeFolder } from '../make-folder.ts';
import type { Terminal } from './command.ts';

/** Kept in the data folder: whom `start` has made and may sign in by itself. Nobody else is ever signed in by it. */
const Home = z.object({ userId: z.uuid() });
const HOME_FILE = 'start.json';

export interface FirstRun {
  db: Database;
  dataDir: string;
  /** Leave the example out. */
  empty: boolean;
  now: Date;
  timeZone: string;
}

/**
 * At the first start: a workspace, a user, and the example. Later: finishes an example that was broken off.
 *
 * @returns the user whom `start` looks after; null when the workspaces here were made by other means
 */
export async function welcomeUser(run: FirstRun, terminal: Terminal): Promise<string | null> {
  if (!(await hasWorkspaces(run.db.kysely))) await makeHome(run, terminal);
  const unfinished = await findUnfinishedFill(run.db.kysely);
  const owner = unfinished && (await findOwner(run.db.kysely, unfinished.userId));
  if (unfinished && owner) await fill(run, unfinished.workspaceId, owner, terminal);
  const home = readHome(run.dataDir);
  return home && (await findOwner(run.db.kysely, home)) ? home : null;
}

async function makeHome(run: FirstRun, terminal: Terminal): Promise<void> {
  const { db, now, timeZone } = run;
  const who = run.empty
    ? { company: 'My workspace', name: loginName(), email: 'me@utskick.example', title: null }
    : {
        company: 'Fyrskepp',
        name: 'Maja Ekström',
        email: 'maja.ekstrom@fyrskepp.example',
        title: 'Account manager',
      };
  const workspaceId = randomUUID();
  const password = makePassword();
  const { name, email, title } = who;
  const added = await addUser(
    db,
    { workspaceId, newWorkspace: who.company, name, email, title, role: 'admin', password, timeZone },
    now,
  );
  if (!added.ok) throw new Error(`first user: expected it to be accepted, got ${added.message}`);
  const { userId } = added.value;
  if (!run.empty) await beginExampleFill(db.kysely, { workspaceId, userId }, now);
  writeHome(run.dataDir, userId);
  terminal.say(
    [
      `First start: made the workspace "${who.company}" and a user to sign in with:`,
      `  ${email}`,
      `  ${password}  (shown this once; "npm run utskick -- user password ${email}" makes a new one)`,
    ].join('\n'),
  );
}

async function fill(run: FirstRun, workspaceId: string, user: Owner, terminal: Terminal): Promise<void> {
  terminal.say('Filling the example workspace …');
  await fillExample(run.db, { workspaceId, user, timeZone: user.timeZone }, run.now);
}

function loginName(): string {
  try {
    return userInfo().username || 'Me';
  } catch {
    return 'Me'; // an account without a name, as in some containers
  }
}

function readHome(dataDir: string): string | null {
  try {
    return Home.parse(JSON.parse(readFileSync(join(dataDir, HOME_FILE), 'utf8'))).userId;
  } catch {
    return null; // none, or damaged: then nobody is signed in without being asked
  }
}

function writeHome(dataDir: string, userId: string): void {
  makeFolder(dataDir);
  writeFileSync(join(dataDir, HOME_FILE), `${JSON.stringify({ userId })}\n`, { mode: 0o600 });
}
