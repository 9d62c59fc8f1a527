import type { JsonEndpoint, RequestOf, ResponseOf } from '../contract/api.ts';
import { fail, type Result } from '../contract/errors.ts';
import { type CallResult, type Server, withoutCause } from '../sync/client.ts';
import type { Deps } from './deps.ts';

/** Calls an endpoint as the paired user. @returns NOT_PAIRED, SERVER_AWAY or what the server refuses with */
export async function askServer<N extends JsonEndpoint>(
  deps: Deps,
  name: N,
  request: RequestOf<N>,
): Promise<Result<ResponseOf<N>>> {
  return asPaired(deps, (server) => deps.call(server, name, request));
}

/** The same of any call. */
export async function asPaired<T>(
  { keys, words }: Deps,
  call: (server: Server) => Promise<CallResult<T>>,
): Promise<Result<T>> {
  const pairing = await keys.pairing();
  if (!pairing) return fail('NOT_PAIRED', words.notPaired());
  const answer = await call({ url: pairing.server, token: pairing.token });
  if (!answer.ok && answer.cause === 'noAnswer') return fail('SERVER_AWAY', words.noAnswer(pairing.server));
  return withoutCause(answer);
}
