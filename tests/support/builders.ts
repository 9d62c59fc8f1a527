import type { Campaign, Enrolment, Step } from '../../lib/contract/campaign.ts';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import type { ComposeSession } from '../../lib/contract/compose.ts';
import type { Action } from '../../lib/contract/sync.ts';
import type { Task } from '../../lib/contract/task.ts';

/** A fixed id from a small number, readable in failures: `id(7)` ends in 7. */
export function id(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** An open call task outside campaigns, due on Monday 23 November 2026 at 09:00 in Stockholm. */
export function aTask(over: Partial<Task> = {}): Task {
  return {
    id: id(1),
    type: 'call',
    title: 'Call about the offer',
    status: 'open',
    priority: 'normal',
    dueAt: '2026-11-23T08:00:00.000Z',
    details: '',
    email: null,
    assigneeId: 'user-1',
    personId: id(2),
    personName: 'Anna Ek',
    companyName: null,
    campaignId: null,
    campaignName: null,
    enrolmentId: null,
    stepId: null,
    dayNumber: null,
    stepNumber: null,
    outcome: null,
    cause: null,
    closedAt: null,
    closedByAction: null,
    version: 1,
    ...over,
  };
}

/** A completion of `aTask()` without note or proof. */
export function aCompletion(
  over: Partial<Extract<Action, { kind: 'task.complete' }>> = {},
): Extract<Action, { kind: 'task.complete' }> {
  return {
    kind: 'task.complete',
    id: id(100),
    taskId: id(1),
    actedAt: '2026-11-23T09:00:00.000Z',
    baseVersion: 1,
    outcome: {},
    ...over,
  };
}

/** A call step due at 09:00. */
export function aStep(over: Partial<Step> = {}): Step {
  return { id: id(50), type: 'call', title: 'Call', details: '', email: null, dueTime: '09:00', ...over };
}

/** A campaign with one call on each of its days 1, 2 and 3, at 09:00; weekends skipped. */
export function aCampaign(over: Partial<Campaign> = {}): Campaign {
  return {
    id: id(40),
    name: 'Spring',
    category: 'Sales',
    settings: { skipWeekends: true, onReply: 'end' },
    days: [1, 2, 3].map((number) => ({
      number,
      steps: [aStep({ id: id(50 + number), title: `Call ${number}` })],
    })),
    ...over,
  };
}

/** An active enrolment that started on Thursday 4 June 2026 at 08:00 in Stockholm and stands before its first step. */
export function anEnrolment(over: Partial<Enrolment> = {}): Enrolment {
  return {
    id: id(30),
    campaignId: id(40),
    personId: id(2),
    assigneeId: 'user-1',
    status: 'active',
    startAt: '2026-06-04T06:00:00.000Z',
    timeZone: 'Europe/Stockholm',
    currentStepId: null,
    ...over,
  };
}

/** A Gmail window that is being written in, and that the page has told nothing of yet. */
export function aComposeSession(over: Partial<ComposeSession> = {}): ComposeSession {
  return {
    id: id(1),
    taskId: id(2),
    site: 'gmail',
    tabId: 7,
    account: 'mia@nordby.example',
    state: 'writing',
    ids: {},
    report: null,
    problem: null,
    recipients: null,
    subject: null,
    requestId: null,
    actionId: null,
    startedAt: '2026-11-23T08:59:00.000Z',
    changedAt: '2026-11-23T08:59:00.000Z',
    ...over,
  };
}

/** A campaign of the user who is signed in, shared with everybody: one day with a call. */
export function aSheet(over: Partial<CampaignSheet> = {}): CampaignSheet {
  return {
    id: '00000000-0000-4000-8000-c00000000001',
    name: 'Spring',
    category: '',
    settings: { skipWeekends: true, onReply: 'end' },
    days: [{ number: 1, steps: [aStep({ id: id(1) })] }],
    version: 1,
    ownerId: 'user-1',
    ownerName: 'Karin Holm',
    changedAt: '2026-11-12T13:20:00.000Z',
    archivedAt: null,
    active: 0,
    shared: true,
    teamIds: [],
    ...over,
  };
}
