import { z } from 'zod';
import type { HandOver } from '../../../lib/core/send/outcome.ts';

/** A client at an authorisation server, and where that gives tokens. */
export interface ClientIdentity {
  tokenUrl: string;
  clientId: string;
  /** Null: a public client. */
  clientSecret: string | null;
}

/** Why there is no access token. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  /** The server's code for its refusal (RFC 6749 §5.2); null: it gave no answer that says anything about the grant. */
  readonly refusal: string | null;

  constructor(message: string, refusal: string | null, options?: ErrorOptions) {
    super(message, options);
    this.refusal = refusal;
  }

  /** It is no use to ask again as things stand. */
  get isRefused(): boolean {
    return this.refusal !== null;
  }

  /** The grant is over: a person has to connect the account again. */
  get isOver(): boolean {
    return this.refusal !== null && OVER.has(this.refusal);
  }
}

/** `unauthorized_client`: it was given to another client, which has been replaced. */
const OVER = new Set(['invalid_grant', 'interaction_required', 'consent_required', 'unauthorized_client']);

/** A mail whose account gives no access is held, never failed. */
export function heldFor(error: TokenError): HandOver {
  return { answered: true, verdict: { kind: 'held', slows: 'channel' }, code: 401, text: error.message };
}

/** Tokens as they were given. */
export interface GrantedTokens {
  accessToken: string;
  /** Seconds; null: the server does not say. */
  lifeSeconds: number | null;
  refreshToken: string | null;
  idToken: string | null;
  /** What was permitted, where that is less or more than was asked for. */
  scope: string | null;
}

const Granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  id_token: z.string().min(1).optional(),
  scope: z.string().optional(),
});
const Refused = z.object({ error: z.string(), error_description: z.string().optional() });
const ANSWER_MS = 20_000;

/**
 * Asks an authorisation server for tokens.
 *
 * @param form - what they are asked for by: a refresh token, or a code
 * @throws {TokenError}
 */
export async function askForTokens(
  { tokenUrl, clientId, clientSecret }: ClientIdentity,
  form: Record<string, string>,
): Promise<GrantedTokens> {
  const body = new URLSearchParams({
    ...form,
    client_id: clientId,
    ...(clientSecret !== null && { client_secret: clientSecret }),
  });
  let status: number;
  let answer: unknown;
  try {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      body,
      headers: { Accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    status = response.status;
    answer = await response.json().catch(() => null);
  } catch (cause) {
    throw new TokenError('the authorisation server gives no answer', null, { cause });
  }
  const granted = Granted.safeParse(answer);
  if (status === 200 && granted.success) return tokensOf(granted.data);
  throw refusalOf(status, answer);
}

function tokensOf(granted: z.infer<typeof Granted>): GrantedTokens {
  return {
    accessToken: granted.access_token,
    lifeSeconds: granted.expires_in ?? null,
    refreshToken: granted.refresh_token ?? null,
    idToken: granted.id_token ?? null,
    scope: granted.scope ?? null,
  };
}

function refusalOf(status: number, answer: unknown): TokenError {
  const refused = Refused.safeParse(answer);
  const words = refused.success
    ? [refused.data.error, refused.data.error_description].filter(Boolean).join(': ')
    : `status ${status}`;
  // Busy or broken over there is no word about the grant.
  const isWord = status >= 400 && status < 500 && status !== 429 && status !== 408;
  const code = refused.success ? refused.data.error : String(status);
  return new TokenError(`no access: ${words}`, isWord ? code : null);
}
