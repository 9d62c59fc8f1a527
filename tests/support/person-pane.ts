import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import type {
  CampaignChoice,
  PaneParticipant,
  PersonCard,
  PersonPane,
} from '../../lib/contract/person-pane.ts';
import { anActivity, aPerson, aTask, idOf } from './tasks.ts';

/** Anna's run of a campaign, waiting for its third step. */
export function aRun(changes: Partial<EnrolmentContext> = {}): EnrolmentContext {
  return {
    id: idOf('session', 8),
    campaignId: idOf('campaign', 1),
    campaignName: 'Autumn fleet renewal',
    status: 'active',
    onReply: 'end',
    startAt: '2026-11-16T08:00:00.000Z',
    assigneeId: 'user-1',
    assigneeName: 'Karin Holm',
    mine: true,
    currentStep: {
      id: idOf('step', 1),
      type: 'call',
      title: 'Follow-up call',
      dayNumber: 3,
      stepNumber: 1,
      position: 3,
      steps: 5,
    },
    nextDueAt: '2026-11-18T13:00:00.000Z',
    taskId: idOf('task', 1),
    lastEvent: null,
    ...changes,
  };
}

/** A campaign to put Anna on, which opens with a call. */
export function aChoice({ opening, ...over }: Partial<CampaignChoice> = {}): CampaignChoice {
  const call = { type: 'call' as const, title: 'Call', dueTime: '09:00' };
  return {
    id: idOf('campaign', 2),
    name: 'Win back',
    category: '',
    days: 3,
    steps: 2,
    opening: opening ?? { settings: { skipWeekends: false }, days: [{ number: 1, steps: [call] }] },
    ...over,
  };
}

/** As `aChoice`, which opens with an email at 00:30: that is over at any time of the day on which it is launched. */
export function aNightChoice(over: Partial<CampaignChoice> = {}): CampaignChoice {
  const mail = { type: 'email' as const, title: 'Opening', dueTime: '00:30', send: 'fixed_time' as const };
  const opening = { settings: { skipWeekends: false }, days: [{ number: 1, steps: [mail] }] };
  return aChoice({ opening, ...over });
}

/** Anna as the server knows her. */
export function aCard(changes: Partial<PersonCard> = {}): PersonCard {
  return {
    person: aPerson(),
    consent: {
      noMailings: false,
      purposes: [
        {
          purpose: 'sales',
          status: 'given',
          legalBasis: 'legitimate_interest',
          source: 'meeting',
          comment: null,
          at: '2026-10-02T09:00:00.000Z',
          byName: 'Karin Holm',
        },
        {
          purpose: 'marketing',
          status: 'withdrawn',
          legalBasis: null,
          source: 'email',
          comment: null,
          at: '2026-11-02T09:00:00.000Z',
          byName: null,
        },
      ],
    },
    enrolments: [aRun()],
    tasks: [aTask({ type: 'call', title: 'Follow-up call', dueAt: '2026-11-18T13:00:00.000Z' })],
    activities: [anActivity()],
    ...changes,
  };
}

export function aParticipant(changes: Partial<PaneParticipant> = {}): PaneParticipant {
  return {
    email: 'anna.lindqvist@nordkap.example',
    name: 'Anna Lindqvist',
    role: 'from',
    known: true,
    companyName: 'Nordkap Logistik AB',
    ...changes,
  };
}

/** A thread with Anna alone. */
export function aPane(changes: Partial<PersonPane> = {}): PersonPane {
  return {
    state: 'person',
    site: 'gmail',
    key: 'thread-f:1',
    others: [aParticipant()],
    email: 'anna.lindqvist@nordkap.example',
    name: 'Anna Lindqvist',
    cards: [aCard()],
    total: 1,
    lookup: 'done',
    problem: null,
    asOf: '2026-11-18T09:59:30.000Z',
    mail: { direction: 'in', ids: { thread: 'thread-f:1', message: 'msg-f:1' } },
    noticesReplies: true,
    ...changes,
  };
}
