import type { PersonPane } from '../../lib/contract/person-pane.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { FakeState } from '../support/fake-state.ts';
import { aGate } from '../support/gate.ts';
import { aCard, aChoice, aNightChoice, aPane, aParticipant, aRun } from '../support/person-pane.ts';
import { anActivity, aPerson, aTask, idOf } from '../support/tasks.ts';
import type { Shown, Step } from './states.ts';

const open: Step[] = [{ press: '2' }];
const pane = (changes: Partial<PersonPane>): Partial<FakeState> => ({ pane: aPane(changes) });
const person = (changes: Partial<PersonPane> = {}, steps: Step[] = []): Shown => ({
  page: 'sidebar',
  state: pane(changes),
  steps: [...open, ...steps],
});
const button = (name: string): Step => ({ click: `button:has-text("${name}")` });

const away = aPerson({ timeZone: 'America/New_York' });
const full = aCard({
  person: away,
  enrolments: [
    aRun(),
    aRun({
      id: idOf('session', 9),
      campaignName: 'Trade fair Gothenburg',
      status: 'replied',
      nextDueAt: null,
      lastEvent: {
        id: idOf('action', 1),
        kind: 'replied',
        source: 'mailbox',
        at: '2026-11-17T08:00:00.000Z',
        byName: null,
        undoable: true,
      },
    }),
  ],
  tasks: [
    aTask({ type: 'call', title: 'Follow-up call', dueAt: '2026-11-17T13:00:00.000Z' }),
    aTask({ id: idOf('task', 2), title: 'Second touch', dueAt: '2026-11-20T08:00:00.000Z' }),
  ],
  activities: Array.from({ length: 24 }, (_, index) =>
    anActivity({
      id: idOf('activity', index + 1),
      kind: (['mail.sent', 'reply.received', 'call.logged', 'task.done'] as const)[index % 4] ?? 'mail.sent',
      title: ['First touch', 'Re: First touch', 'Twelve vans', 'Follow-up call'][index % 4] ?? '',
      at: new Date(Date.parse('2026-11-17T09:00:00Z') - index * 40 * 3_600_000).toISOString(),
    }),
  ),
});
/** A run about which something has come back. */
const returned = (index: number, run: Parameters<typeof aRun>[0], event: object) =>
  aRun({
    id: idOf('session', 20 + index),
    nextDueAt: null,
    taskId: null,
    ...run,
    lastEvent: {
      id: idOf('action', 20 + index),
      kind: 'away',
      source: 'mailbox',
      at: '2026-11-17T08:00:00.000Z',
      byName: null,
      undoable: true,
      ...event,
    },
  });
const waiting = { task: { automatic: true, trouble: false }, sending: false, heldUntil: null };
const held = { ...waiting, heldUntil: '2026-12-14T23:00:00.000Z' };
const cameBack = aCard({
  enrolments: [
    returned(
      1,
      { campaignName: 'Autumn fleet renewal', underWay: held, nextDueAt: '2026-12-15T08:00:00.000Z' },
      { note: '2026-12-11', until: held.heldUntil },
    ),
    returned(
      2,
      { campaignName: 'Chargers at home', underWay: held },
      { kind: 'company', note: 'Eva Lund', until: held.heldUntil },
    ),
    returned(
      3,
      { campaignName: 'Spare parts', underWay: { ...waiting, task: { automatic: false, trouble: true } } },
      { kind: 'bounced', note: '552 5.2.2 mailbox full' },
    ),
    returned(
      4,
      { campaignName: 'Trade fair', status: 'bounced' },
      { kind: 'bounced', note: '550 5.1.1 User unknown' },
    ),
    returned(5, { campaignName: 'Newsletter trial', status: 'unsubscribed' }, { kind: 'unsubscribed' }),
  ],
  tasks: [],
  activities: [
    anActivity({
      id: idOf('activity', 1),
      kind: 'reply.automatic',
      title: 'Autumn fleet renewal',
      note: '2026-12-11',
    }),
    anActivity({
      id: idOf('activity', 2),
      kind: 'campaign.company',
      title: 'Chargers at home',
      note: 'Eva Lund',
    }),
    anActivity({
      id: idOf('activity', 3),
      kind: 'mail.bounced',
      title: 'Trade fair',
      note: '550 5.1.1 User unknown',
    }),
    anActivity({
      id: idOf('activity', 4),
      kind: 'campaign.unsubscribed',
      title: 'Newsletter trial',
      note: 'complaint',
    }),
  ],
});
const several = [
  aParticipant(),
  aParticipant({
    email: 'bo.berg@nordkap.example',
    name: 'Bo Berg',
    role: 'to',
    known: false,
    companyName: null,
  }),
  aParticipant({ email: null, name: 'Fleet team', role: 'cc', known: null, companyName: null }),
];
const long = aPerson({
  firstName: 'Wilhelmina-Alexandra',
  lastName: 'von Hohenstein-Wartenburg zu Schwarzenfels',
  companyName: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH',
  email: 'wilhelmina-alexandra.von.hohenstein-wartenburg@donaudampfschifffahrtselektrizitaeten.example',
});
const unreached = {
  formerSince: '2026-11-03T08:00:00.000Z',
  blocked: {
    address: 'anna.lindqvist@nordkap.example',
    code: 550,
    status: '5.1.1',
    text: '550 5.1.1 <anna.lindqvist@nordkap.example>: Recipient address rejected: User unknown',
    at: '2026-11-02T08:00:00.000Z',
  },
};
const noMailings = { noMailings: true, purposes: [] };
const unknown = { cards: [], total: 0, name: 'Ingrid Dahl (Fjord)', email: 'ingrid.dahl@fjord.example' };

