import { fail, ok } from '../../lib/contract/result.ts';
import type { Selection, SelectionSheet } from '../../lib/contract/selection.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import { people, selectionOf, stranger } from './campaign-people.ts';
import type { Step } from './states.ts';
import type { WorkspaceState } from './workspace-states.ts';

const selections: Selection[] = [
  selectionOf(1, { name: 'Autumn fair', people: 5 }),
  selectionOf(2, { name: 'Customers in Norway', kind: 'dynamic', people: null }),
  selectionOf(3, { name: 'Fair, but no customers', kind: 'combined', people: null }),
  selectionOf(4, stranger),
  selectionOf(5),
];
const sheetOf = (id: string): SelectionSheet => {
  const found = selections.find((one) => one.id === id) ?? selectionOf(1);
  const base = { ...found, people: found.people ?? 1280 };
  if (found.kind === 'static') return { ...base, definition: null };
  if (found.kind === 'combined')
    return {
      ...base,
      definition: {
        kind: 'combined',
        operator: 'onlyFirst',
        firstId: selections[0]?.id ?? '',
        secondId: selections[1]?.id ?? '',
      },
    };
  return {
    ...base,
    definition: {
      kind: 'dynamic',
      conditions: {
        field: 'group',
        match: 'all',
        of: [
          { field: 'country', operator: 'anyOf', values: ['NO', 'SE'] },
          { field: 'title', operator: 'contains', value: 'fleet' },
          {
            field: 'group',
            match: 'any',
            of: [
              { field: 'created', operator: 'lastDays', days: 30 },
              { field: 'consent', purpose: 'marketing', operator: 'is', status: 'given' },
              { field: 'noMailings', operator: 'no' },
            ],
          },
          { field: 'selection', operator: 'notIn', id: selections[0]?.id ?? '' },
        ],
      },
    },
  };
};
const usual: LibraryAnswers = {
  'people.list': () => ok({ people, total: 320 }),
  'selections.list': () => ok({ selections }),
  'selections.get': ({ params }: { params: { id: string } }) => ok(sheetOf(params.id)),
  'selections.people': () => ok({ people, total: people.length }),
  'selections.preview': () => ok({ people: people.slice(0, 4), total: 1280 }),
  'selections.delete': () => ok({}),
  'interests.list': () => ok({ interests: [] }),
  'projects.list': () => ok({ projects: [] }),
  'subscriptionTypes.list': () => ok({ types: [] }),
  'campaigns.overview': () => ok({ campaigns: [], total: 0, categories: [] }),
  'countries.list': () => ok({ countries: ['SE', 'NO', 'DK'].map((code) => ({ code, parts: [] })) }),
};
const on = (steps: Step[], over: LibraryAnswers = {}): WorkspaceState => ({
  page: 'workspace',
  state: { session: signedIn },
  answers: aLibrary({ ...usual, ...over }).answers,
  steps: [{ click: 'a[href="#/people"]' }, ...steps],
});
const toSelections: Step = { click: 'a[href="#/people?tab=selections"]' };
const open = (index: number): Step[] => [toSelections, { click: `[data-row="${idOf('campaign', index)}"]` }];

/** Selections of people. */
export const selectionStates: Record<string, WorkspaceState> = {
  selections: on([toSelections]),
  'selections-none': on([toSelections], { 'selections.list': () => ok({ selections: [] }) }),
  'selections-away': on([toSelections], { 'selections.list': () => fail('SERVER_AWAY', 'no answer') }),
  'selection-static': on([...open(1), { click: 'tbody tr:nth-child(2) input' }]),
  'selection-stranger': on(open(4)),
  'selection-dynamic': on([...open(2), { click: 'text="Change"' }]),
  'selection-combined': on([...open(3), { click: 'text="Change"' }]),
  'selection-make-static': on([...open(2), { click: 'text="Make static"' }]),
  'selection-delete': on([...open(1), { click: 'text="Delete selection"' }]),
  'selection-gone': on(open(1), { 'selections.get': () => fail('NOT_FOUND', 'there is no such selection') }),
  'selection-new': on([
    toSelections,
    { click: 'header .main' },
    { click: 'dialog label:nth-of-type(2)' },
    { click: 'dialog form > .main' },
  ]),
  'selection-add-to': on([{ click: 'tbody tr:nth-child(2) input' }, { click: 'text="Add to a selection"' }]),
};
