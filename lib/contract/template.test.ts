import { expect, test } from 'vitest';
import { NewTemplate } from './template.ts';
import { CategoryName } from './template-library.ts';

const text = { subject: '', html: '' };

test('what looks alike is one name', () => {
  for (const category of ['A\u030arsmo\u0308te', ' Årsmöte\u200b'])
    expect(NewTemplate.parse({ ...text, name: 'A', category }).category).toBe('Årsmöte');
});

test('a name that nobody sees is none', () => {
  expect(NewTemplate.safeParse({ ...text, name: '\u200b \u2060' }).success).toBe(false);
  expect(CategoryName.safeParse('\u200b').success).toBe(false);
});
