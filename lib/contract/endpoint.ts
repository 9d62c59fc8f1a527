import { z } from 'zod';
import { Id } from './primitives.ts';

/**
 * One HTTP endpoint. `auth` says who may call it: `public` anybody, `device` a paired device's bearer token or a
 * signed-in browser session, and in both cases the role must be one of `roles` (all roles when absent).
 */
export interface Endpoint {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Hono style, parameters as `{name}`: `/api/v2/tokens/{id}`. */
  path: string;
  summary: string;
  auth: 'public' | 'device';
  roles?: readonly ('admin' | 'manager' | 'user')[];
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response: z.ZodType;
  /** Largest body in bytes, where it is not the usual 4 MB. */
  maxBytes?: number;
  /** `in`: the body is a file itself, whatever its type; `out`: the answer is one. */
  file?: 'in' | 'out';
}

/** Of endpoints that every member may call. */
export const device = { auth: 'device' } as const;
/** Query of a list that comes in pages. */
export const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  offset: z.coerce.number().int().min(0).default(0),
};
export const byId = z.object({ id: Id });