/** The Person tab in every state that must be designed. */
export const personStates: Record<string, Shown> = {
  person: person({ cards: [full] }),
  'person-returned': person({ cards: [cameBack] }),
  'person-names': person({
    cards: [aCard({ person: long, consent: noMailings, enrolments: [], tasks: [] })],
  }),
  'person-unreached': person({ cards: [aCard({ reach: unreached })] }),
  'person-rtl': person({
    cards: [
      aCard({
        person: aPerson({ firstName: 'عبد الرحمن', lastName: 'الأنصاري', companyName: 'شركة الخليج' }),
      }),
    ],
  }),
  'person-looking': person({
    cards: [aCard({ consent: null, enrolments: null })],
    asOf: null,
    lookup: 'asking',
  }),
  'person-looking-nobody': person({ ...unknown, asOf: null, lookup: 'asking' }),
  'person-unknown': person(unknown),
  'person-several': person({ state: 'several', others: several, cards: [], email: null, name: '' }),
  'person-same-address': person({
    cards: [aCard(), aCard({ person: aPerson({ id: idOf('person', 2), firstName: 'Anders', title: null }) })],
    total: 12,
  }),
  'person-only-self': person({ state: 'onlySelf', others: [], cards: [], email: null }),
  'person-no-address': person({ state: 'noAddress', others: several.slice(2), cards: [], email: null }),
  'person-no-thread': person({ state: 'noThread', key: null, others: [], cards: [], email: null }),
  'person-no-mailbox': person({ state: 'noMailbox', key: null, others: [], cards: [], email: null }),
  'person-offline': person({ lookup: 'failed', problem: { code: 'SERVER_AWAY', message: 'no answer' } }),
  'person-copy': person({
    cards: [aCard({ consent: null, enrolments: null })],
    asOf: null,
    lookup: 'failed',
    problem: { code: 'SERVER_AWAY', message: 'no answer' },
  }),
  'person-failed': person({
    ...unknown,
    asOf: null,
    lookup: 'failed',
    problem: { code: 'NOT_SIGNED_IN', message: 'the token was revoked' },
  }),
  'person-mark': { page: 'sidebar', state: { pane: aPane(), tasks: [aTask()] } },
  'person-replied': person({}, [button('Has replied')]),
  'person-gate': {
    ...person({}, [
      button('Add to campaign'),
      { click: '.campaign-choice input' },
      { click: 'dialog button[type=submit]' },
      { click: '.gate-field input[type=radio]' },
      { click: 'dialog button[type=submit]' },
    ]),
    answers: {
      'campaigns.choices': () => ok({ campaigns: [aChoice()] }),
      'campaigns.gate': () => ok(aGate([away.id])),
    },
  },
  'person-campaign-past': {
    ...person({}, [
      button('Add to campaign'),
      { click: '.campaign-choice input' },
      { click: 'dialog button[type=submit]' },
    ]),
    answers: {
      'campaigns.choices': () => ok({ campaigns: [aNightChoice()] }),
      'campaigns.gate': () => ok({ steps: [], editable: [] }),
    },
  },
  'person-campaign': {
    ...person({}, [button('Add to campaign'), { click: 'dialog button[type=submit]' }]),
    state: {
      pane: aPane(),
      choices: ['Autumn fleet renewal', 'Trade fair Gothenburg', 'Win back 2025'].map((name, index) =>
        aChoice({ id: idOf('campaign', index + 1), name, category: 'Sales', days: 7, steps: index + 1 }),
      ),
    },
  },
  'person-task': person({}, [button('New task'), { click: 'dialog button[type=submit]' }]),
  'person-log': person({}, [button('Log…')]),
  'person-consent': person({}, [button('Change')]),
  'person-add': person(unknown, [button('Add person')]),
  'person-add-refused': {
    ...person(unknown, [button('Add person'), { click: 'dialog button[type=submit]' }]),
    answers: {
      'person.add': () =>
        fail('INVALID_INPUT', 'body.phone: too long', [
          { path: 'body.phone', message: 'at most 50 letters' },
        ]),
    },
  },
};
