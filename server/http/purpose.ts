import type { Context } from 'hono';

/** Why a browser or mail program asks, in the words of its own headers; empty where it says nothing. */
export function purposeOf(c: Context): string {
  return ['sec-purpose', 'purpose', 'x-moz'].flatMap((name) => c.req.header(name) ?? []).join(' ');
}
