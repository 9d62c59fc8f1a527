import type { Person } from '../../lib/contract/person.ts';
import { fail } from '../../lib/contract/result.ts';
import type { Task } from '../../lib/contract/task.ts';
import { aCompose, FakeBackground, type FakeState, signedIn } from '../support/fake-background.ts';
import { anActivity, aPerson, aTask, idOf } from '../support/tasks.ts';

type Page = 'sidebar' | 'popup' | 'welcome';
interface Shown {
  page: Page;
  state?: Partial<FakeState>;
  answers?: FakeBackground['answers'];
  /** Keys and clicks that lead to the state, for the camera. */
  steps?: Step[];
}
export type Step = { press: string } | { click: string } | { type: string };

const firstNames = [
  'Anna',
  'Bjørn',
  'Chiara',
  'Dirk',
  'Elif',
  'Freja',
  'Gustav',
  'Hanna',
  'Imran',
  'Jonas',
  'Kaisa',
  'Lars',
];
const lastNames = [
  'Lindqvist',
  'Solheim',
  'Moretti',
  'van Dijk',
  'Yılmaz',
  'Nørgaard',
  'Åkesson',
  'Virtanen',
  'Shah',
  'Weber',
  'Mäkinen',
  'Østby',
];
const companies = [
  'Nordkap Logistik AB',
  'Solheim Marine AS',
  'Moretti & Figli',
  'Delta Freight BV',
  'Marmara Lojistik',
  'Nørgaard Design',
  'Kronhamn Bygg',
  'Taiga Timber Oy',
];
const campaigns = ['Autumn fleet renewal', 'Trade fair Gothenburg', 'Win back 2025'];
const types = ['email', 'email', 'call', 'email', 'inmail', 'custom'] as const;
const zones = ['Europe/Stockholm', 'America/New_York', 'Asia/Kolkata', 'Europe/London'];
const notes = {
  email: '',
  call: 'Ask how the twelve vans did over the summer.\nMention the fixed service price.\nAim: a meeting before December.',
  inmail:
    'Hi Dirk, I saw your talk on depot charging. We have just done the same with Nordkap. Would ten minutes next week suit you?',
  custom: 'Ask Petra to send the reference letter from Nordkap before Friday.',
};

function pick<T>(from: readonly T[], index: number): T {
  const value = from[index % from.length];
  if (value === undefined) throw new Error('expected something to pick from');
  return value;
}

function sampleTasks(count: number): Task[] {
  return Array.from({ length: count }, (_, index) => {
    const type = pick(types, index);
    // From two days ago on, denser around today.
    const due = Date.parse('2026-11-16T13:30:00Z') + Math.round((index / count) * 9 * 86_400_000);
    return aTask({
      id: idOf('task', index + 1),
      type,
      title: {
        email: 'First touch',
        call: 'Follow-up call',
        inmail: 'InMail after the fair',
        custom: 'Reference letter',
      }[type],
      details: notes[type],
      priority: index % 7 === 2 ? 'high' : 'normal',
      dueAt: new Date(due - (due % 900_000)).toISOString(),
      personId: idOf('person', index + 1),
      personName: `${pick(firstNames, index)} ${pick(lastNames, index * 5)}`,
      companyName: pick(companies, index * 3),
      campaignId: idOf('campaign', (index % 3) + 1),
      campaignName: pick(campaigns, index),
      dayNumber: (index % 5) + 1,
      stepNumber: (index % 2) + 1,
    });
  });
}

function peopleOf(tasks: readonly Task[]): Map<string, Person> {
  return new Map(
    tasks.map((task, index) => {
      const [firstName = '', ...rest] = task.personName.split(' ');
      return [
        task.personId,
        aPerson({
          id: task.personId,
          firstName,
          lastName: rest.join(' '),
          companyName: task.companyName,
          timeZone: pick(zones, index + 1),
        }),
      ];
    }),
  );
}

const tasks = sampleTasks(24);
const desk: Partial<FakeState> = {
  tasks,
  people: peopleOf(tasks),
  history: [
    anActivity({
      id: idOf('activity', 3),
      at: '2026-11-17T08:40:00.000Z',
      kind: 'mail.sent',
      title: 'Invitation to the stand',
      byName: 'Karin Holm',
    }),
    anActivity({
      id: idOf('activity', 2),
      at: '2026-11-16T13:12:00.000Z',
      kind: 'task.done',
      title: 'Follow-up call',
      note: 'Reached, wants a price for twelve vans.',
    }),
    anActivity(),
  ],
};
const long: Task[] = [
  aTask({
    id: idOf('task', 1),
    personName: 'Wilhelmina-Alexandra von Hohenstein-Wartenburg zu Schwarzenfels',
    companyName: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH',
    campaignName: 'A campaign with a name that somebody has really thought about for very long',
  }),
  aTask({
    id: idOf('task', 2),
    personName: 'عبد الرحمن بن محمد الأنصاري',
    companyName: 'شركة الخليج للشحن',
    title: 'مكالمة',
    type: 'call',
    priority: 'high',
  }),
  aTask({ id: idOf('task', 3), personName: 'יעל כהן־לוי', companyName: null, type: 'inmail' }),
  aTask({
    id: idOf('task', 4),
    personName: '',
    companyName: null,
    campaignId: null,
    campaignName: null,
    dayNumber: null,
    stepNumber: null,
    type: 'custom',
    title: 'A task of my own with rather a long title that does not fit in one line',
  }),
  aTask({ id: idOf('task', 5), personName: 'O', companyName: 'X', priority: 'high' }),
];
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
  };
}

export function stateOf(name: string): { page: Page; background: FakeBackground } {
  const shown = states[name];
  if (!shown) throw new Error(`no state is called ${name}`);
  const background = new FakeBackground(shown.state);
  background.answers = shown.answers ?? {};
  return { page: shown.page, background };
}
