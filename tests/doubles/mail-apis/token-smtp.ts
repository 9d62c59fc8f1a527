import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A provider's mail server: it takes access tokens (XOAUTH2) and nothing else. */
export interface TokenSmtp {
  /** As a setting. */
  server: { host: string; port: number; security: 'none' };
  /** Sources of what it has taken. */
  mails: string[];
  /** Tokens it was shown, in order. */
  shown: string[];
  stop(): Promise<void>;
}

/** @param isGood - whether a token is one of that user's */
export async function startTokenSmtp(isGood: (user: string, token: string) => boolean): Promise<TokenSmtp> {
  const mails: string[] = [];
  const shown: string[] = [];
  const smtp = new SMTPServer({
    authMethods: ['XOAUTH2'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onAuth({ username = '', accessToken = '' }, _, done) {
      shown.push(accessToken);
      if (isGood(username, accessToken)) return done(null, { user: username });
      return done(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } });
    },
    onData(stream, _, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString('latin1'));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo; // a listening TCP server has one
  return {
    server: { host: '127.0.0.1', port, security: 'none' },
    mails,
    shown,
    stop: () => new Promise<void>((resolve) => smtp.close(() => resolve())),
  };
}
