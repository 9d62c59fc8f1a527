import type { Context } from 'hono';
import type { Endpoint } from '../../lib/contract/endpoint.ts';
import { fieldsOf } from '../../lib/contract/issues.ts';
import {
  type Failure,
  invalid,
  invalidField,
  ok,
  type Result,
  type WrongField,
} from '../../lib/contract/result.ts';
import { isStorable } from '../../lib/core/text/storable.ts';
import type { UploadedFile } from './handlers.ts';

type Part = 'params' | 'query' | 'body';

/** A request that cannot even be read; answered with this status instead of the code's own. */
export interface Unreadable {
  status: 400 | 415;
  failure: Failure;
}

/** Parts of a request after validation, as the endpoint's table entry describes them. */
export type ParsedParts = Partial<Record<Part | 'file', unknown>>;

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
  const fields: WrongField[] = [];
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = endpoint[part];
    const checked = schema?.safeParse(given[part]);
    if (checked?.success) {
      parsed[part] = checked.data;
      fields.push(...unstorable(checked.data));
    } else if (checked) fields.push(...fieldsOf(checked.error.issues));
  }
  if (endpoint.file === 'in') {
    const file = await readFile(c);
    if ('type' in file) parsed.file = file;
    else fields.push(file);
  }
  return fields.length === 0 ? ok(parsed) : invalid(fields);
}

/** The body as a file, of the type that the caller names. */
async function readFile(c: Context): Promise<UploadedFile | WrongField> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(type))
    return { path: 'Content-Type', message: 'expected a media type such as application/pdf' };
  return { content: new Uint8Array(await c.req.arrayBuffer()), type };
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
  return { status, failure: invalidField('', message) };
}

/** Texts that the database would refuse, wherever they stand. */
function unstorable(value: unknown, path: readonly string[] = []): WrongField[] {
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
