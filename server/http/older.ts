import type { Hono } from 'hono';
import { protocolVersion } from '../../lib/contract/api.ts';
import { fail } from '../../lib/contract/result.ts';
import { bodyOf } from './status.ts';

/**
 * Answers extensions that speak an older protocol: gone, with a sentence that they show. The code is one that they know,
 * and none that signs them out or has them drop what waits to be sent, so that all of it arrives after the update.
 */
export function mountOlder(app: Hono): void {
  const message =
    'this extension is older than the server; update it in the browser’s list of extensions, nothing is lost';
  for (let version = 1; version < protocolVersion; version += 1)
    app.all(`/api/v${version}/*`, (c) => c.json(bodyOf(fail('SERVER_AWAY', message)), 410));
}
