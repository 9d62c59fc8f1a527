import { randomUUID } from 'node:crypto';
import { fail, ok } from '../../lib/contract/result.ts';
import { limit } from '../accounts/limits.ts';
import { findMember } from '../db/queries/accounts.ts';
import { describeClients, setClient } from '../delivery/channels/clients.ts';
import { startConnection } from '../delivery/channels/connect.ts';
import {
  addChannel,
  describeSending,
  goOn,
  removeChannel,
  restoreChannel,
  type SendingOptions,
  testChannel,
} from '../delivery/channels/manage.ts';
import type { CallContext, HandlersOf } from './handlers.ts';

/** Endpoints of one's own way out. */
export function channelHandlers(
  sending: Omit<SendingOptions, 'db'>,
): HandlersOf<
  | 'channels.get'
  | 'channels.add'
  | 'channels.connect'
  | 'channels.goOn'
  | 'channels.test'
  | 'channels.remove'
  | 'channels.restore'
  | 'providers.get'
  | 'providers.set'
> {
  const withDb = ({ db }: CallContext): SendingOptions => ({ ...sending, db });
  return {
    'channels.get': async (context) => ok(await describeSending(withDb(context), context)),
    'channels.add': (context, { body }) =>
      addChannel(withDb(context), { ...ownerOf(context), role: context.role }, body, context.now),
    'channels.connect': (context, { body }) =>
      startConnection(withDb(context), ownerOf(context), body, context.now),
    'channels.goOn': (context) => goOn(withDb(context), ownerOf(context), context.now),
    'providers.get': async (context) => ok(await describeClients(withDb(context), context.workspaceId)),
    'providers.set': (context, { body }) => setClient(withDb(context), ownerOf(context), body, context.now),
    'channels.remove': (context, { params }) =>
      removeChannel(withDb(context), ownerOf(context), params.id, context.now),
    'channels.restore': (context, { params }) =>
      restoreChannel(withDb(context), ownerOf(context), params.id, context.now),
    'channels.test': async (context, { params, body }) => {
      const { db, workspaceId, userId, now } = context;
      const options = withDb(context);
      const shown = await describeSending(options, context);
      if (shown.channel?.id !== params.id)
        return fail('NOT_FOUND', 'there is no such account of yours to send through');
      const tooMany = await limit(db.kysely, 'channelTest', userId, now);
      if (tooMany) return tooMany;
      const member = await findMember(db.kysely, workspaceId, userId);
      if (!member) return fail('NOT_SIGNED_IN', 'you are no longer in this workspace');
      const mail = { ...body, id: randomUUID(), to: member.email, name: member.name };
      return await testChannel(options, ownerOf(context), mail, now);
    },
  };
}

const ownerOf = ({ workspaceId, userId }: CallContext) => ({ workspaceId, userId });
