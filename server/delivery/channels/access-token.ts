import { askForTokens, type ClientIdentity, TokenError } from './token-endpoint.ts';

/** Good until it ends or the provider takes it back. */
export interface AccessToken {
  value: string;
  until: Date;
}

/** What is kept of a grant, for all processes. */
export interface KeptGrant {
  refreshToken: string;
  access: AccessToken | null;
}

/** Where a grant is kept. One process at a time has its access token made anew. */
export interface GrantKeeper {
  /** The newest access token; null: none is kept. */
  read(now: Date): Promise<AccessToken | null>;
  /** Takes the turn to renew, until a moment. @returns null: another has it */
  takeTurn(until: Date, now: Date): Promise<KeptGrant | null>;
  /** Ends the turn. @param refreshToken - the one that has taken the place of the one before, if one has */
  keep(access: AccessToken, refreshToken: string | null, now: Date): Promise<void>;
  /** Ends the turn without a token. @param over - the grant is over: what the provider said */
  giveUp(over: string | null, now: Date): Promise<void>;
}

/** Gives access tokens for one account. */
export interface TokenSource {
  /**
   * @param refused - a token that is not taken any more, although its time is not over
   * @throws {TokenError}
   */
  get(refused?: string | null): Promise<string>;
}

/** Not used in its last minute: it may end on the way. */
const EARLIER_MS = 60_000;
/** Where the server does not say. */
const USUAL_LIFE_MS = 30 * 60_000;
/** Longer than the authorisation server may take to answer. */
const TURN_MS = 30_000;
const LOOK_EVERY_MS = 150;

/**
 * Access tokens from a refresh token, made anew before they end. Whoever asks while one is being made, here or in
 * another process, gets that one.
 * @see RFC 6749 §6
 */
export class AccessTokens implements TokenSource {
  readonly #client: ClientIdentity;
  readonly #keeper: GrantKeeper;
  readonly #now: () => Date;
  #token: AccessToken | null = null;
  #making: Promise<string> | null = null;

  constructor(client: ClientIdentity, options: { keeper: GrantKeeper; now: () => Date }) {
    this.#client = client;
    this.#keeper = options.keeper;
    this.#now = options.now;
  }

  get(refused: string | null = null): Promise<string> {
    if (this.#isGood(this.#token, refused)) return Promise.resolve(this.#token.value);
    this.#making ??= this.#make(refused).finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  #isGood(token: AccessToken | null, refused: string | null): token is AccessToken {
    return token !== null && token.value !== refused && token.until > this.#now();
  }

  async #make(refused: string | null): Promise<string> {
    const patientUntil = performance.now() + TURN_MS;
    while (performance.now() < patientUntil) {
      const kept = await this.#keeper.read(this.#now());
      if (this.#isGood(kept, refused)) return this.#remember(kept);
      const now = this.#now();
      const grant = await this.#keeper.takeTurn(new Date(now.getTime() + TURN_MS), now);
      if (grant) return await this.#renew(grant, refused);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    throw new TokenError('another process has the access renewed, and has not done so yet', null);
  }

  async #renew({ refreshToken, access }: KeptGrant, refused: string | null): Promise<string> {
    if (this.#isGood(access, refused)) {
      // Somebody was faster.
      await this.#keeper.giveUp(null, this.#now());
      return this.#remember(access);
    }
    try {
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
      const granted = await askForTokens(this.#client, form);
      const rotated = granted.refreshToken === refreshToken ? null : granted.refreshToken;
      const lifeMs = (granted.lifeSeconds ?? USUAL_LIFE_MS / 1000) * 1000;
      const now = this.#now();
      const made = { value: granted.accessToken, until: new Date(now.getTime() + lifeMs - EARLIER_MS) };
      await this.#keeper.keep(made, rotated, now);
      return this.#remember(made);
    } catch (error) {
      const isOver = error instanceof TokenError && error.isOver;
      await this.#keeper.giveUp(isOver ? error.message : null, this.#now());
      throw error;
    }
  }

  #remember(token: AccessToken): string {
    this.#token = token;
    return token.value;
  }
}
