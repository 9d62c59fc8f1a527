import { ok } from '../../lib/contract/result.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { FoundTask, TaskConsequences } from '../../lib/contract/task-changes.ts';
import { signedIn } from '../support/fake-state.ts';
import type { LibraryAnswers } from '../support/library.ts';
import { anActivity, aPerson, aTask, idOf } from '../support/tasks.ts';
import { awayNow } from './absence.ts';
import type { Step } from './states.ts';
import { type WorkspaceState, workspace } from './workspace-states.ts';

const names = [
  'Ana Itō',
  'Bo Larsen',
  'محمد العلي',
  'Wilhelmina Konstantinopolitanowska-Brzęczyszczykiewicz',
  '',
];
const types = ['call', 'email', 'inmail', 'custom'] as const;
const at = '2026-11-12T13:20:00.000Z';
const email = {
  subject: 'Twelve vans for {{company}}',
  html: '<p>Hi {{first_name}},</p><p>the offer is here. {{my_name}}</p>',
  alsoTo: [],
  cc: [],
  bcc: [],
};
const days = ['2026-11-09', '2026-11-12', '2026-11-13', '2026-11-17', '2026-12-01'];

const made = (count: number): Task[] =>
  Array.from({ length: count }, (_, index) =>
    aTask({
      id: idOf('task', index + 1),
      type: types[index % 4] ?? 'call',
      title:
        index % 7 === 3
          ? 'Ask what came of the offer for the twelve vans in the north'
          : 'Ring about the vans',
      personName: names[index % names.length] ?? '',
      priority: index % 5 === 0 ? 'high' : 'normal',
      dueAt: `${days[Math.floor((index / count) * days.length)]}T08:00:00.000Z`,
      assigneeId: index % 3 === 0 ? 'user-2' : 'user-1',
      ...(index === 5 && { automatic: 'step' as const, email }),
      ...(index === 9 && { trouble: { code: 'MAIL_BOUNCED', message: '550 5.1.1 no such user' } }),
      ...(index === 17 && { automatic: 'step' as const, held: { cause: 'late' as const, at } }),
      ...(index % 3 === 1 && { campaignId: null, campaignName: null, dayNumber: null, stepNumber: null }),
    }),
  );
const whole = made(60);
const all = whole.map(({ email: _, outcome: __, ...task }): FoundTask => task);
/** Mails that leave by themselves are the server's alone. */
const here = whole.filter(({ automatic, held }) => !automatic || held);
const counts = { overdue: 12, today: 12, tomorrow: 12, week: 12, later: 12 };
const failures = [
  {
    taskId: idOf('task', 3),
    title: 'Ring about the vans',
    personName: 'Bo Larsen',
    code: 'TASK_ALREADY_CLOSED' as const,
    message: 'done already',
  },
];
const goingOn = {
  campaignId: idOf('campaign', 1),
  campaignName: 'Autumn fleet renewal',
  stepId: idOf('step', 2),
  stepTitle: 'Offer',
  dayNumber: 3,
  automatic: true,
  runs: 41,
  firstAt: '2026-11-13T08:00:00.000Z',
  lastAt: '2026-11-16T08:00:00.000Z',
};
const told: TaskConsequences = {
  tasks: 59,
  skippedInstead: 0,
  goingOn: [
    goingOn,
    { ...goingOn, stepTitle: 'Ring again', automatic: false, runs: 1, lastAt: goingOn.firstAt },
  ],
  ending: 3,
  leaving: 41,
  stopped: 2,
  unsent: 15,
  waiting: 0,
  movedMails: 0,
  handedOver: 0,
  failures,
};
type Wanted = { body: { taskIds: string[] } };
const usual: LibraryAnswers = {
  'absences.list': () => ok({ absences: [] }),
  'tasks.search': () =>
    ok({ tasks: all, counts, campaigns: [{ id: idOf('campaign', 1), name: 'Autumn fleet renewal' }] }),
  'tasks.get': ({ params }: { params: { id: string } }) => ok(whole.find(({ id }) => id === params.id)),
  'people.context': () =>
    ok({
      person: aPerson(),
      consent: { noMailings: false, purposes: [] },
      enrolments: [],
      tasks: [],
      nextTask: null,
      activities: [anActivity()],
    }),
  'members.list': () =>
    ok({
      members: [
        { id: 'user-2', name: 'Bo Ek', self: false, awayUntil: '2026-11-27' },
        { id: 'user-1', name: 'Karin Holm', self: true },
      ],
    }),
  'tasks.consequences': () => ok(told),
  'tasks.change': ({ body }: Wanted) =>
    ok({
      changed: body.taskIds.filter((id) => id !== failures[0]?.taskId),
      failures: failures.filter(({ taskId }) => body.taskIds.includes(taskId)),
    }),
  'tasks.takeBack': () => ok({ changed: [], failures }),
};
const go: Step = { click: 'a[href="#/tasks"]' };
const tasks = (
  steps: Step[] = [],
  over: LibraryAnswers = {},
  role: 'user' | 'manager' = 'user',
): WorkspaceState => {
  const me = signedIn.me && { ...signedIn.me, role };
  return workspace(
    { ...usual, ...over },
    { state: { session: { ...signedIn, me }, tasks: here }, steps: [go, ...steps] },
  );
};
const some: Step[] = [{ press: 'j' }, { press: 'x' }, { press: 'j' }, { press: 'x' }];

/** The Tasks page of the workspace. */
export const tasklistStates: Record<string, WorkspaceState> = {
  tasklist: tasks(),
  'tasklist-everybody': tasks([], {}, 'manager'),
  'tasklist-selected': tasks(some),
  'tasklist-consequences': tasks([{ press: 'a' }, { press: 'e' }]),
  'tasklist-move': tasks([...some, { press: 'h' }], {
    'tasks.consequences': () =>
      ok({
        ...told,
        tasks: 2,
        goingOn: [],
        ending: 0,
        leaving: 0,
        stopped: 0,
        unsent: 0,
        waiting: 1,
        movedMails: 1,
        failures: [],
      }),
  }),
  'tasklist-give': tasks([...some, { press: 'g' }]),
  'tasklist-failed': tasks([
    { press: 'a' },
    { press: 'e' },
    { click: 'dialog button[type="submit"]:not([disabled])' },
  ]),
  'tasklist-away': tasks([], { 'absences.list': () => ok({ absences: [awayNow] }) }),
  'tasklist-add': tasks([{ press: 'n' }]),
  'tasklist-edit': tasks([
    { click: '[data-row]:nth-child(3) .tasklist-what .button' },
    { click: 'text=Change' },
  ]),
  'tasklist-call': tasks([{ press: 'j' }, { press: 'Enter' }]),
  'tasklist-automatic': tasks([{ click: `[data-row="${idOf('task', 6)}"]` }]),
  'tasklist-trouble': tasks([{ click: `[data-row="${idOf('task', 10)}"]` }]),
  'tasklist-empty': tasks([], {
    'tasks.search': () =>
      ok({ tasks: [], campaigns: [], counts: { overdue: 0, today: 0, tomorrow: 0, week: 0, later: 0 } }),
  }),
};
