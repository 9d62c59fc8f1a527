import type { imageMessages } from '../contract/image-messages.ts';
import type { Handlers } from '../messaging/handle.ts';
import { asPaired } from './ask-server.ts';
import { bytesOf } from './base64.ts';
import type { Deps } from './deps.ts';

/** Pictures on their way to the server. One that is lost with the worker is given again: the server keeps it once. */
export function imageHandlers(deps: Deps): Pick<Handlers, keyof typeof imageMessages> {
  const underWay = new Map<string, AbortController>();
  return {
    'images.add': async ({ id, data }) => {
      const stop = new AbortController();
      underWay.set(id, stop);
      // The server tells what kind it is by its bytes.
      const file = new Blob([bytesOf(data)], { type: 'application/octet-stream' });
      const send = () =>
        asPaired(deps, (server) => deps.files.send(server, 'images.add', {}, file, stop.signal));
      return send().finally(() => underWay.delete(id));
    },
    'images.cancel': async ({ id }) => {
      underWay.get(id)?.abort();
      return {};
    },
  };
}
