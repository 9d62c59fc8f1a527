import { fail } from '../../lib/contract/result.ts';
import type { Task } from '../../lib/contract/task.ts';
import { someDiagnostics } from '../support/diagnostics.ts';
import { FakeBackground } from '../support/fake-background.ts';
import { aCompose, type FakeState, signedIn } from '../support/fake-state.ts';
import { someAttachments } from '../support/library.ts';
import { aTask, idOf } from '../support/tasks.ts';
import { analyticsStates } from './analytics-states.ts';
import { bounceStates } from './bounce-states.ts';
import { campaignStates } from './campaign-states.ts';
import { centerStates } from './center-states.ts';
import { contentStates } from './content-states.ts';
import { feedStates } from './feed-states.ts';
import { importStates } from './import-states.ts';
import { launchStates } from './launch-states.ts';
import { mailingStates } from './mailing-states.ts';
import { peopleStates } from './people-states.ts';
import { personStates } from './person-states.ts';
import { pickerStates } from './picker-states.ts';
import { projectStates } from './project-states.ts';
import { desk, long, sampleTasks, tasks } from './sample-desk.ts';
import { selectionStates } from './selection-states.ts';
import { settingsStates } from './settings-states.ts';
import { tasklistStates } from './tasklist-states.ts';
import { trackedLinkStates } from './tracked-link-states.ts';
import { workspaceStates } from './workspace-states.ts';

type Page = 'sidebar' | 'popup' | 'welcome' | 'diagnostics' | 'picker' | 'workspace';
export interface Shown {
  page: Page;
  state?: Partial<FakeState>;
  answers?: FakeBackground['answers'];
  /** Keys and clicks that lead to the state, for the camera. */
  steps?: Step[];
}
export type Step =
  | { press: string }
  | { click: string }
  | { type: string }
  /** Into the page's field for files. */
  | { give: string; bytes: Uint8Array };

const ofType = (type: Task['type']): string => tasks.find((task) => task.type === type)?.id ?? '';
const emailId = ofType('email');
const open = (type: Task['type']): Partial<FakeState> => ({
  ...desk,
  tasks: tasks.filter((task) => task.type === type),
});
const composing = (changes: Parameters<typeof aCompose>[0]): Partial<FakeState> => ({
  ...open('email'),
  composes: new Map([[emailId, aCompose({ taskId: emailId, ...changes })]]),
});
const syncing = (sync: Partial<typeof signedIn.sync>): FakeState['session'] => ({
  ...signedIn,
  sync: { ...signedIn.sync, ...sync },
});
const enter: Step[] = [{ press: 'j' }, { press: 'Enter' }];
const unpaired = { ...signedIn, paired: false, me: null, server: null };

