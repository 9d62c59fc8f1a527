import { expect, test } from 'vitest';
import { aTemplate } from '../../../tests/support/tasks.ts';
import type { StepEmail } from '../../contract/campaign.ts';
import type { Template } from '../../contract/template.ts';
import type { CopyState } from '../../contract/template-library.ts';
import { copyInto, copyState, textForPerson } from './copies.ts';

const recipients = { alsoTo: [], cc: [{ email: 'bo@example.com' }], bcc: [] };
const swedish = { language: 'sv', subject: 'En fråga', html: '<p>Hej</p>', text: null, preheader: '' };
const first = aTemplate({ version: 1, variants: [swedish] });
const second = aTemplate({ version: 2, subject: 'Another question', variants: [swedish] });
const copy = copyInto(recipients, first);

test('a copy says where it comes from, and keeps the step’s recipients', () => {
  expect(copy).toMatchObject({ ...recipients, subject: first.subject, variants: [swedish] });
  expect(copy.fromTemplate).toEqual({ id: first.id, version: 1 });
});

test('§14.6 a copy of a non-commercial template is non-commercial, and so is what a person gets of it', () => {
  const invoice = copyInto(recipients, aTemplate({ nonCommercial: true }));
  expect(invoice.nonCommercial).toBe(true);
  expect(textForPerson(invoice, 'sv').nonCommercial).toBe(true);
  expect(copy).not.toHaveProperty('nonCommercial');
});

test.each([
  ['same', copy, first, first],
  ['same', copyInto(recipients, second), second, first], // edited by hand to what the template says now
  ['older', copy, second, first],
  ['edited', { ...copy, subject: 'Mine' }, first, first],
  ['edited', { ...copy, subject: 'Mine' }, second, first],
  ['edited', copy, second, null], // the version is forgotten: better to ask
  ['edited', { ...copy, variants: [] }, first, first],
  ['edited', { ...copy, preheader: 'Mine' }, first, first],
  ['edited', { ...copy, nonCommercial: true }, first, first],
  ['older', copy, aTemplate({ version: 2, variants: [swedish], nonCommercial: true }), first],
] satisfies [CopyState, StepEmail, Template, Template | null][])('%s', (state, email, present, taken) => {
  expect(copyState(email, present, taken)).toBe(state);
});

test('what a step written by hand leaves out is what a template says by default', () => {
  const { subject, html } = first;
  const plain: StepEmail = { ...recipients, subject, html };
  expect(copyState(plain, aTemplate({ language: null }), null)).toBe('same');
});

test.each([
  ['sv', 'En fråga'],
  ['en-GB', first.subject],
  [null, first.subject],
])('a person of %s gets “%s”, and nothing of the other languages', (language, subject) => {
  const text = textForPerson(copy, language);
  expect(text).toMatchObject({ ...recipients, subject, fromTemplate: { id: first.id, version: 1 } });
  expect(text).not.toHaveProperty('variants');
  expect(text.language).toBe(language === 'sv' ? 'sv' : (first.language ?? undefined));
});

test('a step without languages is what it is', () => {
  const plain: StepEmail = { ...recipients, subject: 'S', html: '<p>x</p>' };
  expect(textForPerson(plain, 'sv')).toEqual(plain);
});
