import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { ConfigError } from '../config.ts';
import type { Database } from '../db/open.ts';
import type { Log } from '../log.ts';
import type { ReturnPaths } from './return-path.ts';
import { takeIn } from './take-in.ts';

export interface BounceDoorOptions {
  db: Database;
  host: string;
  /** 0 takes any free port. */
  port: number;
  paths: ReturnPaths;
  log: Pick<Log, 'error' | 'info'>;
  now: () => Date;
}

/** A report holds no more in earnest; what it gives back may be cut. */
const MOST_BYTES = 1_000_000;
const MOST_CLIENTS = 50;
const MOST_RECIPIENTS = 20;

/**
 * Takes reports in by SMTP, for the return paths of our mails and for nobody else: a stranger has nothing to put here.
 *
 * @throws {ConfigError} when the port is taken
 */
export async function startBounceDoor(
  options: BounceDoorOptions,
): Promise<{ port: number; stop(): Promise<void> }> {
  const { paths, host, port, log } = options;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MOST_BYTES,
    maxClients: MOST_CLIENTS,
    closeTimeout: 2000,
    banner: 'Utskick reports',
    onRcptTo: ({ address }, session, answer) => {
      if (session.envelope.rcptTo.length >= MOST_RECIPIENTS) return answer(smtpError(452, '4.5.3 too many'));
      return answer(
        paths.read(address ?? '') ? null : smtpError(550, '5.1.1 no mail is taken for this address'),
      );
    },
    onData: (stream, session, answer) => {
      take(options, stream, session).then(
        () => answer(),
        (error: unknown) => {
          if (error instanceof Error && 'responseCode' in error) return answer(error);
          log.error({ err: error }, 'a report could not be taken in');
          return answer(smtpError(451, '4.3.0 could not be stored, try again'));
        },
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    const failed = (cause: Error) =>
      reject(new ConfigError(`UTSKICK_BOUNCE_LISTEN: cannot listen on ${host}:${port}`, { cause }));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      // A client that goes in the middle of a report is no fault of ours.
      server.on('error', (error) => log.info({ reason: error.message }, 'a report broke off'));
      resolve();
    });
  });
  // A listening TCP server has an AddressInfo; a string is for pipes, null for a closed one.
  const address = server.server.address() as AddressInfo;
  return { port: address.port, stop: () => new Promise((resolve) => server.close(resolve)) };
}

async function take(
  { db, paths, log, now }: BounceDoorOptions,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    // smtp-server gives Buffers; the stream's type leaves it open.
    if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  }
  if (stream.sizeExceeded) throw smtpError(552, `5.3.4 larger than ${MOST_BYTES} bytes`);
  const source = Buffer.concat(chunks);
  for (const { address } of session.envelope.rcptTo) {
    const kind = await takeIn(db, { source, receivedAt: now(), recipients: [address] }, now(), paths);
    if (kind) log.info({ kind }, 'a mail has come back');
  }
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
