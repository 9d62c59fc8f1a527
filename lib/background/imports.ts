import type { importMessages } from '../contract/import-messages.ts';
import type { Handlers } from '../messaging/handle.ts';
import { asPaired } from './ask-server.ts';
import { bytesOf } from './base64.ts';
import type { Deps } from './deps.ts';

/** Parts of files on their way to the server. One that is lost with the worker is given again. */
export function importHandlers(deps: Deps): Pick<Handlers, keyof typeof importMessages> {
  return {
    'imports.part': ({ id, place, data }) => {
      const part = new Blob([bytesOf(data)], { type: 'application/octet-stream' });
      const request = { params: { id }, query: { place } };
      return asPaired(deps, (server) => deps.files.send(server, 'imports.part', request, part));
    },
  };
}
