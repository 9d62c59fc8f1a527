import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createAuth } from './accounts/auth.ts';
import { startForgetting } from './accounts/limits.ts';
import { issueLinkCode, type LinkPurpose } from './accounts/links.ts';
import { startEngine } from './campaigns/engine/engine.ts';
import { startLooking } from './campaigns/look.ts';
import { type Config, ConfigError } from './config.ts';
import { startForgettingContent } from './content/delete.ts';
import { migrate } from './db/migrate.ts';
import { type Database, openDatabase } from './db/open.ts';
import { AccountChannels } from './delivery/channels/account-channels.ts';
import { createConfiguredChannel } from './delivery/channels/configured.ts';
import { findAddresses } from './delivery/channels/hosts.ts';
import { type SendingOptions, startForgettingChannels } from './delivery/channels/manage.ts';
import { createSinkChannel } from './delivery/channels/sink.ts';
import { createTextLookup } from './delivery/channels/text-records.ts';
import { Vault } from './delivery/channels/vault.ts';
import { type Delivery, startDelivery } from './delivery/deliver.ts';
import type { DeliveryOptions } from './delivery/desk.ts';
import { createApp } from './http/app.ts';
import { startForgettingImports } from './imports/forget.ts';
import { startImporting } from './imports/work.ts';
import { startBounceDoor } from './inbound/bounce-door.ts';
import { accountOf } from './inbound/configured.ts';
import { startReading } from './inbound/read-mailbox.ts';
import { ReturnPaths } from './inbound/return-path.ts';
import { createLog, type Log } from './log.ts';
import { startActing } from './mailings/act-engine.ts';
import { startMailings } from './mailings/engine.ts';
import { EventQueue } from './mailings/event-queue.ts';
import { storeEvents } from './mailings/store-events.ts';
import { Writers } from './mailings/writers.ts';
import { startForgettingLists } from './people-lists/delete.ts';
import { type Sink, startSink } from './practice/sink.ts';
import { startNudges } from './sync/nudges.ts';
import { startPruning } from './sync/prune.ts';

/** A server that answers requests. */
export interface RunningServer {
  /** Address under which people reach it, without a slash at the end. */
  url: string;
  db: Database;
  /** Ends streams, finishes requests, closes the database. Safe to call twice. */
  stop(): Promise<void>;
  /** A one-time code, valid for ten minutes: for `/link?code=…` in the browser or for pairing the extension. */
  issueLink(userId: string, purpose: LinkPurpose): Promise<string>;
  /** Calls `redeemed` whenever an extension has exchanged a pairing link; @returns a function that stops it. */
  onRedeemed(redeemed: (userId: string) => void): () => void;
}

/** Requests that have not ended by then are cut off. */
const LONGEST_GOODBYE_MS = 5000;

/**
 * Opens the database, brings it to the newest form, and starts to answer.
 * @throws {ConfigError} the port is taken or the address is not of this machine
 * @throws {DataFolderInUseError|DataFolderError|DatabaseServerError|MigrationError} the database cannot be used
 */
