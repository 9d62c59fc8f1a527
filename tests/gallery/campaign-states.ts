import type { Step as CampaignStep, Day } from '../../lib/contract/campaign.ts';
import type {
  CampaignImpact,
  CampaignSheet,
  CampaignSummary,
  CampaignVersion,
  StepImpact,
} from '../../lib/contract/campaign-authoring.ts';
import { usualLimits } from '../../lib/contract/limits.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import type { LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import { onIt, people, planOf, selectionOf, stranger } from './campaign-people.ts';
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
  shared: true,
  teamIds: [],
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
const changed = (index: number, title: string, change: StepImpact['change']) => ({
  stepId: idOf('step', index),
  title,
  type: 'email' as const,
  change,
});
const versionOf = (version: number, over: Partial<CampaignVersion> = {}): CampaignVersion => ({
  version,
  at: '2026-11-12T13:20:00.000Z',
  byName: 'Karin Holm',
  name: sheet.name,
  steps: 5,
  restoredFrom: null,
  people: 0,
  changes: [],
  settings: [],
  ...over,
});
const versions = [
  versionOf(3, { people: 30, changes: [changed(1, 'First touch', 'text')] }),
  versionOf(2, {
    people: 12,
    byName: null,
    restoredFrom: 1,
    changes: [
      changed(5, 'Send the brochure to the branch office, with the price list of the year to come', 'added'),
      changed(2, 'Same-day answer', 'moved'),
      changed(3, 'Ring them', 'moved'),
    ],
    settings: ['skipWeekends'],
  }),
  versionOf(1),
];
const gate = { steps: [], editable: [] };
export const usual: LibraryAnswers = {
  'people.list': () => ok({ people, total: 320 }),
  'limits.get': () => ok(usualLimits),
  'selections.list': () =>
    ok({ selections: [selectionOf(1, { name: 'Autumn fair' }), selectionOf(2, stranger), selectionOf(3)] }),
  'selections.people': () => ok({ people, total: people.length }),
  'campaigns.candidates': () =>
    ok({
      people: [1, 2, 3, 5].map((index) => ({
        personId: idOf('person', index),
        otherCampaigns: index === 2 ? ['Nya kunder i norr', 'Winter'] : [],
        addressDead: index === 3 ? '550 no such user' : null,
      })),
      refused: [
        { personId: idOf('person', 4), code: 'PERSON_NOT_REACHABLE', message: 'Priya Berg has no address' },
      ],
    }),
  'campaigns.gate': () => ok(gate),
  'campaigns.plan': () => ok({ plans: [1, 2, 3, 5].map(planOf) }),
  'campaigns.launch': () =>
    ok({
      enrolled: [1, 2, 3].map((index) => ({
        id: idOf('action', index),
        campaignId: idOf('campaign', 1),
        personId: idOf('person', index),
        assigneeId: 'user-1',
        status: 'active',
        startAt: '2026-11-13T09:00:00.000Z',
        timeZone: 'Europe/Stockholm',
        currentStepId: idOf('step', 1),
      })),
      refused: [
        { personId: idOf('person', 5), code: 'ALREADY_ENROLLED', message: 'is on it already' },
        {
          personId: idOf('person', 4),
          code: 'FIELD_MISSING',
          message: 'lacks phone',
          missing: ['phone', 'fields.plan'],
        },
      ],
      skipped: [],
    }),
  'campaigns.people': () => ok({ people: onIt, total: onIt.length }),
  'campaigns.plans': ({ body }: { body: { enrolmentIds: string[] } }) =>
    ok({
      plans: body.enrolmentIds.map((enrolmentId, index) => ({ enrolmentId, ...planOf(index + 1) })),
    }),
  'campaigns.overview': () => ok({ campaigns: some, total: some.length, categories: ['Follow-up', 'Sales'] }),
  'campaigns.get': () => ok(sheet),
  'campaigns.impact': () => ok(impact),
  'campaigns.versions': () => ok({ versions }),
  'campaigns.version': () => ok(sheet),
  'campaigns.deletion': () => ok({ active: 42, ended: 12, tasks: 140, versions: 3 }),
};
const manager = { session: { ...signedIn, me: signedIn.me && { ...signedIn.me, role: 'manager' as const } } };
const go: Step = { click: 'a[href="#/campaigns"]' };
const open: Step[] = [go, { press: 'j' }, { press: 'Enter' }];
const campaigns = (steps: Step[], over: LibraryAnswers = {}): WorkspaceState =>
  workspace({ ...usual, ...over }, { state: manager, steps });
const next: Step = { click: '.launch-foot .main' };
const toLaunch: Step[] = [go, { click: '[aria-label^="Add people to Autumn"]' }];
const toAnswer: Step[] = [...toLaunch, { click: 'text=Choose as many' }, next];
const toFirst: Step[] = [...toAnswer, next];
const toWhen: Step[] = [...toFirst, next];
const toPlan: Step[] = [...toWhen, { click: '.launch-when label:nth-of-type(1) input' }, next];
const toPeople: Step[] = [go, { click: '[aria-label$="inside Autumn fleet renewal"]' }];
const none = () => ok({ campaigns: [], total: 0, categories: [] });

