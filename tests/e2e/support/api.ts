import { api, type EndpointName, type RequestOf, type ResponseOf } from '../../../lib/contract/api.ts';

/** Asks one endpoint and fails with the server's own words when it refuses. */
export type Api = <N extends EndpointName>(name: N, request: RequestOf<N>) => Promise<ResponseOf<N>>;

/** @param url - asked at each call: a server that comes back may have moved */
export function apiOf(url: () => string, token: string | null): Api {
  return async (name, request) => {
    const { method, path } = api[name];
    const { params = {}, query = {}, body } = request as Parts; // each endpoint has some of the three
    const where = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(params[key])));
    const answer = await fetch(`${url()}${where}?${new URLSearchParams(query)}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${text}`);
    return api[name].response.parse(JSON.parse(text)) as ResponseOf<typeof name>;
  };
}

interface Parts {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}
