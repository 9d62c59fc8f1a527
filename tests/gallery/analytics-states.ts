import { fail, ok } from '../../lib/contract/result.ts';
import { noMails } from '../../lib/core/analytics/add.ts';
import { someCampaigns, someSteps, someTeams, someTemplates, someUsers } from '../support/analytics.ts';
import { signedIn } from '../support/fake-state.ts';
import type { LibraryAnswers } from '../support/library.ts';
import type { Shown, Step } from './states.ts';
import { workspace } from './workspace-states.ts';

const usual: LibraryAnswers = {
  'feed.choices': () => ok({ campaigns: [], users: [{ id: 'user-2', name: 'Bo Ek' }] }),
  'analytics.campaigns': () => ok(someCampaigns),
  'analytics.steps': () => ok(someSteps),
  'analytics.templates': () => ok(someTemplates),
  'analytics.users': () => ok(someUsers),
};
const { me } = signedIn;
const session = { ...signedIn, me: me && { ...me, role: 'admin' as const } };
const page = (steps: Step[] = [], over: LibraryAnswers = {}): Shown =>
  workspace(
    { ...usual, ...over },
    { state: { session }, steps: [{ click: 'a[href="#/analytics"]' }, ...steps] },
  );

/** The analytics. */
export const analyticsStates: Record<string, Shown> = {
  analytics: page(),
  'analytics-table': page([{ click: '.chart summary' }]),
  'analytics-steps': page([{ click: '.count-table .who' }]),
  'analytics-templates': page([{ click: 'nav .button:has-text("Templates")' }]),
  'analytics-users': page([{ click: 'nav .button:has-text("People at work")' }]),
  'analytics-teams': page([{ click: 'nav .button:has-text("Teams")' }], {
    'teams.list': () => ok({ teams: someTeams }),
  }),
  'analytics-days': page([{ click: 'label:has-text("When") select' }, { press: 'End' }, { press: 'Enter' }]),
  'analytics-empty': page([], {
    'analytics.campaigns': () => ok({ ...someCampaigns, campaigns: [], mails: noMails }),
  }),
  'analytics-loading': page([], { 'analytics.campaigns': () => new Promise(() => undefined) }),
  'analytics-away': page([], { 'analytics.campaigns': () => fail('SERVER_AWAY', 'no answer') }),
};
