import { limit } from '../accounts/limits.ts';
import { checkDkim, removeDkim, setDkim, signMails } from '../delivery/channels/dkim-keys.ts';
import type { SendingOptions } from '../delivery/channels/manage.ts';
import type { CallContext, HandlersOf } from './handlers.ts';

/** Endpoints of how one's own mails are signed. */
export function dkimHandlers(
  sending: Omit<SendingOptions, 'db'>,
): HandlersOf<'dkim.set' | 'dkim.sign' | 'dkim.check' | 'dkim.remove'> {
  const withDb = ({ db }: CallContext): SendingOptions => ({ ...sending, db });
  return {
    'dkim.set': (context, { params, body }) =>
      setDkim(withDb(context), ownerOf(context), params.id, body, context.now),
    'dkim.sign': (context, { params, body }) =>
      signMails(withDb(context), ownerOf(context), params.id, body.signs, context.now),
    'dkim.check': async (context, { params }) => {
      const tooMany = await limit(context.db.kysely, 'dkimCheck', context.userId, context.now);
      return tooMany ?? (await checkDkim(withDb(context), ownerOf(context), params.id));
    },
    'dkim.remove': (context, { params }) =>
      removeDkim(withDb(context), ownerOf(context), params.id, context.now),
  };
}

const ownerOf = ({ workspaceId, userId }: CallContext) => ({ workspaceId, userId });
