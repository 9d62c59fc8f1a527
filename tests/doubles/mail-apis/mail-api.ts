import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { Consent } from './consent.ts';

// What the stand-ins of mail providers share: an HTTP server of its own, tokens that end, and mails that are taken
// apart by a parser that is not ours.

/** What the stand-in does with a request that sends. */
export type ApiFate =
  | 'take'
  /** The line is dropped before the mail was taken. */
  | 'dropUntaken'
  /** Taken, and the line dropped without an answer. */
  | 'dropTaken'
  | { status: number; body?: unknown; headers?: Record<string, string>; taken?: boolean };

/** A mail that the provider has taken. */
export interface ApiMail {
  id: string;
  threadId: string;
  /** As recipients see it. */
  messageId: string;
  recipients: string[];
  parsed: ParsedMail;
  source: string;
}

export interface ApiOptions {
  /** Whose mailbox it is. */
  address: string;
  /** Puts a Message-ID of its own in place of the sender's. */
  renamesMessages?: boolean;
  /** Whether a search finds what was taken; asked at each search. */
  finds?: () => boolean;
  fateOf?: (mail: ParsedMail, tries: number) => ApiFate;
  /** Seconds that an access token is good for. */
  tokenSeconds?: number;
  /** Each use of a refresh token ends it and gives another. */
  rotates?: boolean;
  /** Where its client may send people back to. */
  redirectUrl?: string;
  /** Waited for before tokens are given. */
  beforeTokens?: () => Promise<void>;
}

/** A request whose token is good, with its body. */
export interface ApiRequest {
  method: string;
  url: URL;
  type: string;
  body: string;
}

export interface ApiAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  drop?: boolean;
}

export const client = { clientId: 'utskick-test', clientSecret: 'of-the-client' };

/** One account at a provider, until it is stopped. */
export abstract class MailApi {
  readonly mails: ApiMail[] = [];
  /** Paths asked for, in order. */
  readonly asked: string[] = [];
  readonly options: ApiOptions;
  /** Asks the owner of the account. */
  readonly consent: Consent;
  /** Good until it ends or is revoked. */
  refreshToken = 'refresh-0';
  readonly #tokens = new Map<string, number>();
  readonly #tries = new Map<string, number>();
  readonly #server: Server;
  #made = 0;

  constructor(options: ApiOptions) {
    this.options = options;
    const { address, redirectUrl = 'http://utskick.test/connect/callback' } = options;
    this.consent = new Consent(address, { clientId: client.clientId, redirectUrl });
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo; // it listens
    return `http://127.0.0.1:${port}`;
  }

  get tokenUrl(): string {
    return `${this.url}/token`;
  }

  get authorizeUrl(): string {
    return `${this.url}/authorize`;
  }

