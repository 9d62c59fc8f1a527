import { randomUUID } from 'node:crypto';
import { NewTemplate } from '../../lib/contract/template.ts';
import { addAbsence } from '../../server/campaigns/absences.ts';
import { setDaysOff } from '../../server/campaigns/days-off.ts';
import { sayReplied } from '../../server/campaigns/runs.ts';
import type { Database } from '../../server/db/open.ts';
import { markMail } from '../../server/db/queries/mail-marks.ts';
import { saveLayout } from '../../server/db/queries/mail-searches.ts';
import { listCategories } from '../../server/db/queries/template-categories.ts';
import { withTransaction } from '../../server/db/transaction.ts';
import { setClient } from '../../server/delivery/channels/clients.ts';
import { setDkim } from '../../server/delivery/channels/dkim-keys.ts';
import { addChannel } from '../../server/delivery/channels/manage.ts';
import { planSends } from '../../server/delivery/ledger.ts';
import type { CallContext, HandledRequestOf } from '../../server/http/handlers.ts';
import { addImage } from '../../server/images/add.ts';
import { keepSearch } from '../../server/mails/searches.ts';
import { addPerson as insertPerson } from '../../server/people/people.ts';
import { changeTasks } from '../../server/tasks/change.ts';
import { createTask } from '../../server/tasks/create.ts';
import { createTeam } from '../../server/teams/teams.ts';
import { attach } from '../../server/templates/attachments.ts';
import { act, addCampaign, addPerson, launch, newStep, openTask, unwrap } from './domain.ts';
import { type DomainName, publicUrl } from './domain-handlers.ts';
import { pngOf } from './images.ts';
import { addNeighbourCompany } from './neighbour-companies.ts';
import { addNeighbourContent } from './neighbour-content.ts';
import { addNeighbourDomains } from './neighbour-domains.ts';
import { addNeighbourImport } from './neighbour-imports.ts';
import { addNeighbourMailing } from './neighbour-mailings.ts';
import { addNeighbourSelection } from './neighbour-selections.ts';
import { testSending } from './sending.ts';
import { aSend } from './sends.ts';
import { addTemplate, changeOf } from './templates.ts';
import { addWorkspace, firstUser } from './workspace.ts';

type Requests = { [N in DomainName]: HandledRequestOf<N> };

/** Two workspaces: one that is full, and a stranger of the other who knows its ids. */
export interface Neighbours {
  /** Of the full one. */
  workspaceId: string;
  stranger: CallContext;
  /** The stranger's requests, in order, each with ids of the full workspace where it takes any. */
  requests: Requests;
  /** Texts and ids of the full workspace, of which no answer may say anything. */
  secrets: string[];
}

