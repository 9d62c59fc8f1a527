import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { addContent, listContent, shareContent, usesOfContent } from '../content/content.ts';
import { deleteContent, restoreContent } from '../content/delete.ts';
import { attachContent, trackAttachment } from '../content/of-template.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of files that mails link to; `mountPublicContent` serves them. */
export function contentHandlers({
  publicUrl,
}: {
  publicUrl: string;
}): HandlersOf<Extract<EndpointName, `content.${string}`>> {
  return {
    'content.list': async (context) =>
      ok({ items: await listContent(context.db.kysely, { ...context, publicUrl }) }),
    'content.add': async (context, { query, file }) => {
      const given = { id: query.contentId, name: query.name, content: file.content };
      return await addContent(context.db, { ...context, publicUrl }, given, context.now);
    },
    'content.share': async (context, { params, body }) =>
      await shareContent(context.db, { ...context, publicUrl }, params.id, body),
    'content.uses': async (context, { params }) =>
      await usesOfContent(context.db, { ...context, publicUrl }, params.id),
    'content.delete': async (context, { params }) =>
      await deleteContent(context.db, { ...context, publicUrl }, params.id, context.now),
    'content.restore': async (context, { params }) =>
      await restoreContent(context.db, { ...context, publicUrl }, params.id, context.now),
    'content.track': async (context, { params, body }) =>
      await trackAttachment(context.db, { ...context, publicUrl }, params.id, body, context.now),
    'content.attach': async (context, { params, body }) =>
      await attachContent(context.db, { ...context, publicUrl }, params.id, body, context.now),
  };
}
