import type { Context } from 'hono';
import type { z } from 'zod';
import type { Endpoint } from '../../lib/contract/api.ts';
import { type Failure, fail, ok, type Result } from '../../lib/contract/result.ts';
import { isStorable } from '../../lib/core/text/storable.ts';

type Part = 'params' | 'query' | 'body';
type Fields = { path: string; message: string }[];

/** A request that cannot even be read; answered with this status instead of the code's own. */
export interface Unreadable {
  status: 400 | 415;
  failure: Failure;
}

/** Parts of a request after validation, as the endpoint's table entry describes them. */
export type ParsedParts = Partial<Record<Part, unknown>>;

/** Checks everything that an endpoint takes, and names every wrong field at once. */
export async function parseRequest(
  c: Context,
  endpoint: Endpoint,
): Promise<Result<ParsedParts> | Unreadable> {
  const given: Partial<Record<Part, unknown>> = { params: c.req.param(), query: c.req.query() };
  if (endpoint.body) {
    const body = await readJson(c);
    if ('failure' in body) return body;
    given.body = body.json;
  }
  const parsed: ParsedParts = {};
  const fields: Fields = [];
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = endpoint[part];
    const checked = schema?.safeParse(given[part]);
    if (checked?.success) {
      parsed[part] = checked.data;
      fields.push(...unstorable(checked.data));
    } else if (checked) fields.push(...fieldsOf(checked.error.issues));
  }
  return fields.length === 0 ? ok(parsed) : fail('INVALID_INPUT', sentence(fields), fields);
}

/** A JSON type is insisted on, because a page elsewhere can send any other without asking the browser first. */
async function readJson(c: Context): Promise<{ json: unknown } | Unreadable> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
    return unreadable(415, 'expected a JSON body with Content-Type: application/json');
  }
  try {
    return { json: JSON.parse(await c.req.text()) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return unreadable(400, `the body is no valid JSON: ${error.message}`);
  }
}

function unreadable(status: Unreadable['status'], message: string): Unreadable {
  return { status, failure: fail('INVALID_INPUT', message, [{ path: '', message }]) };
}

/** Texts that the database would refuse, wherever they stand. */
function unstorable(value: unknown, path: readonly string[] = []): Fields {
  if (typeof value === 'string') {
    const message = 'holds a character that cannot be stored (NUL, or half of a surrogate pair)';
    return isStorable(value) ? [] : [{ path: path.join('.'), message }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    isStorable(key)
      ? unstorable(inner, [...path, key])
      : [{ path: path.join('.'), message: 'has a key with a character that cannot be stored' }],
  );
}

function sentence(fields: Fields): string {
  const named = fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = named.length > 3 ? ` (and ${named.length - 3} more)` : '';
  return named.slice(0, 3).join('; ') + more;
}

type Issue = z.core.$ZodIssue;

/** Every issue by its path, dots between keys and positions: `actions.0.taskId`. */
function fieldsOf(issues: readonly Issue[], above: readonly PropertyKey[] = []): Fields {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    // Of a union, the variant that fits best says what is wrong.
    const closest = issue.code === 'invalid_union' ? fewest(issue.errors) : null;
    return closest ? fieldsOf(closest, path) : [{ path: path.map(String).join('.'), message: issue.message }];
  });
}

function fewest(variants: readonly (readonly Issue[])[]): readonly Issue[] | null {
  return [...variants].filter((issues) => issues.length > 0).sort((a, b) => a.length - b.length)[0] ?? null;
}