/** The workspace's campaigns. */
export const campaignStates: Record<string, WorkspaceState> = {
  campaigns: campaigns([go]),
  'campaign-read': workspace(
    { ...usual, 'campaigns.get': () => ok({ ...sheet, ownerId: 'user-9' }) },
    { steps: [...open, { click: 'text=First touch' }] },
  ),
  'campaigns-empty': campaigns([go], { 'campaigns.overview': none }),
  'campaigns-away': campaigns([go], { 'campaigns.overview': () => fail('SERVER_AWAY', 'no answer') }),
  'campaigns-delete': campaigns([go, { click: '[aria-label^="Delete Autumn"]' }]),
  'launch-people': campaigns([...toLaunch, { type: 'berg' }, { click: 'text=Choose as many' }]),
  'launch-selections': campaigns([...toLaunch, { click: '.launch search .button' }]),
  'launch-selections-none': campaigns([...toLaunch, { click: '.launch search .button' }], {
    'selections.list': () => ok({ selections: [] }),
  }),
  'launch-selection-chosen': campaigns([
    ...toLaunch,
    { click: '.launch search .button' },
    { click: 'dialog li .button' },
  ]),
  'launch-selection-edit': campaigns([
    ...toLaunch,
    { click: '.launch search .button' },
    { click: 'dialog li .icon-button' },
  ]),
  'launch-selection-deleted': campaigns(
    [
      ...toLaunch,
      { click: '.launch search .button' },
      { click: 'dialog li [aria-label^="Delete"]' },
      { click: 'dialog .button.main' },
    ],
    { 'selections.delete': () => ok({}) },
  ),
  'launch-selection-keep': campaigns([
    ...toLaunch,
    { click: 'text=Choose as many' },
    { click: 'text=Keep as a selection' },
    { press: 'Enter' },
  ]),
  'launch-nobody': campaigns(toLaunch, { 'people.list': () => ok({ people: [], total: 0 }) }),
  'launch-answer': campaigns(toAnswer),
  'launch-limit': campaigns(toAnswer, {
    'campaigns.candidates': () =>
      fail('LIMIT_REACHED', '2 launches are the most for one day', [
        { path: 'launchesPerDay', message: '2' },
      ]),
  }),
  'launch-first': campaigns(toFirst),
  'launch-rewrite': campaigns([...toFirst, { click: '[aria-pressed]' }]),
  'launch-when': campaigns(toWhen),
  'launch-plan': campaigns(toPlan),
  'launch-working': campaigns([...toPlan, next], { 'campaigns.launch': () => new Promise(() => undefined) }),
  'launch-done': campaigns([...toPlan, next]),
  'campaign-people': campaigns(toPeople),
  'campaign-people-plan': campaigns([...toPeople, { press: 'j' }, { press: 'Enter' }]),
  'campaign-people-none': campaigns(toPeople, { 'campaigns.people': () => ok({ people: [], total: 0 }) }),
  'campaign-people-away': campaigns(toPeople, {
    'campaigns.people': () => fail('SERVER_AWAY', 'no answer'),
  }),
  'campaign-new': campaigns([go, { press: 'n' }]),
  'campaign-open': campaigns(open),
  'campaign-copies-wrong': campaigns([
    ...open,
    { click: '.copies-fields .field:first-child input' },
    { type: 'Anna Ek <anna@fjord.example>, chef' },
    { click: 'text=Add language' },
    { type: 'sv' },
    { press: 'Enter' },
  ]),
  'campaign-language-removed': campaigns([
    ...open,
    { click: 'text=Add language' },
    { type: 'sv' },
    { press: 'Enter' },
    { click: 'text=Remove this language' },
  ]),
  'campaign-settings': campaigns([...open, { click: '.campaign-settings summary' }]),
  'campaign-call': campaigns([...open, { click: 'text=Ring them' }]),
  'campaign-moved': campaigns([
    ...open,
    { click: '[aria-label="Move Ring them"]' },
    { press: 'Alt+ArrowUp' },
    { press: 'Alt+ArrowUp' },
  ]),
  'campaign-rehearse-chosen': campaigns([
    ...open,
    { click: '.editor-head >> text=Rehearse' },
    { click: '.rehearsal-wishes select' },
    { press: 'ArrowDown' },
    { press: 'Enter' },
    { click: '.rehearsal-wishes .main' },
  ]),
  'campaign-versions': campaigns([...open, { click: 'text=Versions' }, { press: 'ArrowDown' }]),
  'campaign-restore': campaigns([
    ...open,
    { click: 'text=Versions' },
    { click: 'dialog label:nth-child(2) input' },
    { click: 'dialog .main' },
  ]),
  'campaign-share': campaigns([...open, { click: '.editor-head >> text=Share' }]),
  'campaign-impact': campaigns([
    ...open,
    { click: '.step-card:first-child >> text=Remove' },
    { click: '.editor-head .button:not(.small):not(.main)' },
  ]),
};
