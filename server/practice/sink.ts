import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { ConfigError } from '../config.ts';
import type { Database } from '../db/open.ts';
import { findPracticeWorkspaces } from '../db/queries/practice-arrivals.ts';
import { parseArrival } from './parse.ts';
import { storeArrival } from './store-arrival.ts';

/** Largest message taken, as announced by SIZE. */
export const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;

/** What the practice mailbox logs to; pino fits. */
export interface PracticeLog {
  info(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

export interface SinkOptions {
  db: Database;
  /** A loopback address: the sink is for this machine only. */
  host: string;
  /** 0 takes any free port. */
  port: number;
  log: PracticeLog;
  now: () => Date;
}

/** The built-in mail server: takes every message and hands it to nobody. */
export interface Sink {
  host: string;
  port: number;
  /** Sign-in with which a workspace's mail is put into that workspace's sink. */
  credentials(workspaceId: string): { user: string; pass: string };
  stop(): Promise<void>;
}

/**
 * Starts the SMTP sink. Who signs in with a workspace's credentials writes to that workspace; without a sign-in the
 * sender's address decides, and an address that nobody here writes from is refused.
 * @throws {ConfigError} when the port is taken
 * @throws {RangeError} when the host is not a loopback address
 */
export async function startSink(options: SinkOptions): Promise<Sink> {
  if (!/^(127(\.\d+){3}|::1|localhost)$/.test(options.host)) {
    throw new RangeError(`host: expected a loopback address, got ${options.host}`);
  }
  const key = randomBytes(32);
  const server = createServer(options, key);
  await listen(server, options);
  // A listening TCP server has an AddressInfo; a string is for pipes, null for a closed one.
  const { port } = server.server.address() as AddressInfo;
  return {
    host: options.host,
    port,
    credentials: (workspaceId) => ({ user: workspaceId, pass: passwordOf(key, workspaceId) }),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function createServer(options: SinkOptions, key: Buffer): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    size: MAX_MESSAGE_BYTES,
    maxClients: 50,
    closeTimeout: 2000,
    banner: 'Utskick practice mail: nothing leaves this machine',
    onAuth: ({ username, password }, _session, answer) =>
      samePassword(password ?? '', passwordOf(key, username ?? ''))
        ? answer(null, { user: username ?? '' })
        : answer(smtpError(535, '5.7.8 wrong user name or password')),
    onMailFrom: ({ address }, session, answer) =>
      settle(checkSender(options.db, session, address ?? ''), answer),
    onRcptTo: ({ address }, _session, answer) =>
      answer(
        /^[^@\s]+@[^@\s]+$/.test(address ?? '') ? null : smtpError(550, `5.1.3 ${address} is no address`),
      ),
    onData: (stream, session, answer) => settle(take(options, stream, session), answer),
  });
}

async function checkSender(db: Database, session: SMTPServerSession, address: string): Promise<void> {
  const workspaces = await workspacesOf(db, session, address);
  if (workspaces.length === 0) {
    throw smtpError(550, `5.7.1 nobody here writes from ${address || 'an empty address'}: sign in first`);
  }
}

async function workspacesOf(db: Database, session: SMTPServerSession, from: string): Promise<string[]> {
  if (session.user) return [session.user];
  return from === '' ? [] : findPracticeWorkspaces(db.kysely, from);
}

async function take(options: SinkOptions, stream: SMTPServerDataStream, session: SMTPServerSession) {
  const source = await readSource(stream);
  if (stream.sizeExceeded) throw smtpError(552, `5.3.4 larger than ${MAX_MESSAGE_BYTES} bytes`);
  const mail = await parseArrival(source);
  if (typeof mail === 'string') throw smtpError(550, `5.6.0 ${mail}`);
  const from = addressOf(session.envelope.mailFrom);
  const recipients = session.envelope.rcptTo.map(({ address }) => address);
  for (const workspaceId of await workspacesOf(options.db, session, from)) {
    await storeArrival(options.db.kysely, mail, { workspaceId, from, recipients, source, at: options.now() });
    options.log.info(
      { workspaceId, recipients: recipients.length, bytes: source.length },
      'practice mail arrived',
    );
  }
}

function addressOf(path: SMTPServerSession['envelope']['mailFrom']): string {
  return path === false ? '' : (path.address ?? '');
}

/** Reads to the end even when the message is too large, so that the client hears the answer. */
async function readSource(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    // smtp-server gives Buffers; the stream's type leaves it open.
    if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Turns the outcome of a promise into smtp-server's call-back; what is not an SMTP answer becomes a 451. */
function settle(work: Promise<void>, answer: (error?: Error | null) => void): void {
  work.then(
    () => answer(),
    (error: unknown) =>
      answer(isSmtpError(error) ? error : smtpError(451, '4.3.0 could not be stored, try again', error)),
  );
}

function smtpError(responseCode: number, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { responseCode });
}

function isSmtpError(error: unknown): error is Error {
  return error instanceof Error && 'responseCode' in error;
}

function passwordOf(key: Buffer, workspaceId: string): string {
  return createHmac('sha256', key).update(workspaceId).digest('base64url');
}

function samePassword(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function listen(server: SMTPServer, { host, port, log }: SinkOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(portError(error, port));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      // A client that goes in the middle of a message is no fault of ours, but must not end the process.
      server.on('error', (error) => log.info({ reason: error.message }, 'practice mail connection failed'));
      resolve();
    });
  });
}

function portError(error: Error, port: number): Error {
  const taken = 'code' in error && error.code === 'EADDRINUSE';
  return taken
    ? new ConfigError(`UTSKICK_SMTP_PORT: port ${port} is already in use on this machine`, { cause: error })
    : error;
}
