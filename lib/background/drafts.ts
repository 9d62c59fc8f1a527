import type { draftMessages } from '../contract/template-draft.ts';
import type { Handlers } from '../messaging/handle.ts';
import { type Deps, stamp } from './deps.ts';

/**
 * Unsaved work on templates. Written without telling the other pages: it comes every second while somebody types, and
 * nobody else shows it.
 */
export function draftHandlers(deps: Deps): Pick<Handlers, keyof typeof draftMessages> {
  const { templateDrafts } = deps.store.db;
  return {
    'drafts.list': async () => {
      const drafts = await templateDrafts.orderBy('savedAt').reverse().toArray();
      return {
        drafts: drafts.map(({ id, baseVersion, savedAt, form }) => ({
          id,
          baseVersion,
          savedAt,
          name: form.name,
        })),
      };
    },
    'drafts.get': async ({ id }) => ({ draft: (await templateDrafts.get(id)) ?? null }),
    'drafts.keep': async (draft) => {
      await templateDrafts.put({ ...draft, savedAt: stamp(deps) });
      return {};
    },
    'drafts.drop': async ({ id }) => {
      await templateDrafts.delete(id);
      return {};
    },
  };
}