/** All states that must be designed. */
export const states: Record<string, Shown> = {
  ...personStates,
  ...feedStates,
  ...analyticsStates,
  queue: { page: 'sidebar', state: desk },
  'queue-focus': { page: 'sidebar', state: desk, steps: [{ press: 'j' }, { press: 'j' }] },
  'queue-menu': { page: 'sidebar', state: desk, steps: [{ click: '[aria-label="Account and settings"]' }] },
  'queue-undo': { page: 'sidebar', state: desk, steps: [{ press: 'j' }, { press: 'e' }] },
  'queue-snooze': { page: 'sidebar', state: desk, steps: [{ press: 'j' }, { press: 'h' }] },
  'queue-keys': { page: 'sidebar', state: desk, steps: [{ press: '?' }] },
  'queue-10000': { page: 'sidebar', state: { ...desk, tasks: sampleTasks(10_000) } },
  'queue-names': { page: 'sidebar', state: { tasks: long } },
  'queue-search-none': { page: 'sidebar', state: desk, steps: [{ press: '/' }, { type: 'zzz' }] },
  'task-email': {
    page: 'sidebar',
    state: { ...open('email'), email: letter(['company', 'last_order']) },
    steps: enter,
  },
  'task-files': { page: 'sidebar', state: { ...open('email'), attachments: someAttachments }, steps: enter },
  'task-call': { page: 'sidebar', state: open('call'), steps: [...enter, { press: 'e' }] },
  'task-inmail': { page: 'sidebar', state: open('inmail'), steps: enter },
  'task-custom': { page: 'sidebar', state: open('custom'), steps: enter },
  'task-names': { page: 'sidebar', state: { tasks: long, people: new Map() }, steps: enter },
  'task-gone': {
    page: 'sidebar',
    state: desk,
    answers: { 'tasks.get': () => fail('NOT_FOUND', 'no task') },
    steps: enter,
  },
  'compose-writing': {
    page: 'sidebar',
    state: composing({
      report: { to: 'done', cc: 'refused', bcc: 'empty', subject: 'done', body: 'unverified' },
    }),
    steps: enter,
  },
  'compose-marks': {
    page: 'sidebar',
    state: composing({ marks: ['{{company}}', '{{last_order}}', '{{! say something about their autumn }}'] }),
    steps: enter,
  },
  'compose-sending': { page: 'sidebar', state: composing({ state: 'sending' }), steps: enter },
  'compose-failed': { page: 'sidebar', state: composing({ state: 'failed' }), steps: enter },
  'compose-unsure': { page: 'sidebar', state: composing({ state: 'unsure' }), steps: enter },
  'compose-account': {
    page: 'sidebar',
    state: composing({
      state: 'refused',
      account: 'privat@mail.example',
      problem: {
        code: 'WRONG_ACCOUNT',
        message:
          'This mailbox is privat@mail.example, but the task is to be sent from karin@utskick.example. Open that mailbox and start the task again.',
      },
    }),
    steps: enter,
  },
  'compose-changed': {
    page: 'sidebar',
    state: composing({
      state: 'refused',
      problem: {
        code: 'COMPOSE_NOT_FOUND',
        message:
          'The mail page opened no compose window within 20 seconds. Open one yourself and copy the text from the task.',
      },
    }),
    steps: enter,
  },
  'compose-sent': { page: 'sidebar', state: composing({ state: 'sent' }), steps: enter },
  'work-through': { page: 'sidebar', state: desk, steps: [{ press: 'w' }] },
  'empty-first': { page: 'sidebar' },
  'empty-done': { page: 'sidebar', state: { tasks: [aTask({ dueAt: '2026-12-03T08:00:00.000Z' })] } },
  'first-sync': {
    page: 'sidebar',
    state: { session: syncing({ state: 'working', lastSyncAt: null, firstSyncRows: 4200 }) },
  },
  loading: { page: 'sidebar', answers: { 'tasks.list': () => new Promise(() => undefined) } },
  offline: { page: 'sidebar', state: { ...desk, session: syncing({ state: 'offline', waiting: 3 }) } },
  'server-away': {
    page: 'sidebar',
    state: {
      ...desk,
      session: syncing({ state: 'serverAway', waiting: 1, nextTryAt: '2026-11-18T10:02:00.000Z' }),
    },
  },
  'sync-failed': { page: 'sidebar', state: { ...desk, session: syncing({ state: 'failed' }) } },
  'signed-out': { page: 'sidebar', state: { ...desk, session: syncing({ state: 'signedOut' }) } },
  unpaired: { page: 'sidebar', state: { session: unpaired } },
  'permission-missing': {
    page: 'sidebar',
    state: { ...desk, session: { ...signedIn, missingPermissions: ['https://mail.google.com/*'] } },
  },
  'page-changed': {
    page: 'sidebar',
    state: {
      ...desk,
      missing: [
        { part: 'subject', function: 'subject' },
        { part: 'proof', function: 'proof' },
      ],
    },
  },
  'page-changed-task': {
    page: 'sidebar',
    state: { ...open('email'), missing: [{ part: 'subject', function: 'subject' }] },
    steps: enter,
  },
  conflict: {
    page: 'sidebar',
    state: {
      ...desk,
      notices: [
        {
          id: idOf('notice', 1),
          at: '2026-11-18T09:59:00.000Z',
          taskId: emailId,
          kind: 'conflict',
          title: 'Anna Lindqvist · First touch',
          detail: 'It was completed on another device at 10:58.',
        },
      ],
    },
  },
  unanswered: {
    page: 'sidebar',
    answers: {
      'session.get': () => {
        throw new Error('Could not establish connection.');
      },
    },
  },
  popup: { page: 'popup', state: desk },
  'popup-nothing': { page: 'popup', state: { mailTabOpen: false }, steps: [{ click: 'text=Open sidebar' }] },
  'popup-offline': {
    page: 'popup',
    state: { ...desk, session: syncing({ state: 'offline', waiting: 3 }) },
    steps: [{ click: 'text=Sign out' }],
  },
  'popup-unpaired': { page: 'popup', state: { session: unpaired } },
  'popup-code': {
    page: 'popup',
    state: { session: unpaired },
    steps: [{ click: 'button:has-text("Connect")' }],
  },
  'popup-away': {
    page: 'popup',
    state: { session: unpaired },
    answers: { 'pairing.begin': () => fail('SERVER_AWAY', 'connect ECONNREFUSED 127.0.0.1:8420') },
    steps: [{ click: 'button:has-text("Connect")' }],
  },
  'popup-permission': {
    page: 'popup',
    state: { ...desk, session: { ...signedIn, missingPermissions: ['https://mail.google.com/*'] } },
  },
  ...pickerStates,
  ...workspaceStates,
  ...campaignStates,
  ...launchStates,
  ...mailingStates,
  ...trackedLinkStates,
  ...bounceStates,
  ...peopleStates,
  ...projectStates,
  ...selectionStates,
  ...importStates,
  ...settingsStates,
  ...centerStates,
  ...tasklistStates,
  ...contentStates,
  diagnostics: { page: 'diagnostics', steps: [{ click: 'summary' }] },
  'diagnostics-empty': {
    page: 'diagnostics',
    state: {
      diagnostics: {
        ...someDiagnostics,
        tabs: [],
        sessions: [],
        permissions: [{ site: 'https://mail.google.com/*', granted: false }],
        unreadable: 2,
      },
      server: { state: 'away', version: null },
    },
  },
  'diagnostics-loading': {
    page: 'diagnostics',
    answers: { 'diagnostics.get': () => new Promise(() => undefined) },
  },
  'diagnostics-failed': {
    page: 'diagnostics',
    answers: {
      'diagnostics.get': () => {
        throw new Error('Could not establish connection.');
      },
    },
  },
  welcome: { page: 'welcome', state: { session: unpaired } },
  'welcome-paired': { page: 'welcome', state: desk },
  'welcome-expired': {
    page: 'welcome',
    state: { session: unpaired },
    answers: { 'pairing.redeem': () => fail('PAIRING_UNKNOWN', 'the link code is not known') },
  },
};

function letter(missing: string[]): FakeState['email'] {
  return {
    to: [
      { email: 'anna.lindqvist@nordkap.example', name: 'Anna Lindqvist' },
      { email: 'fleet@nordkap.example' },
    ],
    cc: [{ email: 'per.solheim@fjordline.example', name: 'Per Solheim' }],
    bcc: [{ email: 'crm@fjordline.example' }],
    subject: 'Twelve vans, one invoice – före jul?',
    html: '<p>Hi Anna,</p><p>you renew your fleet every autumn. This year it could be <b>one order and one invoice</b> for all twelve vans, delivered before Christmas.</p><p>Would <a href="https://fjordline.example/meet">a quarter of an hour on Thursday</a> suit you?</p><p>Karin</p>',
    text: 'Hi Anna,\n\nyou renew your fleet every autumn.',
    missing,
    prompts: [],
  };
}

export function stateOf(name: string): { page: Page; background: FakeBackground } {
  const shown = states[name];
  if (!shown) throw new Error(`no state is called ${name}`);
  const background = new FakeBackground(shown.state);
  background.answers = shown.answers ?? {};
  return { page: shown.page, background };
}
