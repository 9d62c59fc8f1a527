import { fail, ok } from '../../lib/contract/result.ts';
import type { FakeBackground } from '../support/fake-background.ts';
import type { FakeState } from '../support/fake-state.ts';
import { aCompose, signedIn } from '../support/fake-state.ts';
import { aGate } from '../support/gate.ts';
import { someAttachments } from '../support/library.ts';
import { aNightChoice } from '../support/person-pane.ts';
import { aPerson, idOf } from '../support/tasks.ts';
import { aPreview, aToolTask, aToolView, toolAnswers } from '../support/tools.ts';
import type { Step } from './states.ts';

interface PickerState {
  page: 'picker';
  state?: Partial<FakeState>;
  answers: FakeBackground['answers'];
  steps?: Step[];
}

const picker = (
  answers: FakeBackground['answers'],
  more: Omit<PickerState, 'page' | 'answers'> = {},
): PickerState => ({ page: 'picker', answers, ...more });

const unknown = { email: 'nils.ny@taiga.example', state: 'unknown', person: null } as const;
const anna = { email: aPerson().email ?? '', state: 'known', person: aPerson() } as const;
const away = { session: { ...signedIn, sync: { ...signedIn.sync, state: 'serverAway' as const } } };
const campaigns: Step[] = [{ click: '#tab-campaigns' }];

/** The picker of a compose window in all its states. */
export const pickerStates: Record<string, PickerState> = {
  picker: picker(toolAnswers()),
  'picker-tracked': picker(
    toolAnswers(aToolView({ tasks: [aToolTask()] }, { tracked: true, hasText: true, hasSubject: true })),
  ),
  'picker-to-fill': picker(
    toolAnswers(aToolView({}, { hasText: true }), {
      'tools.preview': () =>
        ok(
          aPreview({
            missing: ['fields.last_order', 'title'],
            prompts: ['say something about their news'],
            html: '<p>Hi Anna,</p><p>{{! say something about their news }} Your last order was {{fields.last_order}}.</p>',
          }),
        ),
    }),
  ),
  'picker-linked': picker(
    toolAnswers(
      aToolView({ linked: { session: aCompose(), task: aToolTask() } }, { sessionId: idOf('session', 1) }),
    ),
  ),
  'picker-unsubscribed': picker(
    toolAnswers(aToolView({ recipients: [{ ...anna, unsubscribed: true }] }), {
      'tools.preview': () => ok(aPreview({ nonCommercial: true })),
    }),
  ),
  'picker-unsubscribed-commercial': picker(
    toolAnswers(
      aToolView({
        recipients: [
          { ...anna, unsubscribed: true },
          { ...unknown, unsubscribed: true },
        ],
      }),
    ),
  ),
  'picker-unknown': picker(toolAnswers(aToolView({ recipients: [unknown] }, { to: [unknown.email] }))),
  'picker-nobody': picker(toolAnswers(aToolView({ recipients: [] }, { to: [] }))),
  'picker-none': picker(
    toolAnswers(aToolView(), { 'tools.templates': () => ({ templates: [], categories: [], total: 0 }) }),
  ),
  'picker-no-match': picker(toolAnswers(), { steps: [{ type: 'zzz' }] }),
  'picker-away': picker(
    toolAnswers(aToolView({ recipients: [{ ...unknown, state: 'unchecked' }] }, { tracked: true })),
    { state: away },
  ),
  'picker-untracked-after-all': picker(
    toolAnswers(aToolView({}, { tracked: true }), {
      'tools.insert': () =>
        ok({ report: { subject: 'done', body: 'unverified' }, links: 'away', attachments: null }),
    }),
    { steps: [{ press: 'Enter' }] },
  ),
  'picker-files': picker(
    toolAnswers(aToolView(), { 'tools.preview': () => ok(aPreview({ attachments: someAttachments })) }),
  ),
  'picker-files-inserted': picker(
    toolAnswers(aToolView(), {
      'tools.insert': () =>
        ok({ report: { subject: 'done', body: 'done' }, links: 'none', attachments: someAttachments }),
    }),
    { steps: [{ press: 'Enter' }] },
  ),
  'picker-changed': picker(
    toolAnswers(aToolView(), { 'tools.insert': () => fail('COMPOSE_CHANGED', 'somebody else') }),
    { steps: [{ press: 'Enter' }] },
  ),
  'picker-gone': picker(
    toolAnswers(aToolView(), { 'tools.view': () => fail('COMPOSE_NOT_FOUND', 'closed') }),
  ),
  'picker-loading': picker(toolAnswers(aToolView(), { 'tools.view': () => new Promise(() => undefined) })),
  'picker-unpaired': picker(toolAnswers(), {
    state: { session: { ...signedIn, paired: false, me: null, server: null } },
  }),
  'picker-campaigns': picker(toolAnswers(aToolView({ recipients: [anna, unknown] })), { steps: campaigns }),
  'picker-enrolled': picker(
    toolAnswers(aToolView(), {
      'tools.enrol': () =>
        ok({
          added: [],
          refused: [{ personId: aPerson().id, code: 'ALREADY_ENROLLED', message: 'already on it' }],
          skipped: [],
        }),
    }),
    { steps: [...campaigns, { press: 'Enter' }] },
  ),
  'picker-gate': picker(
    toolAnswers(aToolView(), {
      'campaigns.gate': () => ok(aGate([aPerson().id])),
    }),
    { steps: [...campaigns, { press: 'Enter' }] },
  ),
  'picker-past': picker(
    toolAnswers(aToolView(), {
      'campaigns.choices': () => ok({ campaigns: [aNightChoice()] }),
      'campaigns.gate': () => ok({ steps: [], editable: [] }),
    }),
    { steps: [...campaigns, { press: 'Enter' }, { click: 'form button[type=submit]' }] },
  ),
  'picker-add-person': picker(toolAnswers(aToolView({ recipients: [unknown] }, { to: [unknown.email] })), {
    steps: [...campaigns, { click: '.people-choice button' }],
  }),
  'picker-campaigns-away': picker(
    toolAnswers(aToolView(), { 'campaigns.choices': () => fail('SERVER_AWAY', 'no answer') }),
    { steps: campaigns },
  ),
};
