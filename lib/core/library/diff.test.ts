import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { aTemplate } from '../../../tests/support/tasks.ts';
import { TemplateContent } from '../../contract/template.ts';
import { diffTemplates, diffText } from './diff.ts';

const content = (changes: Partial<TemplateContent> = {}) => TemplateContent.parse(aTemplate(changes));
const swedish = { language: 'sv', subject: 'Hej', html: '<p>Hej</p>', text: null, preheader: '' };

test('tags, expressions and words are the pieces of a diff', () => {
  expect(diffText('<p>Hi {{first_name}}, see you</p>', '<p>Dear {{first_name}}, see us</p>')).toEqual([
    { kind: 'same', text: '<p>' },
    { kind: 'removed', text: 'Hi' },
    { kind: 'added', text: 'Dear' },
    { kind: 'same', text: ' {{first_name}}, see ' },
    { kind: 'removed', text: 'you' },
    { kind: 'added', text: 'us' },
    { kind: 'same', text: '</p>' },
  ]);
});

test('pieces put together are the older text and the newer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (older, newer) => {
      const pieces = diffText(older, newer);
      const without = (kind: string) =>
        pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join('');
      expect([without('added'), without('removed')]).toEqual([older, newer]);
    }),
  );
});

test('two long texts that have nothing in common are told as one exchange', () => {
  const long = (word: string) => Array.from({ length: 60_000 }, (_, index) => `${word}${index}`).join(' ');
  expect(diffText(long('a'), long('b')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
});

test('a long text whose words were turned round is told as one exchange', () => {
  const words = Array.from({ length: 8_000 }, (_, index) => `word${index}`);
  const kinds = diffText(words.join(' '), words.toReversed().join(' ')).map(({ kind }) => kind);
  expect(kinds).toEqual(['removed', 'added']);
});

test('parts that are the same are left out', () => {
  expect(diffTemplates(content(), content())).toEqual([]);
  const parts = diffTemplates(content(), content({ name: 'Other', nonCommercial: true }));
  expect(parts.map(({ part }) => part)).toEqual(['name', 'nonCommercial']);
});

test('a new variant is all added, one that went all removed', () => {
  const [subject, html] = diffTemplates(content(), content({ variants: [swedish] }));
  expect(subject).toEqual({ part: 'subject', variant: 'sv', pieces: [{ kind: 'added', text: 'Hej' }] });
  expect(html?.pieces).toEqual([{ kind: 'added', text: '<p>Hej</p>' }]);
  const gone = diffTemplates(content({ variants: [swedish] }), content());
  expect(gone.flatMap(({ pieces }) => pieces.map(({ kind }) => kind))).toEqual(['removed', 'removed']);
});

test('a rule is said line by line', () => {
  const criterion = { field: 'title', operator: 'contains' as const, value: 'Head' };
  const [part] = diffTemplates(
    content(),
    content({ recommendation: { match: 'any', criteria: [criterion] } }),
  );
  expect(part).toMatchObject({
    part: 'recommendation',
    pieces: [{ kind: 'added', text: 'any\ntitle contains “Head”' }],
  });
});
