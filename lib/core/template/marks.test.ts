import { expect, test } from 'vitest';
import { fieldMark, findMarks, markPlaces, promptMark, readMark } from './marks.ts';

const known = [
  '{{phone}}',
  '{{! say something }}',
  '{{! say {x} kind }}',
  '{{! a } b }}',
  '{{fields.a}b}}',
  '{{fields.Shoe size}}',
  '[[customer.cellphone]]',
];

test.each([
  { text: 'Hej Åsa', marks: [] },
  { text: '{{phone}} and {{phone}}, {{! say something }}', marks: ['{{phone}}', '{{! say something }}'] },
  { text: '{{!\u00a0say\n something }}', marks: ['{{! say something }}'] },
  { text: '{{fields.Shoe\u00a0size}}', marks: ['{{fields.Shoe size}}'] },
  { text: 'a { b } {{}} {{{', marks: [] },
  { text: '{{{phone}}}', marks: ['{{phone}}'] },
  { text: '{{! say {x} kind }} {{! a } b }}', marks: ['{{! say {x} kind }}', '{{! a } b }}'] },
  { text: '{{fields.a}b}}', marks: ['{{fields.a}b}}'] },
  { text: 'see [[customer.cellphone]], [1] and [[2]]', marks: ['[[customer.cellphone]]'] },
  // Values of people, and what somebody writes.
  { text: 'Åsa {{x}} [[y]] {{! z }}', marks: [] },
  { text: 'Åsa {{! {{phone}}', marks: ['{{phone}}'] },
  { text: '{{phonex}} {{pho.e}}', marks: [] },
])('$text', ({ text, marks }) => {
  expect(findMarks(text, known)).toEqual(marks);
  expect(findMarks(text, [])).toEqual([]);
});

test('a mark says what it asks for', () => {
  expect(readMark(fieldMark('fields.plan'))).toEqual({ type: 'field', text: 'fields.plan' });
  expect(readMark(promptMark('say something'))).toEqual({ type: 'prompt', text: 'say something' });
});

test('a long prompt is one too, though not all of it is named; by that name it is found again', () => {
  const prompt = promptMark('say something '.repeat(40));
  const text = `a ${prompt} b {{! say something else }}`;
  expect(markPlaces(text, [prompt])).toEqual([{ start: 2, end: 2 + prompt.length }]);
  const named = findMarks(text, [prompt]);
  expect(named).toEqual([expect.stringMatching(/^\{\{! say .{200,400}…\}\}$/)]);
  expect(markPlaces(text, named)).toEqual([{ start: 2, end: 2 + prompt.length }]);
});

test('a text full of them ends somewhere', () => {
  const many = Array.from({ length: 500 }, (_, index) => `{{a${index}}}`);
  expect(findMarks(many.join(''), many)).toHaveLength(50);
  expect(findMarks('{{!'.repeat(100_000), many)).toEqual([]);
});
