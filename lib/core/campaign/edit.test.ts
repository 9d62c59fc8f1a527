import { expect, test } from 'vitest';
import type { Day, Step } from '../../contract/campaign.ts';
import {
  changeStep,
  copySteps,
  duplicateStep,
  insertStep,
  moveStep,
  removeStep,
  renumberDay,
  stepBeside,
} from './edit.ts';

const step = (id: string, over: Partial<Step> = {}): Step => ({
  id,
  type: 'call',
  title: id,
  details: '',
  email: null,
  dueTime: '09:00',
  ...over,
});
const email = (id: string, over: Partial<Step> = {}): Step =>
  step(id, {
    type: 'email',
    email: { subject: 'S', html: '', alsoTo: [], cc: [], bcc: [] },
    ...over,
  });
const said = (days: readonly Day[]): string =>
  days.map(({ number, steps }) => `${number}:${steps.map(({ id }) => id).join('')}`).join(' ');
const days: Day[] = [
  { number: 1, steps: [step('a'), step('b')] },
  { number: 3, steps: [step('c')] },
];

test.each([
  { dayNumber: 1, index: 0, result: '1:xab 3:c' },
  { dayNumber: 1, index: 2, result: '1:abx 3:c' },
  { dayNumber: 2, index: 0, result: '1:ab 2:x 3:c' }, // a day comes into being, in its place
  { dayNumber: 9, index: 0, result: '1:ab 3:c 9:x' },
])('a step goes into day $dayNumber at $index: $result', ({ result, ...place }) => {
  expect(said(insertStep(days, step('x'), place).days)).toBe(result);
});

test('a day that loses its last step goes, and the others keep their numbers', () => {
  expect(said(removeStep(days, 'c').days)).toBe('1:ab');
  expect(said(removeStep(removeStep(days, 'a').days, 'b').days)).toBe('3:c');
});

test.each([
  { stepId: 'a', by: 1, result: '1:ba 3:c' },
  { stepId: 'b', by: -1, result: '1:ba 3:c' },
  { stepId: 'b', by: 1, result: '1:a 3:bc' }, // over the edge of the day: in front of what is there
  { stepId: 'c', by: -1, result: '1:abc' }, // the other way: behind it
] as const)('$stepId by one press of $by: $result', ({ stepId, by, result }) => {
  const place = stepBeside(days, stepId, by);
  expect(place && said(moveStep(days, stepId, place).days)).toBe(result);
});

test('the first step cannot go up, and one that is alone on the last day cannot go down', () => {
  expect(stepBeside(days, 'a', -1)).toBeNull();
  expect(stepBeside(days, 'c', 1)).toBeNull();
  expect(stepBeside(days, 'unknown', 1)).toBeNull();
});

test('behind the last day a day of its own begins', () => {
  const one: Day[] = [{ number: 4, steps: [step('a'), step('b')] }];
  expect(stepBeside(one, 'b', 1)).toEqual({ dayNumber: 5, index: 0 });
  expect(stepBeside([{ number: 365, steps: [step('a'), step('b')] }], 'b', 1)).toBeNull();
});

test.each([
  { number: 3, to: 2, result: '1:ab 2:c' },
  { number: 1, to: 7, result: '3:c 7:ab' }, // the number is a position
  { number: 1, to: 1, result: '1:ab 3:c' },
])('day $number becomes day $to: $result', ({ number, to, result }) => {
  const edited = renumberDay(days, number, to);
  expect(edited && said(edited.days)).toBe(result);
});

test.each([3, 0, 366, 1.5, Number.NaN])('day 1 cannot become day %s', (to) => {
  expect(renumberDay(days, 1, to)).toBeNull();
});

test('§2.12 order: what a move takes away is told: the opening has options of its own, and a follow-up needs an email before it', () => {
  const mails: Day[] = [
    { number: 1, steps: [email('a', { send: 'choose_at_launch' }), email('b', { followUp: true })] },
  ];
  const { days: moved, cleared } = moveStep(mails, 'b', { dayNumber: 1, index: 0 });
  expect(said(moved)).toBe('1:ba');
  expect(cleared).toEqual([
    { stepId: 'b', what: 'followUp' },
    { stepId: 'a', what: 'send', was: 'choose_at_launch', is: 'same_time_as_previous' },
  ]);
});

test('a copy stands behind its step with an id of its own', () => {
  expect(said(duplicateStep(days, 'a', 'x').days)).toBe('1:axb 3:c');
  expect(duplicateStep(days, 'unknown', 'x').days).toEqual(days);
});

test('only the step that is changed is another', () => {
  const changed = changeStep(days, 'b', (one) => ({ ...one, title: 'New' }));
  expect(changed[0]?.steps.map(({ title }) => title)).toEqual(['a', 'New']);
  expect(changed[1]?.steps[0]).toBe(days[1]?.steps[0]);
});

test('steps of a copied campaign have ids of their own', () => {
  let count = 0;
  expect(said(copySteps(days, () => `${++count}`))).toBe('1:12 3:3');
});
