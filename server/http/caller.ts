import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { type Auth, findSessionUser } from '../accounts/auth.ts';
import { holderOf } from '../accounts/tokens.ts';
import type { Database } from '../db/open.ts';
import { findFirstMembership, type Membership } from '../db/queries/accounts.ts';

export interface Caller extends Membership {
  /** Null for a browser session. */
  tokenId: string | null;
}

/** Who calls: by bearer token, else by the session cookie of the server's own pages. */
export async function findCaller(c: Context, db: Database, auth: Auth, now: Date): Promise<Caller | null> {
  const header = c.req.header('authorization');
  if (header !== undefined) {
    const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
    return token ? holderOf(db.kysely, token, now) : null;
  }
  return findSessionCaller(c, db, auth);
}

export async function findSessionCaller(c: Context, db: Database, auth: Auth): Promise<Caller | null> {
  const userId = await findSessionUser(auth, c.req.raw.headers);
  const member = userId ? await findFirstMembership(db.kysely, userId) : null;
  return member && { ...member, tokenId: null };
}

/**
 * Does the request come from a page of ours? A browser sends the cookie with a foreign page's request too, so what
 * changes something is refused unless the browser says where it comes from and that is here.
 */
export function isFromOwnPage(c: Context, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === c.req.header('host');
}

/** Network address of the caller; behind a trusted proxy the one that the proxy saw. */
export function sourceOf(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded) return forwarded;
  // Tests call the app without a socket.
  const hasSocket = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env;
  return hasSocket ? (getConnInfo(c).remote.address ?? 'unknown') : 'unknown';
}
