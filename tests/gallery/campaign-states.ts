import type { Step as CampaignStep, Day } from '../../lib/contract/campaign.ts';
import type {
  CampaignImpact,
  CampaignSheet,
  CampaignSummary,
} from '../../lib/contract/campaign-authoring.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import type { LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import type { Step } from './states.ts';
import { type WorkspaceState, workspace } from './workspace-states.ts';

const step = (
  index: number,
  type: CampaignStep['type'],
  title: string,
  over: Partial<CampaignStep> = {},
): CampaignStep => ({
  id: idOf('step', index),
  type,
  title,
  details: type === 'call' ? 'Ask how many vans are due this autumn.' : '',
  email:
    type === 'email'
      ? {
          subject: `${title} for {{company}}`,
          html: '<p>Hi {{first_name}},</p><p>a question.</p>',
          alsoTo: [],
          cc: [],
          bcc: [],
        }
      : null,
  dueTime: '09:00',
  ...over,
});
const days: Day[] = [
  {
    number: 1,
    steps: [
      step(1, 'email', 'First touch', { send: 'fixed_time', dueTime: '14:00' }),
      step(2, 'email', 'Same-day answer', { send: 'same_time_as_previous', followUp: true }),
    ],
  },
  { number: 2, steps: [step(3, 'call', 'Ring them', { wait: { days: 3, next: 'skip' } })] },
  {
    number: 5,
    steps: [
      step(4, 'inmail', 'Connect'),
      step(5, 'custom', 'Send the brochure to the branch office, with the price list of the year to come'),
    ],
  },
];
const sheet: CampaignSheet = {
  id: idOf('campaign', 1),
  name: 'Autumn fleet renewal',
  category: 'Sales',
  settings: { skipWeekends: true, onReply: 'end' },
  days,
  version: 3,
  ownerId: 'user-1',
  ownerName: 'Karin Holm',
  changedAt: '2026-11-12T13:20:00.000Z',
  archivedAt: null,
  active: 42,
};
const summary = (index: number, over: Partial<CampaignSummary> = {}): CampaignSummary => {
  const { settings: _, days: __, ...rest } = sheet;
  return { ...rest, id: idOf('campaign', index), days: 5, steps: 5, ended: 12, ...over };
};
const some = [
  summary(1),
  summary(2, {
    name: 'Nya kunder i norr',
    category: '',
    active: 0,
    ended: 0,
    steps: 0,
    days: 0,
    ownerName: null,
  }),
  summary(3, {
    name: 'Åpen dag hos oss: kom og se hvordan planleggingstavlen virker i praksis hele torsdag ettermiddag',
    active: 0,
    category: 'Follow-up',
  }),
  summary(4, { name: 'عرض أسعار', active: 1200 }),
];
const impact: CampaignImpact = {
  people: 42,
  versions: [
    { version: 3, people: 30 },
    { version: 2, people: 12 },
  ],
  steps: [
    {
      stepId: idOf('step', 1),
      title: 'First touch',
      type: 'email',
      change: 'text',
      standing: 4,
      ahead: 0,
      behind: 38,
    },
    {
      stepId: idOf('step', 3),
      title: 'Ring them',
      type: 'call',
      change: 'removed',
      standing: 7,
      ahead: 9,
      behind: 26,
    },
  ],
  settings: [],
  forwarded: 7,
  completed: 0,
  redated: 11,
};
const usual: LibraryAnswers = {
  'campaigns.overview': () => ok({ campaigns: some, total: some.length, categories: ['Follow-up', 'Sales'] }),
  'campaigns.get': () => ok(sheet),
  'campaigns.impact': () => ok(impact),
  'campaigns.deletion': () => ok({ active: 42, ended: 12, tasks: 140, versions: 3 }),
};
const manager = { session: { ...signedIn, me: signedIn.me && { ...signedIn.me, role: 'manager' as const } } };
const go: Step = { click: 'a[href="#/campaigns"]' };
const open: Step[] = [go, { press: 'j' }, { press: 'Enter' }];
const campaigns = (steps: Step[], over: LibraryAnswers = {}): WorkspaceState =>
  workspace({ ...usual, ...over }, { state: manager, steps });
const none = () => ok({ campaigns: [], total: 0, categories: [] });

/** The workspace's campaigns. */
export const campaignStates: Record<string, WorkspaceState> = {
  campaigns: campaigns([go]),
  'campaigns-empty': campaigns([go], { 'campaigns.overview': none }),
  'campaigns-away': campaigns([go], { 'campaigns.overview': () => fail('SERVER_AWAY', 'no answer') }),
  'campaigns-delete': campaigns([go, { click: '[aria-label^="Delete Autumn"]' }]),
  'campaign-new': campaigns([go, { press: 'n' }]),
  'campaign-open': campaigns(open),
  'campaign-settings': campaigns([...open, { click: '.campaign-settings summary' }]),
  'campaign-call': campaigns([...open, { click: 'text=Ring them' }]),
  'campaign-moved': campaigns([
    ...open,
    { click: '[aria-label="Move Ring them"]' },
    { press: 'Alt+ArrowUp' },
    { press: 'Alt+ArrowUp' },
  ]),
  'campaign-impact': campaigns([
    ...open,
    { click: '.step-card:first-child >> text=Remove' },
    { click: '.editor-head .button:not(.small):not(.main)' },
  ]),
};
