import type { z } from 'zod';
import { api, type JsonEndpoint, type RequestOf, type ResponseOf } from '../contract/api.ts';
import { ErrorBody, type Failure, fail, ok, type Result } from '../contract/errors.ts';

export interface Server {
  /** Address without a path, e.g. `https://crm.example`. */
  url: string;
  token: string | null;
}

/** A failure with what it says about the way to the server. */
export type CallFailure = Failure & {
  /** `noAnswer`: nobody answered; `stranger`: something answered that is no Utskick server; `server`: the server itself. */
  cause: 'noAnswer' | 'stranger' | 'server';
  status: number | null;
};
export type CallResult<T> = { ok: true; value: T } | CallFailure;

export type Call = <N extends JsonEndpoint>(
  server: Server,
  name: N,
  request: RequestOf<N>,
) => Promise<CallResult<ResponseOf<N>>>;

const timeOutMs = 20_000;

/** Calls endpoints of `lib/contract/api.ts`. Every answer is checked; nothing throws but a defect of ours. */
export function makeClient(fetcher: typeof fetch): Call {
  return async (server, name, request) => {
    const endpoint = api[name];
    // The parts that an endpoint has are typed by the table; here any of them may be there.
    const parts = request as {
      params?: Record<string, string>;
      query?: Record<string, unknown>;
      body?: unknown;
    };
    let response: Response;
    let text: string;
    try {
      response = await fetcher(addressOf(server.url, endpoint.path, parts), {
        method: endpoint.method.toUpperCase(),
        headers: headersOf(server.token, parts.body),
        ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
        signal: AbortSignal.timeout(timeOutMs),
        credentials: 'omit',
        cache: 'no-store',
      });
      text = await response.text();
    } catch (error) {
      return noAnswerFrom(server, error);
    }
    // The schema is the one of this very name; the compiler sees the union of all of them.
    return readAnswer(
      response,
      text,
      endpoint.response as unknown as z.ZodType<ResponseOf<typeof name>>,
      server.url,
    );
  };
}

export function noAnswerFrom({ url }: Server, error: unknown): CallFailure {
  return failure('noAnswer', null, fail('SERVER_AWAY', `no answer from ${url}: ${String(error)}`));
}

export function readAnswer<T>(
  response: Response,
  text: string,
  schema: z.ZodType<T>,
  url: string,
): CallResult<T> {
  const body = parseJson(text);
  if (response.ok) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return ok(parsed.data);
    return failure(
      'stranger',
      response.status,
      fail('SERVER_AWAY', `unexpected answer from ${url}: ${parsed.error.message}`),
    );
  }
  const error = ErrorBody.safeParse(body);
  if (error.success) return failure('server', response.status, { ok: false, ...error.data });
  const cause = response.status >= 500 ? 'noAnswer' : 'stranger';
  return failure(cause, response.status, fail('SERVER_AWAY', `${url} answered ${response.status}`));
}

function failure(cause: CallFailure['cause'], status: number | null, why: Failure): CallFailure {
  return { ...why, cause, status };
}

export function addressOf(
  server: string,
  path: string,
  parts: { params?: Record<string, string>; query?: Record<string, unknown> },
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(parts.params?.[name] ?? ''),
  );
  const url = new URL(filled, server);
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

export function headersOf(token: string | null, body?: unknown): Record<string, string> {
  return {
    accept: 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** For callers that need no more than the failure itself. */
export function withoutCause<T>(result: CallResult<T>): Result<T> {
  if (result.ok) return result;
  const { cause: _, status: __, ...why } = result;
  return why;
}
