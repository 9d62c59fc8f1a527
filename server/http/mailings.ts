import type { EndpointName } from '../../lib/contract/api.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { statusesOf } from '../../lib/core/mailing/recipient-status.ts';
import { listBounced } from '../db/queries/bounced.ts';
import { listClickers } from '../db/queries/clickers.ts';
import { listMailingsOfPerson, listRecipients } from '../db/queries/mailing-recipients.ts';
import { findMailing } from '../db/queries/mailings.ts';
import { findPerson } from '../db/queries/people.ts';
import { checkStored } from '../mailings/check.ts';
import { listLinks } from '../mailings/links.ts';
import * as mailings from '../mailings/mailings.ts';
import { listOpenings } from '../mailings/openings.ts';
import { previewMailing, testMailing } from '../mailings/preview.ts';
import { unknownMailing } from '../mailings/refusals.ts';
import { resendMailing, reviseMailing, sendMailing, startMailing, stopMailing } from '../mailings/send.ts';
import { addSource, leaveOut, reachOf, removeSource } from '../mailings/sources.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of mailings. */
export function mailingHandlers({
  publicUrl,
}: {
  publicUrl: string;
}): HandlersOf<Extract<EndpointName, `mailings.${string}`>> {
  return {
    'mailings.list': async (context, { body }) => ok(await mailings.listMailings(context.db, context, body)),
    'mailings.reach': async (context, { body }) => await reachOf(context.db, context, body, context.now),
    'mailings.get': async (context, { params }) => await mailings.getMailing(context.db, context, params.id),
    'mailings.create': async (context, { body }) =>
      await mailings.createMailing(context.db, context, body, context.now),
    'mailings.save': async (context, { params, body }) =>
      await mailings.saveMailing(context.db, context, params.id, body, context.now),
    'mailings.share': async (context, { params, body }) =>
      await mailings.shareMailing(context.db, context, params.id, body),
    'mailings.delete': async (context, { params }) =>
      await mailings.deleteMailing(context.db, context, params.id, context.now),
    'mailings.restore': async (context, { params }) =>
      await mailings.restoreMailing(context.db, context, params.id),
    'mailings.addSource': async (context, { params, body }) =>
      await addSource(context.db, context, params.id, body, context.now),
    'mailings.removeSource': async (context, { params }) =>
      await removeSource(context.db, context, params.id, params.sourceId, context.now),
    'mailings.readList': async (context, { params, body }) =>
      await mailings.readList(context.db, context, params.id, body.stop, context.now),
    'mailings.recipients': async (context, { params, body }) => {
      const { kysely } = context.db;
      if (!(await findMailing(kysely, context, params.id))) return unknownMailing();
      const statuses = [...new Set([...body.statuses, ...statusesOf(body.groups)])];
      return ok(await listRecipients(kysely, context.workspaceId, params.id, { ...body, statuses }));
    },
    'mailings.leaveOut': async (context, { params, body }) =>
      await leaveOut(context.db, context, params.id, body, context.now),
    'mailings.check': async (context, { params }) => {
      const { kysely } = context.db;
      const stored = await findMailing(kysely, context, params.id);
      if (!stored) return unknownMailing();
      const problems = await checkStored(kysely, context, stored, publicUrl);
      return ok({ problems, recipients: stored.figures });
    },
    'mailings.preview': async (context, { params, body }) =>
      await previewMailing(context.db, context, params.id, body, publicUrl),
    'mailings.test': async (context, { params, body }) =>
      await testMailing(context.db, context, params.id, body, publicUrl, context.now),
    'mailings.send': async (context, { params, body }) => {
      const at = body.at === null ? null : new Date(body.at);
      return await sendMailing(context.db, context, params.id, { ...body, at }, publicUrl, context.now);
    },
    'mailings.stop': async (context, { params }) =>
      await stopMailing(context.db, context, params.id, context.now),
    'mailings.start': async (context, { params }) =>
      await startMailing(context.db, context, params.id, publicUrl, context.now),
    'mailings.revise': async (context, { params }) =>
      await reviseMailing(context.db, context, params.id, context.now),
    'mailings.resend': async (context, { params, body }) =>
      await resendMailing(context.db, context, params.id, body.recipientIds, publicUrl, context.now),
    'mailings.links': async (context, { params }) => await listLinks(context.db, context, params.id),
    'mailings.openings': async (context, { params }) => await listOpenings(context.db, context, params.id),
    'mailings.clickers': async (context, { params, body }) => {
      const { kysely } = context.db;
      if (!(await findMailing(kysely, context, params.id))) return unknownMailing();
      const { number, ...page } = body;
      return ok(await listClickers(kysely, context, { mailingId: params.id, number }, page));
    },
    'mailings.bounces': async (context, { params, body }) => {
      const { kysely } = context.db;
      if (!(await findMailing(kysely, context, params.id))) return unknownMailing();
      return ok(await listBounced(kysely, context.workspaceId, params.id, body));
    },
    'mailings.ofPerson': async ({ db, workspaceId }, { params, query }) => {
      const person = await findPerson(db.kysely, workspaceId, params.id);
      if (!person) return fail('NOT_FOUND', 'there is no such person');
      return ok(await listMailingsOfPerson(db.kysely, workspaceId, params.id, query));
    },
  };
}
