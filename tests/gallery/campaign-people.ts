import type { Person } from '../../lib/contract/person.ts';
import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import type { PlanLine } from '../../lib/contract/plan.ts';
import type { Selection } from '../../lib/contract/selection.ts';
import { signedIn } from '../support/fake-state.ts';
import { aPerson, idOf } from '../support/tasks.ts';

const someone = (index: number, firstName: string, over: Partial<Person> = {}): Person =>
  aPerson({
    id: idOf('person', index),
    firstName,
    lastName: 'Berg',
    email: `p${index}@fjord.example`,
    companyName: 'Fjord Logistik AB',
    timeZone: null,
    ...over,
  });
export const people = [
  someone(1, 'Åsa'),
  someone(2, 'Jean-Baptiste Emmanuel Zorg von und zu Hohenstein-Klotz der Jüngere', { companyName: null }),
  someone(3, 'محمد'),
  someone(4, 'Priya', { email: null }),
  someone(5, '', { lastName: '', email: 'post@nordkap.example' }),
];
const lineOf = (index: number, at: string, moves: PlanLine['moves'] = []): PlanLine => ({
  stepId: idOf('step', index),
  dayNumber: [1, 1, 2, 5, 5][index - 1] ?? 1,
  stepNumber: 1,
  kind: index < 3 ? 'send' : 'task',
  at,
  closedAt: null,
  waitsFor: index > 3 ? idOf('step', 3) : null,
  time: { clock: '09:00', from: 'step', stepId: null, change: null },
  countedAt: moves[0]?.from ?? at,
  moves,
  shiftDays: 0,
  until: null,
});
const lines = [
  lineOf(1, '2026-11-13T13:00:00.000Z'),
  lineOf(2, '2026-11-13T13:00:00.000Z'),
  lineOf(3, '2026-11-16T08:00:00.000Z', [
    { rule: 'weekends', from: '2026-11-14T08:00:00.000Z', to: '2026-11-16T08:00:00.000Z' },
  ]),
  lineOf(4, '2026-12-01T08:00:00.000Z', [
    {
      rule: 'companyHolidays',
      from: '2026-11-19T08:00:00.000Z',
      to: '2026-12-01T08:00:00.000Z',
      daysOff: [{ date: '2026-11-19', name: 'Inventering' }],
    },
  ]),
];
export const planOf = (index: number) => ({
  personId: idOf('person', index),
  startAt: '2026-11-13T09:00:00.000Z',
  timeZone: index === 3 ? 'America/New_York' : 'Europe/Stockholm',
  lines,
  leftOut: [],
});
const runOf = (index: number, over: Partial<EnrolmentContext> = {}): EnrolmentContext => ({
  id: idOf('action', index),
  campaignId: idOf('campaign', 1),
  campaignName: 'Autumn fleet renewal',
  status: 'active',
  underWay: { task: { automatic: false, trouble: false }, sending: false, heldUntil: null },
  onReply: 'end',
  startAt: '2026-11-10T09:00:00.000Z',
  assigneeId: 'user-1',
  assigneeName: 'Karin Holm',
  mine: true,
  currentStep: {
    id: idOf('step', 3),
    type: 'call',
    title: 'Ring them',
    dayNumber: 2,
    stepNumber: 1,
    position: 3,
    steps: 5,
  },
  nextDueAt: '2026-11-16T08:00:00.000Z',
  taskId: null,
  lastEvent: null,
  ...over,
});
const stopped: EnrolmentContext['lastEvent'] = {
  id: idOf('activity', 1),
  kind: 'stopped',
  source: 'hand',
  at: '2026-11-12T09:00:00.000Z',
  byName: 'Karin Holm',
  undoable: true,
};
export const onIt = people.map((person, index) => ({
  personId: person.id,
  name: `${person.firstName} ${person.lastName}`.trim(),
  email: person.email,
  companyName: person.companyName,
  run: runOf(
    index + 1,
    index === 2 ? { status: 'removed', underWay: null, nextDueAt: null, lastEvent: stopped } : {},
  ),
}));
export const selectionOf = (index: number, over: Partial<Selection> = {}): Selection => ({
  id: idOf('campaign', index),
  name: 'Återförsäljare i Öresundsregionen och Nordtyskland som har svarat under året',
  kind: 'static',
  people: 5,
  ownerId: signedIn.me?.user.id ?? '',
  ownerName: 'Karin Holm',
  mayChange: true,
  shared: false,
  teamIds: [],
  ...over,
});
export const stranger = {
  name: 'عملاء',
  ownerId: 'user-2',
  ownerName: 'Bo Ek',
  mayChange: false,
  shared: true,
};
