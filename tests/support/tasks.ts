import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Activity, Task } from '../../lib/contract/task.ts';
import type { Template } from '../../lib/contract/template.ts';

/** A UUID that says what it is of: `idOf('task', 3)`. */
export function idOf(
  kind: 'task' | 'person' | 'campaign' | 'action' | 'session' | 'activity' | 'step' | 'notice' | 'template',
  number: number,
): string {
  const kinds = {
    task: 1,
    person: 2,
    campaign: 3,
    action: 4,
    session: 5,
    activity: 6,
    step: 7,
    notice: 8,
    template: 9,
  };
  return `0000000${kinds[kind]}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** An open email task of Anna Lindqvist; a test names only what it is about. */
export function aTask(changes: Partial<Task> = {}): Task {
  return {
    id: idOf('task', 1),
    type: 'email',
    title: 'First touch',
    status: 'open',
    priority: 'normal',
    dueAt: '2026-11-18T08:00:00.000Z',
    details: '',
    email: null,
    assigneeId: 'user-1',
    personId: idOf('person', 1),
    personName: 'Anna Lindqvist',
    companyName: 'Nordkap Logistik AB',
    campaignId: idOf('campaign', 1),
    campaignName: 'Autumn fleet renewal',
    enrolmentId: null,
    stepId: idOf('step', 1),
    dayNumber: 1,
    stepNumber: 1,
    outcome: null,
    cause: null,
    closedAt: null,
    closedByAction: null,
    version: 1,
    ...changes,
  };
}

export function aPerson(changes: Partial<Person> = {}): Person {
  return {
    id: idOf('person', 1),
    firstName: 'Anna',
    lastName: 'Lindqvist',
    email: 'anna.lindqvist@nordkap.example',
    title: 'Head of Procurement',
    companyName: 'Nordkap Logistik AB',
    phone: '+46 8 123 456 78',
    profileUrl: 'https://www.linkedin.com/in/anna-lindqvist-example',
    timeZone: 'Europe/Stockholm',
    language: 'sv',
    fields: {},
    ...changes,
  };
}

export function aCampaign(changes: Partial<Campaign> = {}): Campaign {
  const step = {
    id: idOf('step', 1),
    type: 'call' as const,
    title: 'Call',
    details: '',
    email: null,
    dueTime: '09:00',
  };
  return {
    id: idOf('campaign', 1),
    name: 'Autumn fleet renewal',
    category: 'Sales',
    settings: { skipWeekends: true, onReply: 'end' },
    days: [
      { number: 1, steps: [step] },
      { number: 7, steps: [step] },
    ],
    ...changes,
  };
}

export function anActivity(changes: Partial<Activity> = {}): Activity {
  return {
    id: idOf('activity', 1),
    at: '2026-11-16T13:12:00.000Z',
    kind: 'campaign.started',
    personId: idOf('person', 1),
    taskId: null,
    campaignId: idOf('campaign', 1),
    byName: 'Karin Holm',
    title: 'Autumn fleet renewal',
    note: null,
    ...changes,
  };
}

/** A shared English template of Karin Holm's, never used by the asking user. */
export function aTemplate(changes: Partial<Template> = {}): Template {
  return {
    id: idOf('template', 1),
    name: 'First touch',
    category: 'First contact',
    subject: 'A question about {{company}}',
    html: '<p>Hi {{first_name}}</p>',
    text: null,
    preheader: '',
    language: 'en',
    variants: [],
    recommendation: null,
    nonCommercial: false,
    shared: true,
    attachments: [],
    ownerId: 'user-2',
    ownerName: 'Karin Holm',
    archivedAt: null,
    version: 1,
    createdAt: '2026-11-02T09:00:00.000Z',
    updatedAt: '2026-11-02T09:00:00.000Z',
    favourite: false,
    useCount: 0,
    lastUsedAt: null,
    ...changes,
  };
}
