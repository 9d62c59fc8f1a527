import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/db/open.ts';
import { listRecipients } from '../../server/db/queries/mailing-recipients.ts';
import type { HandledRequestOf } from '../../server/http/handlers.ts';
import { createRegisteredLink } from '../../server/mailings/registered-links.ts';
import type { TeamUser } from '../../server/teams/teams.ts';
import { unwrap } from './domain.ts';
import type { DomainName } from './domain-handlers.ts';
import { mailingTests, noActions, noOrigin } from './mailings.ts';

type MailingsName = Extract<DomainName, `mailings.${string}` | `registeredLinks.${string}`>;

/**
 * A mailing of the full workspace: what a stranger asks about it, and what no answer may say of it.
 *
 * @param ownId - a person of the stranger's, who can get into no mailing of others
 */
export async function addNeighbourMailing(
  db: Database,
  user: TeamUser,
  { personId, ownId, now }: { personId: string; ownId: string; now: Date },
): Promise<{ requests: { [N in MailingsName]: HandledRequestOf<N> }; secrets: string[] }> {
  const { consenting, draft, settle } = mailingTests(() => ({ db, alva: user, now }));
  const mailing = await draft([await consenting({ firstName: 'Unseen', email: 'unseen@fjord.example' })], {
    setup: { name: 'Unheard of', subject: 'Read by nobody else' },
  });
  await settle();
  const { id, sources, setup, options } = mailing;
  const all = { statuses: [], search: '', clickers: false, limit: 10, offset: 0 };
  const { recipients } = await listRecipients(db.kysely, user.workspaceId, id, all);
  const recipientId = recipients[0]?.id ?? '';
  const sourceId = sources[0]?.id ?? '';
  const params = { id };
  const page = { limit: 1000, offset: 0 };
  const nowhere = { selectionId: null, projectId: null };
  const list = { search: '', mine: false, statuses: [], ...nowhere, limit: 200, offset: 0 };
  const create = { id: randomUUID(), type: 'email', name: 'Own mailing', ...noOrigin, copyOf: id } as const;
  const source = { kind: 'contacts' as const, id: randomUUID(), personIds: [ownId], excludes: false };
  const response = { kind: 'redirect', url: 'https://fjord.example/unheard-of' } as const;
  const link = { id: randomUUID(), name: 'Followed in silence', response, actions: noActions };
  unwrap(await createRegisteredLink(db, user, link, now));
  const theLink = { params: { id: link.id } };
  const own = { ...link, name: 'Own link', response: { ...response, url: 'https://own.example/' } };
  const requests = {
    'mailings.list': { body: list },
    'mailings.reach': { body: { selectionId: setup.selectionId, projectId: setup.projectId } },
    'mailings.get': { params },
    'mailings.create': { body: create },
    'mailings.save': { params, body: { version: mailing.version, setup, options } },
    'mailings.share': { params, body: { shared: true, teamIds: [] } },
    'mailings.delete': { params },
    'mailings.restore': { params },
    'mailings.addSource': { params, body: source },
    'mailings.removeSource': { params: { id, sourceId } },
    'mailings.readList': { params, body: { stop: false } },
    'mailings.recipients': { params, body: { ...all, groups: [] } },
    'mailings.leaveOut': { params, body: { recipientIds: [recipientId], leftOut: true } },
    'mailings.check': { params },
    'mailings.preview': { params, body: { recipientId } },
    'mailings.test': {
      params,
      body: { testId: randomUUID(), addresses: ['own@example.com'], recipientId },
    },
    'mailings.send': { params, body: { at: null, timeZone: null } },
    'mailings.stop': { params },
    'mailings.start': { params },
    'mailings.revise': { params },
    'mailings.resend': { params, body: { recipientIds: [recipientId] } },
    'mailings.links': { params },
    'mailings.openings': { params },
    'mailings.clickers': { params, body: { number: 1, limit: 10, offset: 0 } },
    'registeredLinks.list': { body: { search: '', limit: 200, offset: 0 } },
    'registeredLinks.get': theLink,
    'registeredLinks.create': { body: { ...own, id: randomUUID() } },
    'registeredLinks.update': { ...theLink, body: own },
    'registeredLinks.delete': theLink,
    'registeredLinks.restore': theLink,
    'registeredLinks.reset': { ...theLink, body: { back: false } },
    'registeredLinks.clickers': { ...theLink, body: { limit: 10, offset: 0 } },
    'mailings.bounces': { params, body: { search: '', limit: 10, offset: 0 } },
    'mailings.ofPerson': { params: { id: personId }, query: page },
  };
  const said = ['Unheard of', 'Read by nobody else', 'Unseen', link.name, response.url];
  return { requests, secrets: [...said, link.id, id, recipientId, sourceId] };
}
