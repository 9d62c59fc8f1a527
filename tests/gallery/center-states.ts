import type { Mail, MailFolder, MailStanding } from '../../lib/contract/mail.ts';
import { MailFolder as Folders } from '../../lib/contract/mail.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { rowActions } from '../../lib/core/mail/actions.ts';
import { signedIn } from '../support/fake-state.ts';
import type { LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import type { Step } from './states.ts';
import { type WorkspaceState, workspace } from './workspace-states.ts';

const people = [
  ['Ana Itō', 'Fjord Logistik AB', 'Head of Operations'],
  ['Bo Larsen', 'Nordby', 'CFO'],
  ['محمد العلي', 'شركة النقل', ''],
  [
    'Wilhelmina Konstantinopolitanowska-Brzęczyszczykiewicz',
    'Verkehrsbetriebe der Stadt Wanne-Eickel GmbH',
    'Procurement',
  ],
] as const;
const subjects = ['Vans for the autumn', 'A short question about your sites', 'Re: Vans for the autumn'];

/** One of many mails. */
const aMail = (index: number, standing: MailStanding, folder: MailFolder, over: Partial<Mail> = {}): Mail => {
  const [personName, companyName, jobTitle] = people[index % people.length] ?? people[0];
  const at = new Date(Date.UTC(2026, 10, 12, 13, 0) - index * 5_400_000).toISOString();
  const isSent = standing === 'sent' || standing === 'accepted';
  const facts = {
    standing,
    archived: folder === 'archived',
    success: index % 7 === 2,
    inCampaign: index % 5 !== 3,
  };
  return {
    id: idOf('activity', index + 1),
    standing,
    folder,
    actions: rowActions(facts),
    senderId: 'user-1',
    senderName: 'Karin Holm',
    personId: idOf('person', index + 1),
    personName,
    companyName,
    jobTitle,
    email: `person${index}@fjord.example`,
    subject: subjects[index % subjects.length] ?? '',
    campaignId: facts.inCampaign ? idOf('campaign', 1) : null,
    campaignName: facts.inCampaign ? 'Autumn fleet renewal' : null,
    stepTitle: facts.inCampaign ? 'First touch' : null,
    templateId: null,
    templateName: null,
    taskId: idOf('task', index + 1),
    channel: 'smtp',
    createdAt: at,
    updatedAt: at,
    dueAt: at,
    sentAt: isSent ? at : null,
    failedAt: folder === 'failed' || folder === 'bounced' ? at : null,
    at,
    reason: folder === 'bounced' ? '550 5.1.1 No such user here' : null,
    replies: index % 4 === 1 ? 2 : 0,
    clicks: index % 3 === 0 ? null : index % 6,
    lastActivityAt: isSent ? at : null,
    success: facts.success,
    ...over,
  };
};

const many = Array.from({ length: 120 }, (_, index) =>
  aMail(index, index % 2 ? 'sent' : 'accepted', 'delivered'),
);
const bounced = Array.from({ length: 9 }, (_, index) => aMail(index, 'bounced', 'bounced'));
const waiting = Array.from({ length: 14 }, (_, index) =>
  aMail(index, index % 3 ? 'waiting' : 'planned', 'scheduled'),
);
const unsure = [aMail(0, 'unsure', 'unsure', { reason: 'the connection was lost' })];
const byFolder: Partial<Record<MailFolder, Mail[]>> = {
  delivered: many,
  bounced,
  scheduled: waiting,
  unsure,
};
const counts = {
  ...Object.fromEntries(Folders.options.map((name) => [name, 0])),
  delivered: 1284,
  archived: 31,
  scheduled: 212,
  bounced: 9,
  unsure: 1,
};
type ListRequest = { query: { folders?: string; text?: string } };
const usual: LibraryAnswers = {
  'mails.folders': () =>
    ok({
      counts,
      senders: [
        { id: 'user-1', name: 'Karin Holm' },
        { id: 'user-2', name: 'Bo Ek' },
      ],
    }),
  'mails.list': ({ query }: ListRequest) => {
    const mails = query.text ? [] : (byFolder[query.folders as MailFolder] ?? many.slice(0, 5));
    return ok({
      mails,
      total: query.folders === 'delivered' && !query.text ? 1284 : mails.length,
      next: null,
    });
  },
  'mails.searches': () =>
    ok({
      searches: [
        { id: idOf('campaign', 8), name: 'Answered this week', filters: { replied: 'yes', period: 'last7' } },
        {
          id: idOf('campaign', 9),
          name: 'Hot and silent: clicked in the last days, but without any answer',
          filters: { clicked: 'yes', replied: 'no' },
        },
      ],
    }),
  'mails.layouts': () => ok({ layouts: {} }),
  'mails.saveLayout': () => ok({}),
  'mails.do': () => ok({ mail: null }),
};
const go: Step = { click: 'a[href="#/mails"]' };
const center = (steps: Step[] = [], over: LibraryAnswers = {}): WorkspaceState =>
  workspace({ ...usual, ...over }, { state: { session: signedIn }, steps: [go, ...steps] });
const folder = (name: string): Step => ({ click: `.center-folder:has-text("${name}")` });

/** The Command Center. */
export const centerStates: Record<string, WorkspaceState> = {
  center: center(),
  'center-bounced': center([folder('Bounced')]),
  'center-scheduled': center([folder('Scheduled')]),
  'center-unsure': center([folder('Unsure')]),
  'center-filters': center([{ click: 'text=More filters' }]),
  'center-columns': center([{ click: 'header .button:has-text("Columns")' }]),
  'center-save': center([{ click: 'header .button:has-text("Save search")' }]),
  'center-done': center([{ press: 'j' }, { press: 'a' }]),
  'center-empty': center([folder('Drafts')], { 'mails.list': () => ok({ mails: [], total: 0, next: null }) }),
  'center-none': center([{ press: '/' }, { type: 'zzz' }]),
  'center-loading': center([], { 'mails.list': () => new Promise(() => undefined) }),
  'center-away': center([], {
    'mails.list': () => fail('SERVER_AWAY', 'no answer'),
    'mails.folders': () => fail('SERVER_AWAY', 'no answer'),
  }),
};