export async function startServer(config: Config): Promise<RunningServer> {
  const log = createLog(config.logLevel);
  const undo: (() => Promise<void> | void)[] = [];
  const stop = once(async () => {
    for (const step of undo.reverse()) await step();
  });
  try {
    return await build(config, log, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(
  config: Config,
  log: Log,
  undo: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<RunningServer> {
  const now = () => new Date();
  const stopping = new AbortController();
  const redeemed = new Set<(userId: string) => void>();
  let answer: (request: Request, env: object) => Response | Promise<Response> = startingUp;
  // The port first: when it is taken, the database need not be touched.
  const server = createAdaptorServer({ fetch: (request, env) => answer(request, env) }) as Server; // http is the default
  const url = config.publicUrl ?? (await listen(server, config));
  if (config.publicUrl) await listen(server, config);
  undo.push(() => closeServer(server));

  const onError = (err: unknown) => log.error({ err }, 'the database had a problem');
  const location = config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: config.dataDir };
  const db = await openDatabase(location, { onError });
  undo.push(() => db.close());
  const migrations = await migrate(db);
  if (migrations.length > 0) log.info({ migrations }, 'the database was brought to the newest form');
  const nudges = await startNudges(db);
  undo.push(() => nudges.stop());
  undo.push(startPruning(db, now, onError));
  undo.push(startForgetting(db.kysely, now, onError));
  undo.push(startForgettingContent(db, now, onError));
  undo.push(startForgettingLists(db, now, onError));
  undo.push(startForgettingImports(db, now, onError));
  undo.push(await startImporting({ db, log, now }));
  undo.push(startLooking(db, now, (err) => log.error({ err }, 'a run could not be looked at')));
  const sink = config.practice
    ? await startSink({ db, host: '127.0.0.1', port: config.smtpPort, log, now })
    : null;
  if (sink) undo.push(() => sink.stop());
  const sending: SendingOptions = {
    db,
    vault: new Vault(config.vaultKeys),
    providers: config.providers,
    publicUrl: url,
    insideForAll: config.insideForAll,
    findAddresses,
    lookUpText: createTextLookup({ servers: config.dnsServers }),
    now,
    otherwise: config.mail ? 'server' : sink ? 'practice' : 'none',
  };
  const writers = new Writers(url);
  const paths = config.returnPath && new ReturnPaths(config.secret, config.returnPath);
  const delivery = await startSending(config, { ...sending, contents: writers, paths }, sink, log);
  undo.push(() => delivery.stop());
  undo.push(startForgettingChannels(sending, onError));
  const tracking = { publicUrl: url, staysHere: sending.otherwise === 'practice' };
  undo.push(await startEngine({ db, log, now, tracking }));
  undo.push(await startMailings({ db, log, now, writers }));
  undo.push(await startActing({ db, log, now }));
  for (const mailbox of config.mailboxes)
    undo.push(startReading({ db, account: accountOf(mailbox), log, now, paths }));
  if (config.bounceListen && paths) {
    const door = await startBounceDoor({ db, log, now, paths, ...config.bounceListen });
    undo.push(() => door.stop());
  }
  const events = new EventQueue({
    store: (some) => storeEvents(db, some, now()),
    onError: (err) => log.error({ err }, 'what recipients did could not be stored'),
  });
  undo.push(() => events.flush());
  // Streams end, then requests finish, then what they need is closed.
  undo.push(() => closeServer(server));
  // Undone first, though begun long before: nothing may still be asked when the database goes.
  undo.push(() => {
    stopping.abort();
    return closeServer(server);
  });

  const auth = createAuth(db, { secret: config.secret, publicUrl: url });
  const app = createApp({
    db,
    auth,
    nudges,
    log,
    version: readVersion(),
    publicUrl: url,
    trustProxy: config.trustProxy,
    sink,
    sending,
    now,
    events,
    writers,
    stopping: stopping.signal,
    redeemed: (userId) => {
      for (const tell of redeemed) tell(userId);
    },
  });
  answer = (request, env) => app.fetch(request, env);
  log.info({ url, engine: db.engine }, 'the server answers');
  return {
    url,
    db,
    stop,
    issueLink: (userId, purpose) => issueLinkCode(db, userId, purpose, now()),
    onRedeemed: (tell) => {
      redeemed.add(tell);
      return () => redeemed.delete(tell);
    },
  };
}

/**
 * Mail goes through the account of whose it is; of those without one through the mail server that is set up, else into
 * the practice sink, else it waits in the ledger.
 */
async function startSending(
  config: Config,
  sending: SendingOptions & Pick<DeliveryOptions, 'contents' | 'paths'>,
  sink: Sink | null,
  log: Log,
): Promise<Delivery> {
  const { db, now, contents, paths = null } = sending;
  const channel = config.mail ? createConfiguredChannel(config.mail) : sink && createSinkChannel(sink);
  const journalFolder = join(config.dataDir, 'delivery');
  const channels = new AccountChannels(sending, channel);
  const delivery = await startDelivery({ db, channels, journalFolder, log, now, contents, paths });
  const otherwise = channel?.name ?? 'none: planned mail waits until UTSKICK_MAIL_URL is set';
  log.info({ otherwise }, 'planned mail is handed over');
  return delivery;
}

function startingUp(): Response {
  const body = { code: 'SERVER_AWAY', message: 'the server is starting; try again in a moment' };
  return Response.json(body, { status: 503, headers: { 'Retry-After': '1' } });
}

/** @returns the address it listens on */
function listen(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListen(error, host, port)));
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('expected a TCP address'));
      const named = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
      return resolve(`http://${named.includes(':') ? `[${named}]` : named}:${address.port}`);
    });
  });
}

function explainListen(error: Error & { code?: string }, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new ConfigError(
      `UTSKICK_PORT: port ${port} is in use by another program, perhaps another Utskick. Stop it, or choose another port.`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES') {
    return new ConfigError(`UTSKICK_PORT: you may not listen on port ${port}. Choose one above 1023.`, {
      cause: error,
    });
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ConfigError(`UTSKICK_HOST: ${host} is no address of this machine.`, { cause: error });
  }
  return error;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), LONGEST_GOODBYE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String(version);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}
