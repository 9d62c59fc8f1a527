import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { Database } from '../db/open.ts';

const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Names of our tables and columns for better-auth's own. */
const tables = {
  user: { modelName: 'users', fields: { ...timestamps, emailVerified: 'email_verified' } },
  session: {
    modelName: 'sessions',
    fields: {
      ...timestamps,
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      userId: 'user_id',
    },
  },
  account: {
    modelName: 'accounts',
    fields: {
      ...timestamps,
      accountId: 'account_id',
      providerId: 'provider_id',
      userId: 'user_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { modelName: 'verifications', fields: { ...timestamps, expiresAt: 'expires_at' } },
};

/** Opens a session for a user whose one-time link has been checked. Never reachable from outside. */
const openSession = createAuthEndpoint(
  '/open-session',
  { method: 'POST', body: z.object({ userId: z.string() }) },
  async (ctx) => {
    const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
    if (!user) throw new APIError('UNAUTHORIZED');
    const session = await ctx.context.internalAdapter.createSession(user.id);
    await setSessionCookie(ctx, { session, user });
    return { ok: true };
  },
);

/**
 * Passwords and browser sessions, by better-auth. Its HTTP handler is not mounted: the server's own pages call it, so
 * nothing of it is reachable but what they offer.
 */
export function createAuth(db: Database, { secret, publicUrl }: { secret: string; publicUrl: string }) {
  return betterAuth({
    database: { db: db.kysely, type: 'postgres', transaction: false },
    secret,
    baseURL: publicUrl,
    emailAndPassword: { enabled: true, disableSignUp: true },
    // Sign-in is limited in limits.ts, over restarts and for all processes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      database: { generateId: () => randomUUID() },
      cookiePrefix: 'utskick',
      useSecureCookies: publicUrl.startsWith('https:'),
    },
    ...tables,
    plugins: [{ id: 'open-session', endpoints: { openSession } }],
  });
}
export type Auth = ReturnType<typeof createAuth>;

/** Answer of a sign-in: `Set-Cookie` headers to pass on, or null when address or password are wrong. */
export async function signIn(
  auth: Auth,
  email: string,
  password: string,
  headers: Headers,
): Promise<string[] | null> {
  try {
    const answer = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true });
    return answer.headers.getSetCookie();
  } catch (error) {
    if (error instanceof APIError) return null;
    throw error;
  }
}

/** Cookies of a new session for a user known by a one-time link. */
export async function signInByLink(auth: Auth, userId: string, headers: Headers): Promise<string[]> {
  const answer = await auth.api.openSession({ body: { userId }, headers, returnHeaders: true });
  return answer.headers.getSetCookie();
}

/** Ends the session; cookies that clear the browser's. */
export async function signOut(auth: Auth, headers: Headers): Promise<string[]> {
  const answer = await auth.api.signOut({ headers, returnHeaders: true });
  return answer.headers.getSetCookie();
}

/** Id of the user whose session cookie came with the request. */
export async function findSessionUser(auth: Auth, headers: Headers): Promise<string | null> {
  if (!headers.get('cookie')) return null;
  const session = await auth.api.getSession({ headers });
  return session?.user.id ?? null;
}
