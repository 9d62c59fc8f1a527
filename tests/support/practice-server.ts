import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { migrate } from '../../server/db/migrate.ts';
import { type Database, openDatabase } from '../../server/db/open.ts';
import { practiceRoutes } from '../../server/practice/routes.ts';
import { seedPracticeMailbox } from '../../server/practice/seed.ts';
import { type Sink, startSink } from '../../server/practice/sink.ts';
import type { PracticeUser } from '../../server/practice/user.ts';

export interface PracticeServer {
  url: string;
  db: Database;
  sink: Sink;
  user: PracticeUser;
  /** Who the next requests come from; null for nobody. */
  signIn(user: PracticeUser | null): void;
  /** Signs in somebody new, in a workspace of their own with a filled mailbox. */
  signInNew(): Promise<PracticeUser>;
  stop(): Promise<void>;
}

export interface PracticeServerOptions {
  /** A migrated database, which the caller closes; else one in memory. */
  db?: Database;
  port?: number;
  /** Address of the person; one database takes each once. */
  email?: string;
  undoMs?: number;
}

const quiet = { info: () => {}, error: () => {} };

/** The practice mailbox alone, on an empty database in memory, with one person signed in. */
export async function startPracticeServer(options: PracticeServerOptions = {}): Promise<PracticeServer> {
  const db = options.db ?? (await openEmpty());
  const now = () => new Date();
  const user = await addUser(db, randomUUID(), {
    name: 'Mia Nordby',
    email: options.email ?? 'mia@nordby.example',
  });
  const sink = await startSink({ db, host: '127.0.0.1', port: 0, log: quiet, now });
  let present: PracticeUser | null = user;
  const undoMs = options.undoMs === undefined ? {} : { undoMs: options.undoMs };
  const app = new Hono();
  app.route(
    '/practice',
    practiceRoutes({ db, sink, now, log: quiet, currentUser: async () => present, ...undoMs }),
  );
  app.get('/signin', (c) => c.text('Sign in'));
  const { server, url } = await listen(app, options.port ?? 0);
  return {
    url,
    db,
    sink,
    user,
    signIn: (next) => {
      present = next;
    },
    async signInNew() {
      const id = randomUUID();
      present = await addUser(db, id, { name: 'Mia Nordby', email: `mia-${id.slice(0, 8)}@nordby.example` });
      const { workspaceId, userId } = present;
      await seedPracticeMailbox(db.kysely, { workspaceId, user: { ...present, id: userId }, now: now() });
      return present;
    },
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
      await sink.stop();
      if (!options.db) await db.close();
    },
  };
}

async function openEmpty(): Promise<Database> {
  const db = await openDatabase({ dumpPath: null });
  await migrate(db);
  return db;
}

/** A person in a workspace, which is made when it is new. */
export async function addUser(
  db: Database,
  workspaceId: string,
  { name, email }: { name: string; email: string },
): Promise<PracticeUser> {
  const userId = randomUUID();
  await db.kysely
    .insertInto('workspaces')
    .values({ id: workspaceId, name: 'Nordby' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db.kysely
    .insertInto('users')
    .values({ id: userId, name, email, email_verified: true, image: null, title: null })
    .execute();
  await db.kysely
    .insertInto('memberships')
    .values({ workspace_id: workspaceId, user_id: userId, role: 'user' })
    .execute();
  return { workspaceId, userId, name, email };
}

function listen(app: Hono, port: number): Promise<{ server: ServerType; url: string }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (address: AddressInfo) =>
      resolve({ server, url: `http://127.0.0.1:${address.port}` }),
    );
  });
}
