import type { Project } from '../../lib/contract/project.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { aMailing, rowOf } from '../support/mailing-pages.ts';
import { idOf } from '../support/tasks.ts';
import { people, stranger } from './campaign-people.ts';
import type { Step } from './states.ts';
import type { WorkspaceState } from './workspace-states.ts';

export const projectOf = (index: number, over: Partial<Project> = {}): Project => ({
  id: idOf('campaign', index),
  name: 'Införande av det gemensamma transportplaneringssystemet i Öresundsregionen',
  description: '',
  status: 'active',
  people: 5,
  ownerId: signedIn.me?.user.id ?? '',
  ownerName: 'Karin Holm',
  mayChange: true,
  shared: false,
  teamIds: [],
  ...over,
});
const projects = [
  projectOf(1, {
    name: 'Autumn fair',
    status: 'planned',
    description: 'Stand B 12, from Tuesday to Thursday.\nWhoever comes gets the new price list afterwards.',
  }),
  projectOf(2, { ...stranger, status: 'done' }),
  projectOf(3, { people: 1280 }),
];
const mailings = [
  rowOf(
    aMailing({ name: 'Invitation to the fair', status: 'finished', startedAt: '2026-11-11T08:00:00.000Z' }),
  ),
  rowOf(
    aMailing({
      id: idOf('campaign', 2),
      name: 'Inbjudan till mässan i Göteborg för alla som var med förra året',
    }),
  ),
];
const usual: LibraryAnswers = {
  'people.list': () => ok({ people, total: 320 }),
  'projects.list': () => ok({ projects }),
  'projects.get': ({ params }: { params: { id: string } }) =>
    ok(projects.find(({ id }) => id === params.id) ?? projectOf(1)),
  'projects.people': () => ok({ people, total: people.length }),
  'projects.delete': () => ok({}),
  'mailings.list': () => ok({ mailings, total: mailings.length }),
};
const on = (steps: Step[], over: LibraryAnswers = {}): WorkspaceState => ({
  page: 'workspace',
  state: { session: signedIn },
  answers: aLibrary({ ...usual, ...over }).answers,
  steps: [{ click: 'a[href="#/people"]' }, ...steps],
});
const toProjects: Step = { click: 'a[href="#/people?tab=projects"]' };
const open = (index: number): Step[] => [toProjects, { click: `[data-row="${idOf('campaign', index)}"]` }];

/** Projects and who takes part in them. */
export const projectStates: Record<string, WorkspaceState> = {
  projects: on([toProjects]),
  'projects-none': on([toProjects], { 'projects.list': () => ok({ projects: [] }) }),
  'projects-away': on([toProjects], { 'projects.list': () => fail('SERVER_AWAY', 'no answer') }),
  project: on([...open(1), { click: 'tbody tr:nth-child(2) input' }]),
  'project-activities': on([...open(1), { click: 'text="Activities"' }]),
  'project-no-activities': on([...open(1), { click: 'text="Activities"' }], {
    'mailings.list': () => ok({ mailings: [], total: 0 }),
  }),
  'project-empty': on(open(1), { 'projects.people': () => ok({ people: [], total: 0 }) }),
  'project-stranger': on(open(2)),
  'project-change': on([...open(1), { click: 'text="Change"' }]),
  'project-delete': on([...open(1), { click: 'text="Delete project"' }]),
  'project-add': on([...open(1), { click: 'text="Add people"' }, { click: '[role="option"]:nth-child(3)' }]),
  'project-add-to': on([{ click: 'tbody tr:nth-child(2) input' }, { click: 'text="Add to a project"' }]),
};