export async function addNeighbours(db: Database, now: Date): Promise<Neighbours> {
  const [ours, theirs] = [await addWorkspace(db, 'Ours'), await addWorkspace(db, 'Theirs', ['Bo'])];
  const owner = { workspaceId: ours.workspaceId, userId: firstUser(ours) };
  const ourselves = { ...owner, role: 'admin' } as const;
  const person = await addPerson(db, ours.workspaceId, now, 'Secret');
  unwrap(
    await insertPerson(db, ours.workspaceId, { firstName: 'Secretly', fields: { 'Hidden plan': 'x' } }, now),
  );
  const campaign = await addCampaign(db, ours.workspaceId, now);
  await launch(db, owner, campaign, [person], now);
  const task = await openTask(db, owner);
  const template = await addTemplate(db, owner, now, { name: 'Quiet', category: 'Hidden', shared: true });
  const [category] = await listCategories(db.kysely, owner.workspaceId, owner.userId);
  const categoryId = category?.id ?? '';
  const pdf = { type: 'application/pdf', content: new Uint8Array(3) };
  const attachment = { ...pdf, id: randomUUID(), name: 'Plan.pdf' };
  unwrap(await attach(db, ourselves, template.id, attachment, now));
  const ids = { templateId: template.id, attachmentId: attachment.id };
  const content = await addNeighbourContent(db, ourselves, { ...ids, now });
  const teamId = randomUUID();
  const team = { id: teamId, name: 'Behind curtains', memberIds: [owner.userId] };
  unwrap(await createTeam(db, ourselves, team, now));
  const domains = await addNeighbourDomains(db, owner, now);
  const companies = await addNeighbourCompany(db, owner.workspaceId, person.id, now);
  const imported = await addNeighbourImport(db, ourselves, now);
  const image = unwrap(await addImage(db, owner, pngOf(4, 2), publicUrl, now));
  await setDaysOff(db, owner, [{ date: '2026-12-31', name: 'Feast behind doors' }], now);
  const enrolmentId = task.enrolmentId ?? '';
  const eventId = randomUUID();
  unwrap(await sayReplied(db, ourselves, { enrolmentId, id: eventId }, now));
  const changeId = randomUUID();
  const ownTask = unwrap(
    await createTask(
      db,
      owner.workspaceId,
      owner.userId,
      { type: 'call', title: 'Ring in silence', dueAt: now.toISOString(), personId: person.id },
      now,
    ),
  );
  unwrap(
    await changeTasks(db, ourselves, { id: changeId, taskIds: [ownTask.id], deed: { kind: 'delete' } }, now),
  );
  const [mail] = await planSends(
    db.kysely,
    [aSend(owner, { source: 'own/1', content: { ...aSend(owner).content, subject: 'Kept back' } })],
    now,
  );
  const mailId = mail?.id ?? '';
  const searchId = randomUUID();
  const filters = { campaignId: campaign.id };
  unwrap(await keepSearch(db, ourselves, { id: searchId, name: 'Kept quiet', filters }, now));
  const layout = { columns: [{ name: 'person', widthPx: 200 }], sort: 'at', descending: true } as const;
  const kept = { ...layout, columns: [...layout.columns] };
  await saveLayout(db.kysely, owner, { folder: 'bounced', layout: kept }, now);
  const mark = { mailId, taskId: null, byUserId: owner.userId, success: true };
  await withTransaction(db, (tx) => markMail(tx, owner.workspaceId, mark, now));
  const channelId = randomUUID();
  const accountOf = (id: string, domain: string) => ({
    id,
    kind: 'smtp' as const,
    address: `kept@${domain}`,
    settings: { host: `mail.${domain}`, port: 465, security: 'tls' as const, user: 'kept' },
    password: 'Password kept',
  });
  unwrap(await addChannel({ ...testSending, db }, ourselves, accountOf(channelId, 'quiet.example'), now));
  const key = {
    id: randomUUID(),
    domain: 'quiet.example',
    selector: 'selector-kept',
    key: { from: 'new' as const, algorithm: 'ed25519' as const },
  };
  unwrap(await setDkim({ ...testSending, db }, owner, channelId, key, now));
  const ownClient = { clientId: 'Client kept', clientSecret: 'Secret of the client kept', tenant: null };
  unwrap(await setClient({ ...testSending, db }, owner, { provider: 'google', client: ownClient }, now));
  const day = now.toISOString().slice(0, 10);
  const away = { firstDay: day, lastDay: day, tasks: 'spread', perDay: 20, mails: 'goOn' } as const;
  const absenceId = randomUUID();
  unwrap(await addAbsence(db, { ...owner, role: 'user' }, { ...away, id: absenceId }, now));
  // What a stranger's own ids must not be able to join to.
  const own = await addPerson(db, theirs.workspaceId, now, 'Own');
  const joined = { personId: person.id, ownId: own.id, now };
  const selections = await addNeighbourSelection(db, ourselves, joined);
  const mailings = await addNeighbourMailing(db, ourselves, joined);
  const secrets = [
    ours.workspaceId,
    owner.userId,
    'Secret',
    'Spring',
    'Call 1',
    'Alva',
    'quiet.example',
    'selector-kept',
    'Password kept',
    'Client kept',
    'Quiet',
    'Hidden',
    'Plan.pdf',
    'Feast behind doors',
    'Kept back',
    'Kept quiet',
    'Ring in silence',
    'Behind curtains',
    mailId,
    image.url,
    task.enrolmentId ?? '',
    ...content.secrets,
    ...domains.secrets,
    ...companies.secrets,
    ...imported.secrets,
    ...selections.secrets,
    ...mailings.secrets,
  ];
  const stranger: CallContext = {
    db,
    workspaceId: theirs.workspaceId,
    userId: firstUser(theirs),
    role: 'admin',
    tokenId: null,
    now,
  };
  const page = { limit: 1000, offset: 0 };
  const byId = { params: { id: template.id } };
  const email = { subject: 'S', html: '', alsoTo: [], cc: [], bcc: [] };
  const settings = { skipWeekends: false, onReply: 'end' } as const;
  const taken = { name: 'Taken', category: '', settings, days: [] };
  const requests: Requests = {
    ...imported.requests,
    'people.list': { query: { ...page, search: 'secret' } },
    'people.fields': {},
    'people.get': { params: { id: person.id } },
    'people.create': { body: { firstName: 'New' } },
    'people.update': { params: { id: person.id }, body: { firstName: 'Taken' } },
    'people.lookup': { body: { emails: ['secret@example.com', 'own@example.com'] } },
    'people.context': { params: { id: person.id } },
    'people.log': {
      params: { id: person.id },
      body: { id: randomUUID(), kind: 'note.logged', at: now.toISOString(), title: 'Seen', note: null },
    },
    'people.setConsent': {
      params: { id: person.id, purpose: 'sales' },
      body: { status: 'withdrawn', legalBasis: null, source: 'email', comment: null },
    },
    'people.setNoMailings': {
      params: { id: person.id },
      body: { noMailings: true, source: 'email', comment: null },
    },
    'people.setFormer': { params: { id: person.id }, body: { former: true } },
    'enrolments.plan': { params: { id: enrolmentId } },
    'enrolments.replied': { params: { id: enrolmentId }, body: { id: randomUUID() } },
    'enrolments.stop': { params: { id: enrolmentId }, body: { id: randomUUID() } },
    'enrolments.stopMany': { body: { runs: [{ enrolmentId, id: randomUUID() }] } },
    'enrolments.undo': { params: { id: enrolmentId }, body: { undoes: eventId } },
    'links.create': { body: { personId: person.id, urls: ['https://example.com/'] } },
    // The very same picture.
    'images.add': { file: { content: pngOf(4, 2), type: 'image/png' } },
    'countries.list': {},
    ...content.requests,
    'tracking.get': {},
    'tracking.set': { body: { links: false, opens: true } },
    'limits.get': {},
    'limits.set': { body: { peoplePerLaunch: 3, launchesPerDay: 4, runningCampaigns: 5 } },
    'teams.list': {},
    'teams.create': { body: { id: randomUUID(), name: 'Own team', memberIds: [] } },
    'teams.update': { params: { id: teamId }, body: { name: 'Taken', memberIds: [] } },
    'teams.deletion': { params: { id: teamId } },
    'teams.delete': { params: { id: teamId } },
    ...selections.requests,
    ...mailings.requests,
    ...domains.requests,
    ...companies.requests,
    'lockdown.set': { body: { templates: true, campaigns: true } },
    'channels.get': {},
    'channels.add': { body: accountOf(randomUUID(), 'other.example') },
    'channels.connect': { body: { id: randomUUID(), provider: 'google', way: 'api', channelId } },
    'channels.goOn': {},
    'providers.get': {},
    'providers.set': { body: { provider: 'microsoft', client: null } },
    'channels.test': { params: { id: channelId }, body: { subject: 'Test', text: 'Test' } },
    'channels.remove': { params: { id: channelId } },
    'channels.restore': { params: { id: channelId } },
    'dkim.set': { params: { id: channelId }, body: { ...key, id: randomUUID() } },
    'dkim.sign': { params: { id: channelId }, body: { signs: true } },
    'dkim.check': { params: { id: channelId } },
    'dkim.remove': { params: { id: channelId } },
    'absences.list': {},
    'absences.foretell': { body: away },
    'absences.add': { body: { ...away, id: randomUUID() } },
    'absences.end': { params: { id: absenceId }, body: { ended: true } },
    'absences.remove': { params: { id: absenceId } },
    'daysOff.get': {},
    'daysOff.set': { body: { days: [{ date: '2026-12-24', name: 'Own day' }] } },
    'mails.folders': { query: { as: 'all' } },
    'mails.list': {
      query: { as: 'all', sort: 'at', order: 'descending', limit: 100, campaignId: campaign.id },
    },
    'mails.do': { params: { id: mailId }, body: { deed: 'archive' } },
    'mails.searches': {},
    'mails.saveSearch': { params: { id: searchId }, body: { name: 'Own search', filters: {} } },
    'mails.deleteSearch': { params: { id: searchId } },
    'mails.layouts': {},
    'mails.saveLayout': {
      params: { folder: 'delivered' },
      body: { columns: [{ name: 'person', widthPx: 200 }], sort: 'at', descending: true },
    },
    'feed.list': { query: { as: 'all', limit: 100, campaignId: campaign.id } },
    'feed.news': {},
    'feed.look': { body: { at: now.toISOString() } },
    'feed.choices': {},
    'analytics.campaigns': { query: { period: 'last30', as: 'all' } },
    'analytics.steps': { params: { id: campaign.id }, query: { period: 'last30', as: 'all' } },
    'analytics.templates': { query: { period: 'last30', as: 'all' } },
    'analytics.users': { query: { period: 'last30', as: 'all' } },
    'campaigns.list': { query: page },
    'campaigns.get': { params: { id: campaign.id } },
    'campaigns.create': {
      body: {
        name: 'New',
        category: '',
        settings: { skipWeekends: true, onReply: 'end' },
        days: [{ number: 1, steps: [newStep({ type: 'call', id: task.stepId ?? randomUUID() })] }],
      },
    },
    'campaigns.overview': { query: { ...page, view: 'all' } },
    'campaigns.update': { params: { id: campaign.id }, body: { ...taken, baseVersion: 1, people: 'move' } },
    'campaigns.impact': { params: { id: campaign.id }, body: taken },
    'campaigns.copy': { params: { id: campaign.id }, body: { id: randomUUID(), name: 'Taken' } },
    'campaigns.share': { params: { id: campaign.id }, body: { shared: false, teamIds: [teamId] } },
    'campaigns.archive': { params: { id: campaign.id }, body: { archived: true } },
    'campaigns.deletion': { params: { id: campaign.id } },
    'campaigns.delete': { params: { id: campaign.id } },
    'campaigns.version': { params: { id: campaign.id, version: 1 } },
    'campaigns.versions': { params: { id: campaign.id } },
    'campaigns.restore': {
      params: { id: campaign.id },
      body: { version: 1, baseVersion: 1, people: 'move' },
    },
    'campaigns.launch': {
      params: { id: campaign.id },
      body: {
        personIds: [own.id, person.id],
        startAt: now.toISOString(),
        timeZone: 'UTC',
        choices: [{ personId: person.id, fields: { phone: { type: 'edit', value: 'Taken' } } }],
        missingFields: 'byHand',
      },
    },
    'campaigns.plan': {
      params: { id: campaign.id },
      body: { personIds: [own.id, person.id], timeZone: 'UTC' },
    },
    'campaigns.candidates': { params: { id: campaign.id }, body: { personIds: [own.id, person.id] } },
    'campaigns.people': { params: { id: campaign.id }, query: { ...page, view: 'all' } },
    'campaigns.plans': { params: { id: campaign.id }, body: { enrolmentIds: [enrolmentId] } },
    'campaigns.gate': { params: { id: campaign.id }, body: { personIds: [own.id, person.id] } },
    'campaigns.enrolments': { params: { id: campaign.id }, query: page },
    'rehearsals.start': {
      params: { id: campaign.id },
      body: {
        id: randomUUID(),
        sample: false,
        personIds: [own.id, person.id],
        people: 1,
        timeZone: 'UTC',
        seed: 1,
        mix: {},
        work: { kind: 'atDue' },
      },
    },
    'rehearsals.get': { params: { id: campaign.id } },
    'rehearsals.stop': { params: { id: campaign.id }, body: {} },
    'tasks.list': { query: page },
    'tasks.get': { params: { id: task.id } },
    'tasks.release': { params: { id: task.id } },
    'tasks.create': {
      body: {
        type: 'email',
        title: 'T',
        priority: 'normal',
        dueAt: now.toISOString(),
        details: '',
        email,
        personId: person.id,
      },
    },
    'tasks.search': { query: { limit: 500, offset: 0, assigneeId: 'all', campaignId: campaign.id } },
    'tasks.update': { params: { id: task.id }, body: { title: 'Taken' } },
    'tasks.consequences': { body: { taskIds: [task.id], deed: { kind: 'skip' } } },
    'tasks.change': {
      body: { id: randomUUID(), taskIds: [task.id], deed: { kind: 'assign', to: firstUser(theirs) } },
    },
    'tasks.takeBack': { params: { id: changeId } },
    'members.list': {},
    'templates.list': { query: { ...page, view: 'all', sort: 'name' } },
    'templates.recommended': { query: { personId: person.id } },
    'templates.export': { body: { ids: [template.id] } },
    'templates.get': byId,
    'templates.preview': { ...byId, query: { personId: own.id } },
    'templates.figures': byId,
    'templates.update': {
      ...byId,
      body: changeOf(template, { name: 'Taken', category: '' }),
    },
    'templates.move': { ...byId, body: { category: 'Taken' } },
    'templates.share': { ...byId, body: { shared: true, teamIds: [] } },
    'templates.archive': { ...byId, body: { archived: true } },
    'templates.deletion': byId,
    'templates.delete': byId,
    'templates.duplicate': { ...byId, body: { id: randomUUID(), name: 'Taken' } },
    'templates.favourite': { ...byId, body: { favourite: true } },
    'templates.versions': byId,
    'templates.version': { params: { id: template.id, version: 1 } },
    'templates.diff': { ...byId, query: { from: 1, to: 1 } },
    'templates.restore': { ...byId, body: { version: 1, baseVersion: 1 } },
    'templates.copies': byId,
    'templates.updateCopies': { ...byId, body: { campaignIds: [campaign.id], version: 1, edited: true } },
    'templates.attach': {
      ...byId,
      query: { attachmentId: attachment.id, name: 'Taken' },
      file: { content: new Uint8Array(1), type: 'text/plain' },
    },
    'templates.attachment': { params: { id: template.id, attachmentId: attachment.id } },
    'templates.detach': { params: { id: template.id, attachmentId: attachment.id } },
    'templateCategories.list': {},
    'templateCategories.rename': { params: { id: categoryId }, body: { name: 'Taken' } },
    'templateCategories.merge': { params: { id: categoryId }, body: { into: categoryId } },
    'templateCategories.delete': { params: { id: categoryId } },
    'templates.used': { params: { id: template.id }, body: { id: randomUUID() } },
    'sync.pull': { query: { limit: 1000 } },
    // After the others: the same id is free in another workspace.
    'templates.create': {
      body: NewTemplate.parse({ id: template.id, name: 'Mine', subject: '', html: '', shared: true }),
    },
    'templates.import': {
      body: {
        id: randomUUID(),
        shared: true,
        file: {
          format: 'utskick.templates',
          formatVersion: 1,
          exportedAt: now.toISOString(),
          templates: [{}],
        },
      },
    },
    'templates.importHtml': { body: { id: template.id, name: 'Other', category: '', source: '<p>x</p>' } },
    'templateCategories.create': { body: { id: categoryId, name: 'Own' } },
    'sync.push': { body: { actions: [act('task.complete', task, now.toISOString(), { outcome: {} })] } },
  };
  return { workspaceId: ours.workspaceId, stranger, requests, secrets };
}
