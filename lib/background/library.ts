import { api, type RequestOf } from '../contract/api.ts';
import { ok } from '../contract/errors.ts';
import type { LibraryEndpoint, libraryMessages } from '../contract/library-messages.ts';
import type { Handlers } from '../messaging/handle.ts';
import { setMeta } from '../store/meta.ts';
import { askServer, asPaired } from './ask-server.ts';
import { base64Of, bytesOf } from './base64.ts';
import type { Deps } from './deps.ts';

/** What the workspace asks about templates. What it has changed comes back with the synchronisation that follows. */
export function libraryHandlers(deps: Deps): Pick<Handlers, keyof typeof libraryMessages> {
  return {
    'library.ask': async ({ name, request }) => {
      // The server checks it; a page of ours has made it by the endpoint's type.
      const answer = await askServer(deps, name, request as RequestOf<LibraryEndpoint>);
      if (answer.ok && api[name].method !== 'get') void deps.sync.run();
      return answer;
    },
    'profile.save': async (body) => {
      const answer = await askServer(deps, 'me.update', { body });
      if (answer.ok) await deps.store.write(() => setMeta(deps.store.db, 'me', answer.value));
      return answer;
    },
    'library.attach': async ({ templateId, id, name, type, data }) => {
      const file = new Blob([bytesOf(data)], { type });
      const request = { params: { id: templateId }, query: { attachmentId: id, name } };
      const answer = await asPaired(deps, (server) =>
        deps.files.send(server, 'templates.attach', request, file),
      );
      if (answer.ok) void deps.sync.run();
      return answer;
    },
    'library.attachment': async ({ templateId, id }) => {
      const params = { id: templateId, attachmentId: id };
      const answer = await asPaired(deps, (server) =>
        deps.files.fetch(server, 'templates.attachment', { params }),
      );
      return answer.ok ? ok({ data: base64Of(await answer.value.arrayBuffer()) }) : answer;
    },
  };
}
