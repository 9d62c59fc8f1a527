import { createHash, randomBytes } from 'node:crypto';
import type { ApiAnswer } from './mail-api.ts';

// The page on which a provider asks its people, and the codes that come of it: RFC 6749 §4.1, RFC 7636, OpenID Connect.

/** What a client was registered with. */
export interface RegisteredClient {
  clientId: string;
  redirectUrl: string;
}

interface Code {
  query: URLSearchParams;
  isUsed: boolean;
}

/** Asks the owner of one account. */
export class Consent {
  /** Who has the account open in the browser. */
  address: string;
  /** What its owner permits; null: whatever is asked for. */
  permits: string | null = null;
  /** Access while they are away is given, too. */
  givesRefreshToken = true;
  /** Queries that the page was opened with. */
  readonly asked: URLSearchParams[] = [];
  readonly #client: RegisteredClient;
  readonly #codes = new Map<string, Code>();

  constructor(address: string, client: RegisteredClient) {
    this.address = address;
    this.#client = client;
  }

  /** The page with its two buttons; what is wrong with the question is told here and nowhere else. */
  page(url: URL): ApiAnswer {
    const { searchParams: query } = url;
    this.asked.push(query);
    const wrong = this.#faultOf(query);
    if (wrong) return { status: 400, body: `<h1>Error 400: ${wrong}</h1>`, headers: html };
    const to = (decision: string) => `/decide?${query}&decision=${decision}`.replaceAll('&', '&amp;');
    const body = `<!doctype html><html lang="en"><title>Sign in</title><main><h1>Utskick wants access to ${this.address}</h1>
<p>${query.get('scope')}</p><p><a href="${to('allow')}">Allow</a> <a href="${to('deny')}">Cancel</a></p></main></html>`;
    return { status: 200, body, headers: html };
  }

  /** A button was pressed: the browser goes back. */
  decide({ searchParams: query }: URL): ApiAnswer {
    const wrong = this.#faultOf(query);
    if (wrong) return { status: 400, body: { error: wrong } };
    const back = new URL(query.get('redirect_uri') ?? '');
    back.searchParams.set('state', query.get('state') ?? '');
    if (query.get('decision') === 'allow') back.searchParams.set('code', this.#codeFor(query));
    else {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'The user has denied <b>access</b>');
    }
    return { status: 302, headers: { Location: back.href } };
  }

  /** @returns what was permitted, or the code of the refusal */
  exchange(form: URLSearchParams): { scope: string; idToken: string } | { error: string } {
    const code = this.#codes.get(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!code || code.isUsed) return { error: 'invalid_grant' };
    code.isUsed = true;
    const { query } = code;
    if (challenge !== query.get('code_challenge')) return { error: 'invalid_grant' };
    if (form.get('redirect_uri') !== query.get('redirect_uri')) return { error: 'redirect_uri_mismatch' };
    const scope = this.permits ?? query.get('scope') ?? '';
    return { scope, idToken: this.#idToken(query) };
  }

  #codeFor(query: URLSearchParams): string {
    const code = randomBytes(16).toString('base64url');
    this.#codes.set(code, { query, isUsed: false });
    return code;
  }

  #faultOf(query: URLSearchParams): string | null {
    if (query.get('client_id') !== this.#client.clientId) return 'invalid_client';
    if (query.get('redirect_uri') !== this.#client.redirectUrl) return 'redirect_uri_mismatch';
    if (query.get('response_type') !== 'code') return 'unsupported_response_type';
    if (query.get('code_challenge_method') !== 'S256') return 'invalid_request';
    if (!/^[\w-]{43}$/.test(query.get('code_challenge') ?? '')) return 'invalid_request';
    return (query.get('state') ?? '').length < 20 ? 'invalid_request' : null;
  }

  #idToken(query: URLSearchParams): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { aud: query.get('client_id'), nonce: query.get('nonce'), email: this.address };
    return `${part({ alg: 'RS256' })}.${part(claims)}.${randomBytes(32).toString('base64url')}`;
  }
}

const html = { 'Content-Type': 'text/html; charset=utf-8' };
