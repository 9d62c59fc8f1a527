import type { Mailing, MailingRecipient, MailingRow, RecipientStatus } from '../../lib/contract/mailing.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { aMailing, aRecipient, rowOf } from '../support/mailing-pages.ts';
import { aPerson, idOf } from '../support/tasks.ts';
import { projectOf } from './project-states.ts';
import type { Step } from './states.ts';
import type { WorkspaceState } from './workspace-states.ts';

const names = [
  'Spring news',
  'Inbjudan till öppet hus',
  'Nyhetsbrevet för alla kunder i norra Sverige, Norge och Finland som har köpt transportplanering hos oss sedan 2019',
  'نشرة الربيع',
];
const statuses = [
  'draft',
  'sending',
  'finished',
  'finished_with_errors',
  'scheduled',
  'stopped',
  'failed',
  'preparing',
] as const;
const sentFigures = {
  'status.sent': 6120,
  'status.read': 3010,
  'status.bounced': 44,
  'status.failed': 6,
  'status.no_consent': 820,
  'total.sent': 9174,
  'total.opened': 3010,
  'total.clicked': 812,
  'total.clicks': 1260,
  'total.bounced_hard': 44,
  'total.unsubscribed': 12,
  'machine.opens': 1930,
  'machine.clicks': 77,
};

const rows: MailingRow[] = statuses.map((status, index) =>
  rowOf(
    aMailing({
      id: idOf('campaign', index + 1),
      status,
      name: names[index % 4] ?? '',
      ownerName: index % 2 === 0 ? 'Alva Nordström' : 'Karin Holm',
      figures: status === 'draft' ? {} : sentFigures,
      startedAt: status === 'draft' ? null : '2026-11-11T08:00:00.000Z',
    }),
  ),
);
const kinds: RecipientStatus[] = [
  'ready',
  'ready',
  'ready',
  'no_consent',
  'duplicate',
  'left_out',
  'no_address',
];
const recipients = (count: number, of: readonly RecipientStatus[] = kinds): MailingRecipient[] =>
  Array.from({ length: count }, (_, index) =>
    aRecipient({
      id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      name:
        [
          'Ana Itō',
          'Bo Berg',
          'عمر الفاروق',
          'Maximiliane Freifrau von Hohenstein-Wittgenstein zu Berleburg',
        ][index % 4] ?? '',
      email: `person.${index + 1}@fjord.example`,
      companyName: index % 3 === 0 ? 'Fjord Logistik AB' : null,
      status: of[index % of.length] ?? 'ready',
    }),
  );

const openings = {
  from: '2026-11-11T08:00:00.000Z',
  opened: Array.from({ length: 48 }, (_, hour) =>
    Math.round(620 * Math.exp(-hour / 5) + (hour % 24 === 1 ? 90 : 4)),
  ),
};

const selections = [
  { id: idOf('session', 1), name: 'Customers in the north', people: 1280, kind: 'static', mayChange: true },
  { id: idOf('session', 2), name: 'New this month', people: null, kind: 'dynamic', mayChange: true },
];

function on(
  mailing: Mailing | null,
  part: string,
  steps: Step[] = [],
  over: LibraryAnswers = {},
): WorkspaceState {
  const usual: LibraryAnswers = {
    'mailings.list': () => ok({ mailings: rows, total: 93 }),
    'mailings.get': () => (mailing ? ok(mailing) : fail('NOT_FOUND', 'there is no such mailing')),
    'mailings.save': () => ok(mailing),
    'mailings.recipients': ({ body }: { body: { limit?: number } }) =>
      ok({ recipients: recipients(Math.min(body.limit ?? 100, 1000)), total: 10_000 }),
    'mailings.check': () => ok({ problems: [], recipients: { 'status.ready': 1260 } }),
    'mailings.preview': () =>
      ok({
        to: 'Ana Itō <ana.ito@fjord.example>',
        from: 'Alva <alva@nordby.example>',
        replyTo: null,
        subject: 'Spring is here',
        preheader: 'Three things for your vans',
        html: '<h1>Spring</h1><p>Hello Ana, here is what is new.</p>',
        text: 'Spring',
        missing: ['company'],
      }),
    'mailings.links': () =>
      ok({
        links: [
          {
            number: 1,
            url: 'https://northwind.example/offer?utm_source=spring',
            label: 'Our offer',
            registeredId: null,
            clicks: 810,
            clickers: 640,
            machineClicks: 41,
          },
          {
            number: 2,
            url: `https://northwind.example/${'long-path/'.repeat(20)}`,
            label: '',
            registeredId: idOf('session', 9),
            clicks: 3,
            clickers: 3,
            machineClicks: 0,
          },
        ],
      }),
    'mailings.openings': () => ok(openings),
    'subscriptionTypes.list': () =>
      ok({ types: [{ id: idOf('session', 5), name: 'News', active: true, declined: 2 }] }),
    'selections.list': () => ok({ selections }),
    'selections.get': () => ok({ ...selections[0], definition: null }),
    'projects.list': () =>
      ok({ projects: [projectOf(1), projectOf(2, { name: 'Autumn fair', people: 40 })] }),
    'mailings.reach': () => ok({ selection: 1280, union: 1300, intersection: 20, difference: 1260 }),
    'imports.list': () => ok({ imports: [] }),
    'people.list': () => ok({ people: [aPerson()], total: 1 }),
    'teams.list': () => ok({ teams: [] }),
  };
  return {
    page: 'workspace',
    answers: aLibrary({ ...usual, ...over }).answers,
    steps: [
      { click: 'a[href="#/mailings"]' },
      ...(mailing ? [{ click: '[data-row]' }] : []),
      ...(part ? [{ click: part }] : []),
      ...steps,
    ],
  };
}

