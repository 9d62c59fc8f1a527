import type { contentMessages } from '../contract/content-messages.ts';
import type { Handlers } from '../messaging/handle.ts';
import { asPaired } from './ask-server.ts';
import { bytesOf } from './base64.ts';
import type { Deps } from './deps.ts';
import { Uploads } from './uploads.ts';

/** Files for mails to link to, on their way to the server. One that is lost with the worker is given again under its id. */
export function contentHandlers(deps: Deps): Pick<Handlers, keyof typeof contentMessages> {
  const uploads = new Uploads();
  return {
    'content.add': ({ id, name, data }) => {
      // The server tells what kind it is by its bytes.
      const file = new Blob([bytesOf(data)], { type: 'application/octet-stream' });
      const request = { query: { contentId: id, name } };
      return uploads.run(id, (stop) =>
        asPaired(deps, (server) => deps.files.send(server, 'content.add', request, file, stop)),
      );
    },
    'content.cancel': async ({ id }) => {
      uploads.cancel(id);
      return {};
    },
  };
}
