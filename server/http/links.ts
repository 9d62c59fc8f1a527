import { ok } from '../../lib/contract/result.ts';
import { createLinks } from '../links/create.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoint that makes tracked links; what they lead to is served by `publicLinks`. */
export function linkHandlers({ publicUrl }: { publicUrl: string }): HandlersOf<'links.create'> {
  return {
    'links.create': async (context, { body }) => {
      const links = await createLinks(context.db, context, body, publicUrl, context.now);
      return links.ok ? ok({ links: links.value }) : links;
    },
  };
}
