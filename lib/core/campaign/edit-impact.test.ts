import { expect, test } from 'vitest';
import type { Campaign, Day } from '../../contract/campaign.ts';
import { changesOf, impactOf, type PersonInside } from './edit-impact.ts';
import { moveRun } from './move-run.ts';

/** `ab c` is a and b on day 1, and c on day 2. */
function version(
  text: string,
  over: Partial<Campaign['settings']> = {},
): Pick<Campaign, 'days' | 'settings'> {
  const days = text.split(' ').map(
    (ids, index): Day => ({
      number: index + 1,
      steps: [...ids].map((id) => ({
        id,
        type: 'call',
        title: id,
        details: '',
        email: null,
        dueTime: '09:00',
      })),
    }),
  );
  return { days: text === '' ? [] : days, settings: { skipWeekends: false, onReply: 'end', ...over } };
}
const at = (currentStepId: string, closed = '') => ({ currentStepId, closed: new Set(closed) });

test.each([
  { before: 'abc', after: 'abc', at: at('b', 'a'), stepId: 'b', leftOut: '' },
  { before: 'abc', after: 'acb', at: at('b', 'a'), stepId: 'b', leftOut: 'c' }, // moved in front: behind the person
  { before: 'abc', after: 'axbc', at: at('b', 'a'), stepId: 'b', leftOut: 'x' }, // added behind
  { before: 'abc', after: 'abxc', at: at('b', 'a'), stepId: 'b', leftOut: '' }, // added ahead
  { before: 'abc', after: 'ac', at: at('b', 'a'), stepId: 'c', leftOut: '' }, // gone: the next that is left
  { before: 'abc', after: 'a', at: at('b', 'a'), stepId: null, leftOut: '' }, // nothing is left
  { before: 'abc', after: 'ax', at: at('b', 'a'), stepId: 'x', leftOut: '' }, // only new ones are left
  { before: 'abc', after: 'xy', at: at('b', 'a'), stepId: 'x', leftOut: '' }, // all is new
  { before: 'abc', after: 'ca', at: at('b', 'a'), stepId: 'c', leftOut: '' }, // the next one stands before what is done
  { before: 'abcd', after: 'ad', at: at('b', 'ac'), stepId: 'd', leftOut: '' },
  // S4, S5: b has come before a, which is still to come.
  { before: 'abc', after: 'axbc', at: at('b'), stepId: 'b', leftOut: 'x' },
  { before: 'abc', after: 'ac', at: at('b'), stepId: 'a', leftOut: '' },
  { before: 'abc', after: 'abc', at: { ...at('b'), leftOut: ['a'] }, stepId: 'b', leftOut: 'a' },
])(
  'from $before to $after, standing on $at.currentStepId: on $stepId',
  ({ before, after, at: standing, ...then }) => {
    const moved = moveRun(version(before), version(after), standing);
    expect({ stepId: moved.stepId, leftOut: moved.leftOut.join('') }).toEqual(then);
  },
);

test('only what was really moved counts as moved', () => {
  const moved = (before: string, after: string) =>
    changesOf(version(before), version(after)).map(({ stepId, change }) => `${change} ${stepId}`);
  expect(moved('abcd', 'bcda')).toEqual(['moved a']);
  expect(moved('abcd', 'abxd')).toEqual(['added x', 'removed c']);
  expect(moved('ab c', 'ab c')).toEqual([]);
  expect(moved('ab c', 'a bc')).toEqual(['moved b']);
});

test('§2.12 counts, §2.9: an edit is told step by step with head-counts, and setting by setting', () => {
  const present = version('ab c d');
  const edited = version('ax c d', { skipWeekends: true });
  const [, second] = edited.days;
  if (second?.steps[0]) second.steps[0].title = 'Another title';
  const inside = (standing: ReturnType<typeof at>): PersonInside => ({
    ...standing,
    version: 2,
    goesBy: present,
  });
  const people = [inside(at('a')), inside(at('b', 'a')), inside(at('c', 'ab')), inside(at('d', 'abc'))];
  expect(impactOf(present, edited, people)).toEqual({
    people: 4,
    versions: [{ version: 2, people: 4 }],
    steps: [
      { stepId: 'x', title: 'x', type: 'call', change: 'added', standing: 0, ahead: 1, behind: 3 },
      { stepId: 'c', title: 'Another title', type: 'call', change: 'text', standing: 1, ahead: 2, behind: 1 },
      { stepId: 'b', title: 'b', type: 'call', change: 'removed', standing: 1, ahead: 1, behind: 2 },
    ],
    settings: ['skipWeekends'],
    forwarded: 1,
    completed: 0,
  });
});

test('people of older versions are counted by where they are on those', () => {
  const present = version('abc');
  const old: PersonInside = { ...at('z', 'a'), version: 1, goesBy: version('azb') };
  const impact = impactOf(present, version(''), [old, { ...at('c', 'ab'), version: 3, goesBy: present }]);
  expect(impact.versions).toEqual([
    { version: 3, people: 1 },
    { version: 1, people: 1 },
  ]);
  expect(impact.completed).toBe(2);
  expect(impact.steps.map(({ stepId, ahead, behind }) => `${stepId} ${ahead} ${behind}`)).toEqual([
    'a 0 2',
    'b 1 1',
    'c 0 1',
  ]);
});

test('a setting that says the same in other words is no change', () => {
  expect(impactOf(version('a', { strictOrder: false }), version('a'), []).settings).toEqual([]);
});
