import type { imageMessages } from '../contract/image-messages.ts';
import type { Handlers } from '../messaging/handle.ts';
import { asPaired } from './ask-server.ts';
import { bytesOf } from './base64.ts';
import type { Deps } from './deps.ts';
import { Uploads } from './uploads.ts';

/** Pictures on their way to the server. One that is lost with the worker is given again: the server keeps it once. */
export function imageHandlers(deps: Deps): Pick<Handlers, keyof typeof imageMessages> {
  const uploads = new Uploads();
  return {
    'images.add': ({ id, data }) => {
      // The server tells what kind it is by its bytes.
      const file = new Blob([bytesOf(data)], { type: 'application/octet-stream' });
      return uploads.run(id, (stop) =>
        asPaired(deps, (server) => deps.files.send(server, 'images.add', {}, file, stop)),
      );
    },
    'images.cancel': async ({ id }) => {
      uploads.cancel(id);
      return {};
    },
  };
}