const step = (number: number): string => `.mailing-steps li:nth-child(${number}) button`;
const tab = (name: string): string => `a[href$="part=${name}"]`;
const draft = aMailing({ pane: 'setup' });
const unread = { ...draft, list: { ...draft.list, state: 'computing' as const, done: 4200 } };
const sent = aMailing({
  status: 'finished_with_errors',
  figures: sentFigures,
  startedAt: '2026-11-11T08:00:00.000Z',
  finishedAt: '2026-11-11T09:40:00.000Z',
});
const both = {
  ...draft,
  setup: { ...draft.setup, selectionId: idOf('session', 1), projectId: idOf('campaign', 1) },
};
const toImport: Step[] = [{ click: '.choices label:nth-of-type(4) input' }];
const never = () => new Promise<never>(() => undefined);
const long = aMailing({
  status: 'sending',
  name: names[2] ?? '',
  figures: { ...sentFigures, 'status.ready': 2400 },
});

/** Mailings: their list, the wizard's steps, and the results. */
export const mailingStates: Record<string, WorkspaceState> = {
  mailings: on(null, ''),
  'mailings-none': on(null, '', [], { 'mailings.list': () => ok({ mailings: [], total: 0 }) }),
  'mailings-no-match': on(null, '.library-filters [type="checkbox"]', [], {
    'mailings.list': () => ok({ mailings: [], total: 0 }),
  }),
  'mailings-away': on(null, '', [], { 'mailings.list': () => fail('SERVER_AWAY', 'no answer') }),
  'mailings-loading': on(null, '', [], { 'mailings.list': never }),
  'mailing-new': on(null, 'header .main'),
  'mailing-setup': on(draft, step(1)),
  'mailing-setup-missing': on(aMailing({ subject: '' }), step(1), [{ click: '.mailing-foot .main' }]),
  'mailing-template': on(draft, step(2)),
  'mailing-content': on(draft, step(3)),
  'mailing-test': on(draft, step(3), [{ click: 'text="Send test"' }]),
  'mailing-recipients': on(draft, step(4)),
  'mailing-recipients-none': on(aMailing({ noSources: true }), step(4)),
  'mailing-recipients-reading': on(unread, step(4)),
  'mailing-recipients-away': on(draft, step(4), [], {
    'mailings.recipients': () => fail('SERVER_AWAY', 'no answer'),
  }),
  'mailing-addresses': on(draft, step(4), [{ click: '.choices label:nth-of-type(5) input' }]),
  'mailing-setup-both': on(both, step(1)),
  'mailing-source-project': on(draft, step(4), [{ click: '.choices label:nth-of-type(2) input' }]),
  'mailing-source-import': on(draft, step(4), toImport),
  'mailing-import': on(draft, step(4), [...toImport, { click: 'text="Import a file"' }]),
  'mailing-preview': on(draft, step(4), [{ click: 'tbody tr:first-child .icon-button[title^="Preview"]' }]),
  'mailing-confirm': on(draft, step(5)),
  'mailing-confirm-wrong': on(draft, step(5), [], {
    'mailings.check': () =>
      ok({
        recipients: { 'status.ready': 1260 },
        problems: [
          {
            pane: 'content',
            severity: 'error',
            code: 'prompts_left',
            detail: 'a personal line',
            count: null,
          },
          { pane: 'content', severity: 'warning', code: 'no_unsubscribe', detail: null, count: null },
          { pane: 'content', severity: 'warning', code: 'missing_field', detail: 'company', count: 42 },
        ],
      }),
  }),
  'mailing-send': on(draft, step(5), [{ click: '.mailing-confirm .main' }]),
  'mailing-schedule': on(draft, step(5), [{ click: '.mailing-confirm .big:not(.main)' }]),
  'mailing-results': on(sent, tab('summary')),
  'mailing-results-sending': on(long, tab('summary')),
  'mailing-results-recipients': on(sent, tab('recipients'), [{ click: 'tbody tr:nth-child(2) input' }], {
    'mailings.recipients': () =>
      ok({ recipients: recipients(100, ['sent', 'read', 'bounced', 'no_consent', 'failed']), total: 10_000 }),
  }),
  'mailing-reports': on(sent, tab('reports')),
  'mailing-reports-point': on(sent, tab('reports'), [{ click: '.hour-columns rect:nth-of-type(3)' }]),
  'mailing-reports-loading': on(sent, tab('reports'), [], {
    'mailings.openings': never,
    'mailings.links': never,
  }),
  'mailing-reports-away': on(sent, tab('reports'), [], {
    'mailings.openings': () => fail('SERVER_AWAY', 'no answer'),
  }),
  'mailing-reports-none': on(aMailing({ status: 'finished', figures: {} }), tab('reports'), [], {
    'mailings.openings': () => ok({ from: null, opened: [] }),
    'mailings.links': () => ok({ links: [] }),
  }),
  'mailing-results-links': on(sent, tab('links')),
  'mailing-results-content': on(sent, tab('content')),
  'mailing-failed': on(
    aMailing({ status: 'failed', problem: 'the list of recipients could not be read' }),
    '',
  ),
};
