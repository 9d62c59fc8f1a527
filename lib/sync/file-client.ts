import type { z } from 'zod';
import { type Api, api, type EndpointName, type RequestOf, type ResponseOf } from '../contract/api.ts';
import { ok } from '../contract/errors.ts';
import { addressOf, type CallResult, headersOf, noAnswerFrom, readAnswer, type Server } from './client.ts';

/** Endpoints whose body is a file. */
type FileEndpoint = { [N in EndpointName]: Api[N] extends { file: 'in' } ? N : never }[EndpointName];

/** Calls of endpoints that carry a file instead of JSON. */
export interface FileCalls {
  /** The file is the body; its type is the one it says of itself. One that is stopped is answered as unanswered. */
  send<N extends FileEndpoint>(
    server: Server,
    name: N,
    request: RequestOf<N>,
    file: Blob,
    stop?: AbortSignal,
  ): Promise<CallResult<ResponseOf<N>>>;
  fetch(
    server: Server,
    name: 'templates.attachment',
    request: RequestOf<'templates.attachment'>,
  ): Promise<CallResult<Blob>>;
}

/** 20 MB over a slow line. */
const timeOutMs = 180_000;

/** Like `makeClient`, for files. */
export function makeFileClient(fetcher: typeof fetch): FileCalls {
  const ask = (
    server: Server,
    method: string,
    url: string,
    file?: Blob,
    stop?: AbortSignal,
  ): Promise<Response> =>
    fetcher(url, {
      method,
      headers: {
        ...headersOf(server.token),
        ...(file && { 'content-type': file.type || 'application/octet-stream' }),
      },
      ...(file && { body: file }),
      signal: AbortSignal.any([AbortSignal.timeout(timeOutMs), ...(stop ? [stop] : [])]),
      credentials: 'omit',
      cache: 'no-store',
    });
  return {
    send: async (server, name, request, file, stop) => {
      const { method, path, response } = api[name];
      // The schema is the one of this very name; the compiler sees the union of all of them.
      const schema = response as unknown as z.ZodType<ResponseOf<typeof name>>;
      try {
        const url = addressOf(server.url, path, request);
        const answer = await ask(server, method.toUpperCase(), url, file, stop);
        return readAnswer(answer, await answer.text(), schema, server.url);
      } catch (error) {
        return noAnswerFrom(server, error);
      }
    },
    fetch: async (server, name, request) => {
      const { method, path, response: schema } = api[name];
      try {
        const answer = await ask(server, method.toUpperCase(), addressOf(server.url, path, request));
        if (answer.ok) return ok(await answer.blob());
        const refused = readAnswer(answer, await answer.text(), schema, server.url);
        if (refused.ok) throw new Error('expected a refusal to be read as one');
        return refused;
      } catch (error) {
        return noAnswerFrom(server, error);
      }
    },
  };
}