  /** Is an access token good now; for a mail server that takes the same ones. */
  isGood(token: string): boolean {
    return (this.#tokens.get(token) ?? 0) > Date.now();
  }

  /** Ends all access tokens, or the whole connection. */
  revoke(what: 'access' | 'connection'): void {
    this.#tokens.clear();
    if (what === 'connection') this.refreshToken = '';
  }

  protected abstract unauthorised(): ApiAnswer;
  protected abstract answer(request: ApiRequest): Promise<ApiAnswer>;

  /** Takes a mail, as its fate says. @param accepted - the answer to one that was taken */
  protected async take(
    source: Buffer,
    threadId: string | null,
    accepted: (mail: ApiMail) => ApiAnswer,
    refused: (reason: string) => ApiAnswer,
  ): Promise<ApiAnswer> {
    const parsed = await simpleParser(source);
    const wrong = this.#faultOf(source, parsed);
    if (wrong) return refused(wrong);
    const key = `${parsed.messageId}`;
    const tries = (this.#tries.get(key) ?? 0) + 1;
    this.#tries.set(key, tries);
    const fate = this.options.fateOf?.(parsed, tries) ?? 'take';
    if (fate === 'dropUntaken') return { status: 0, drop: true };
    if (typeof fate === 'object' && !fate.taken) return fate;
    const id = `m${this.mails.length + 1}`;
    const messageId = this.options.renamesMessages ? `<${id}@provider.example>` : (parsed.messageId ?? '');
    const mail = { id, threadId: threadId ?? `t${id}`, messageId, recipients: recipientsOf(parsed), parsed };
    this.mails.push({ ...mail, source: source.toString('latin1') });
    const taken = this.mails.at(-1);
    if (!taken || fate === 'dropTaken') return { status: 0, drop: true };
    return typeof fate === 'object' ? fate : accepted(taken);
  }

  protected find(test: (mail: ApiMail) => boolean): ApiMail[] {
    return this.options.finds?.() === false ? [] : this.mails.filter(test);
  }

  /** What a provider refuses in a message; null: nothing. */
  #faultOf(source: Buffer, parsed: ParsedMail): string | null {
    const text = source.toString('latin1');
    if (/(?<!\r)\n|\r(?!\n)/.test(text)) return 'lines do not end with CRLF';
    if (text.split('\r\n').some((line) => line.length > 998)) return 'a line is longer than 998 bytes';
    if (!parsed.messageId || !parsed.date) return 'Message-ID or Date is missing';
    if (recipientsOf(parsed).length === 0) return 'Recipient address required';
    const from = parsed.from?.value[0]?.address?.toLowerCase();
    return from === this.options.address ? null : 'not allowed to send as this address';
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('latin1');
    const url = new URL(request.url ?? '/', this.url);
    const type = request.headers['content-type'] ?? '';
    const { method = 'GET' } = request;
    this.asked.push(`${method} ${url.pathname}`);
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const answer = await this.#answerTo({ method, url, type, body }, bearer);
    if (answer.drop) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
    const { body: said } = answer;
    response.end(said === undefined ? '' : typeof said === 'string' ? said : JSON.stringify(said));
  }

  async #answerTo(request: ApiRequest, bearer: string): Promise<ApiAnswer> {
    const { method, url, type, body } = request;
    if (url.pathname === '/authorize') return this.consent.page(url);
    if (url.pathname === '/decide') return this.consent.decide(url);
    if (url.pathname === '/token') {
      await this.options.beforeTokens?.();
      return this.#grant(method, type, body);
    }
    return this.isGood(bearer) ? await this.answer(request) : this.unauthorised();
  }

  /** RFC 6749 §6. */
  #grant(method: string, type: string, body: string): ApiAnswer {
    const form = new URLSearchParams(body);
    const refuse = (error: string, status = 400): ApiAnswer => ({
      status,
      body: { error, error_description: `${error} it is` },
    });
    if (method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded'))
      return refuse('invalid_request');
    if (form.get('client_id') !== client.clientId || form.get('client_secret') !== client.clientSecret)
      return refuse('invalid_client', 401);
    if (form.get('grant_type') === 'authorization_code') {
      const permitted = this.consent.exchange(form);
      if ('error' in permitted) return refuse(permitted.error);
      if (this.consent.givesRefreshToken) this.refreshToken = `refresh-of-${form.get('code')}`;
      const { scope, idToken: id_token } = permitted;
      const also = this.consent.givesRefreshToken ? { refresh_token: this.refreshToken } : {};
      return { status: 200, body: { ...this.#makeAccess(), scope, id_token, ...also } };
    }
    if (form.get('grant_type') !== 'refresh_token') return refuse('unsupported_grant_type');
    const given = form.get('refresh_token');
    if (!this.refreshToken || given !== this.refreshToken) return refuse('invalid_grant');
    const access = this.#makeAccess();
    if (this.options.rotates) this.refreshToken = `refresh-${this.#made}`;
    return {
      status: 200,
      body: { ...access, ...(this.options.rotates && { refresh_token: this.refreshToken }) },
    };
  }

  #makeAccess() {
    this.#made += 1;
    const seconds = this.options.tokenSeconds ?? 3600;
    const access = `access-${this.#made}`;
    this.#tokens.set(access, Date.now() + seconds * 1000);
    return { access_token: access, token_type: 'Bearer', expires_in: seconds };
  }
}

function recipientsOf({ to, cc, bcc }: ParsedMail): string[] {
  const lists = [to, cc, bcc].flatMap((one): AddressObject[] =>
    one === undefined ? [] : Array.isArray(one) ? one : [one],
  );
  return lists.flatMap(({ value }) => value.flatMap(({ address }) => address?.toLowerCase() ?? []));
}
