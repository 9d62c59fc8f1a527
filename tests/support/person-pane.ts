import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import type { PaneParticipant, PersonCard, PersonPane } from '../../lib/contract/person-pane.ts';
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
