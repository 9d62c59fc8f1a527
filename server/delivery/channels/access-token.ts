import { z } from 'zod';

/** What is needed to have access tokens made. */
export interface TokenGrant {
  /** Token endpoint of the authorisation server. */
  tokenUrl: string;
  clientId: string;
  /** Null: a public client. */
  clientSecret: string | null;
  refreshToken: string;
}

/** Why there is no access token. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  /** True: the grant is over or was never one; a person has to connect the account anew. */
  readonly isRefused: boolean;

  constructor(message: string, isRefused: boolean, options?: ErrorOptions) {
    super(message, options);
    this.isRefused = isRefused;
  }
}

const Granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
});
const Refused = z.object({ error: z.string(), error_description: z.string().optional() });

/** Not used in its last minute: it may end on the way. */
const EARLIER_MS = 60_000;
/** Where the server does not say. */
const USUAL_LIFE_MS = 30 * 60_000;
const ANSWER_MS = 20_000;

/**
 * Access tokens from a refresh token, made anew when they end. Whoever asks while one is being made gets that one.
 * @see RFC 6749 §6
 */
export class AccessTokens {
  readonly #now: () => Date;
  readonly #onRotated: (refreshToken: string) => Promise<void>;
  #grant: TokenGrant;
  #token: { value: string; until: number } | null = null;
  #making: Promise<string> | null = null;

  /** @param onRotated - keeps the refresh token that has taken the place of the one before */
  constructor(
    grant: TokenGrant,
    options: { now: () => Date; onRotated: (refreshToken: string) => Promise<void> },
  ) {
    this.#grant = grant;
    this.#now = options.now;
    this.#onRotated = options.onRotated;
  }

  /**
   * @param refused - a token that is not taken any more, although its time is not over
   * @throws {TokenError}
   */
  get(refused: string | null = null): Promise<string> {
    const known = this.#token;
    if (known && known.value !== refused && known.until > this.#now().getTime()) {
      return Promise.resolve(known.value);
    }
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  async #make(): Promise<string> {
    const granted = await requestToken(this.#grant);
    const lifeMs = granted.expires_in === undefined ? USUAL_LIFE_MS : granted.expires_in * 1000;
    this.#token = { value: granted.access_token, until: this.#now().getTime() + lifeMs - EARLIER_MS };
    const rotated = granted.refresh_token;
    if (rotated !== undefined && rotated !== this.#grant.refreshToken) {
      this.#grant = { ...this.#grant, refreshToken: rotated };
      await this.#onRotated(rotated);
    }
    return granted.access_token;
  }
}

async function requestToken(grant: TokenGrant): Promise<z.infer<typeof Granted>> {
  const { tokenUrl, clientId, clientSecret, refreshToken } = grant;
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
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
    throw new TokenError('the authorisation server gives no answer', false, { cause });
  }
  const granted = Granted.safeParse(answer);
  if (status === 200 && granted.success) return granted.data;
  const refused = Refused.safeParse(answer);
  const words = refused.success
    ? [refused.data.error, refused.data.error_description].filter(Boolean).join(': ')
    : `status ${status}`;
  // Busy or broken over there is no word about the grant.
  const isRefused = status >= 400 && status < 500 && status !== 429 && status !== 408;
  throw new TokenError(`no access: ${words}`, isRefused);
}
