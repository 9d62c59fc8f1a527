import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2, { type XOAuth2ProvisionCallback } from 'nodemailer/lib/xoauth2';
import type { HandOver } from '../../../lib/core/send/outcome.ts';
import type { SmtpStage } from '../../../lib/core/send/reply.ts';
import { isOnlyHere } from '../../../lib/core/tracking/reach.ts';
import type { OutgoingMail } from './channel.ts';

/** Where mail is handed over, and as whom. */
export interface SmtpServer {
  host: string;
  /** Where the host was found; absent: it is looked up. */
  address?: string;
  port: number;
  /** `tls` from the first byte, `starttls` or nothing at all; `none` is plain text. */
  security: 'tls' | 'starttls' | 'none';
  signIn: { user: string; password: string } | { user: string; accessToken: string } | null;
}

/** A mail server by its address: `smtps://` is TLS from the first byte, `smtp://` STARTTLS. */
export function mailServerAt(url: URL): Pick<SmtpServer, 'host' | 'port' | 'security'> {
  const isTls = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (isTls ? 465 : 587) : Number(url.port),
    // A relay on this machine has no certificate, and nobody between to hide from.
    security: isTls ? 'tls' : isOnlyHere(`http://${url.host}`) ? 'none' : 'starttls',
  };
}

type SmtpError = SMTPConnection.SMTPError;

const CONNECT_MS = 20_000;
const SILENCE_MS = 60_000;
/** Read from the message at once. */
const CHUNK_BYTES = 64 * 1024;

/** One connection to a mail server, for one message at a time. */
export class SmtpLine {
  readonly #connection: SMTPConnection;
  #isOpen = true;
  /** Messages handed over so far. */
  sent = 0;

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
    const over = () => {
      this.#isOpen = false;
    };
    connection.on('end', over);
    // What was under way hears of it by itself; an idle line is no longer one.
    connection.on('error', over);
  }

  /** Connects and signs in. @returns why not, when that fails */
  static async open(server: SmtpServer): Promise<SmtpLine | HandOver> {
    const connection = new SMTPConnection({
      host: server.address ?? server.host,
      ...(server.address !== undefined && isIP(server.host) === 0 && { servername: server.host }),
      port: server.port,
      secure: server.security === 'tls',
      requireTLS: server.security === 'starttls',
      ignoreTLS: server.security === 'none',
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
    });
    const line = new SmtpLine(connection);
    const refused = (await line.#connect()) ?? (await line.#signIn(server.signIn));
    if (refused === null) return line;
    line.close();
    return refused;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  async handOver(mail: OutgoingMail, aboutToEnd: () => void): Promise<HandOver> {
    let begun = false;
    const source = sourceOf(mail.bytes, () => {
      aboutToEnd();
      begun = true;
    });
    const result = await this.#send(mail, source);
    if (typeof result === 'string') {
      this.sent += 1;
      return { answered: true, reply: replyOf('message', result) };
    }
    const answer = answerOf(result, stageOf(result), begun);
    if (!answer.answered) this.close();
    else await this.#reset();
    return answer;
  }

  close(): void {
    this.#isOpen = false;
    this.#connection.close();
  }

  quit(): void {
    if (this.#isOpen) this.#connection.quit();
    this.#isOpen = false;
  }

  #connect(): Promise<HandOver | null> {
    return new Promise((resolve) => {
      const failed = (error: SmtpError) => resolve(answerOf(error, 'greeting', false));
      this.#connection.once('error', failed);
      this.#connection.connect((error) => {
        this.#connection.off('error', failed);
        if (error) failed(error);
        else resolve(null);
      });
    });
  }

  #signIn(signIn: SmtpServer['signIn']): Promise<HandOver | null> {
    if (signIn === null) return Promise.resolve(null);
    return new Promise((resolve) => {
      const failed = (error: SmtpError) => resolve(answerOf(error, 'sign-in', false));
      this.#connection.once('error', failed);
      this.#connection.login(credentialsOf(signIn), (error) => {
        this.#connection.off('error', failed);
        if (error) failed(error);
        else resolve(null);
      });
    });
  }

  /** @returns the reply, or what went wrong */
  #send(mail: OutgoingMail, source: Readable): Promise<string | SmtpError> {
    const envelope = { from: mail.from, to: [mail.to], size: mail.bytes.length };
    return new Promise((resolve) => {
      this.#connection.send(envelope, source, (error, info) => resolve(error ?? info.response));
    });
  }

  /** The next message starts afresh after one that was refused. */
  #reset(): Promise<void> {
    if (!this.#isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      this.#connection.once('end', resolve);
      this.#connection.reset((error) => {
        this.#connection.off('end', resolve);
        if (error) this.close();
        resolve();
      });
    });
  }
}

function credentialsOf(signIn: NonNullable<SmtpServer['signIn']>) {
  if ('password' in signIn) return { user: signIn.user, pass: signIn.password };
  // A token given from outside: one that is refused is not made anew here, and not shown a second time.
  const provisionCallback: XOAuth2ProvisionCallback = (_user, _renew, done) =>
    done(new Error('the access token was refused'));
  return { oauth2: new XOAuth2({ ...signIn, provisionCallback }) };
}

/**
 * The message as a stream that says when it is about to end. It is read when the server has asked for the message
 * (354), and whoever writes to the socket adds the final dot only after the end of this stream.
 */
function sourceOf(bytes: Buffer, aboutToEnd: () => void): Readable {
  let at = 0;
  return new Readable({
    highWaterMark: CHUNK_BYTES,
    read() {
      if (at < bytes.length) {
        this.push(bytes.subarray(at, at + CHUNK_BYTES));
        at += CHUNK_BYTES;
        return;
      }
      try {
        aboutToEnd();
        this.push(null);
      } catch (error) {
        this.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

function answerOf(error: SmtpError, stage: SmtpStage, begun: boolean): HandOver {
  const { responseCode, response } = error;
  if (responseCode && responseCode >= 400 && responseCode <= 599) {
    return { answered: true, reply: replyOf(stage, response ?? String(responseCode)) };
  }
  // Found out here, before anything was said: as the server would have.
  if (error.code === 'EMESSAGE' && !begun) return ownReply(552, `5.3.4 ${error.message}`);
  if (error.code === 'EENVELOPE' && !begun) return ownReply(553, `5.1.3 ${error.message}`);
  if (error.code === 'EAUTH') {
    return { answered: true, reply: { stage: 'sign-in', code: 535, text: error.message } };
  }
  return { answered: false, begun, reason: error.message };
}

function ownReply(code: number, text: string): HandOver {
  return { answered: true, reply: { stage: 'recipient', code, text } };
}

function stageOf({ command }: SmtpError): SmtpStage {
  if (command === 'MAIL FROM') return 'sender';
  return command === 'RCPT TO' ? 'recipient' : 'message';
}

/** Lines of one reply each begin with its code. */
function replyOf(stage: SmtpStage, response: string) {
  const code = Number(response.slice(0, 3));
  return { stage, code, text: response.replaceAll(/^\d{3}[ -]?/gm, '').trim() };
}
