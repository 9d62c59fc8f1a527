import { expect, test } from 'vitest';
import { sourcesOfSetup } from './sources.ts';

const s = 'selection-1';
const p = 'project-1';
const selection = { kind: 'selection', refId: s };
const project = { kind: 'project', refId: p };

test.each([
  { what: 'neither', setup: { selectionId: null, projectId: null }, sources: [] },
  {
    what: 'a selection alone',
    setup: { selectionId: s, projectId: null },
    sources: [{ ...selection, only: null }],
  },
  {
    what: 'a project alone',
    setup: { selectionId: null, projectId: p },
    sources: [{ ...project, only: null }],
  },
])('mailings §5.3 setup: $what', ({ setup, sources }) => {
  for (const rule of ['selection', 'union', 'intersection', 'difference'] as const)
    expect(sourcesOfSetup({ ...setup, rule })).toEqual(sources);
});

test.each([
  { rule: 'selection', sources: [{ ...selection, only: null }] },
  {
    rule: 'union',
    sources: [
      { ...selection, only: null },
      { ...project, only: null },
    ],
  },
  { rule: 'intersection', sources: [{ ...selection, only: { in: true, ...project } }] },
  { rule: 'difference', sources: [{ ...selection, only: { in: false, ...project } }] },
] as const)('mailings §5.3 both: $rule', ({ rule, sources }) => {
  expect(sourcesOfSetup({ selectionId: s, projectId: p, rule })).toEqual(sources);
});
