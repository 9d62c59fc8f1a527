import type { Mail, MailFolder } from '../../lib/contract/mail.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import type { LibraryAnswers } from '../support/library.ts';
import { aMail, someCounts } from '../support/mails.ts';
import { idOf } from '../support/tasks.ts';
import type { Step } from './states.ts';
import { type WorkspaceState, workspace } from './workspace-states.ts';

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
type ListRequest = { query: { folders?: string; text?: string } };
const usual: LibraryAnswers = {
  'mails.folders': () =>
    ok({
      counts: someCounts,
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
