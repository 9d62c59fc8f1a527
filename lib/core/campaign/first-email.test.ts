import { describe, expect, test } from 'vitest';
import { aMe } from '../../../tests/support/background.ts';
import { unwrap } from '../../../tests/support/domain.ts';
import { aPerson } from '../../../tests/support/tasks.ts';
import type { StepEmail } from '../../contract/campaign.ts';
import { renderInsertable } from '../template/email.ts';
import { printFirstEmail } from './first-email.ts';

const anEmail = (over: Partial<StepEmail>): StepEmail => ({
  subject: 'Hello {{first_name}}',
  html: '<p>{{company}}</p>',
  alsoTo: [],
  cc: [],
  bcc: [],
  ...over,
});

describe('§5 the first email is read and written anew per person', () => {
  test('values stand in it, and texts that were chosen for what is missing', () => {
    const email = anEmail({ html: '<p>{{phone}} {{fields.plan}} {{! a kind word }}</p>', preheader: 'Soon' });
    const person = aPerson({ firstName: 'Åsa', phone: null });
    expect(unwrap(printFirstEmail(email, person, aMe, { phone: 'your number' }))).toEqual({
      subject: 'Hello Åsa',
      html: '<p>your number {{fields.plan}} {{! a kind word }}</p>',
      missing: ['fields.plan'],
      prompts: ['a kind word'],
    });
  });

  test('it is in the language of the person', () => {
    const variant = { language: 'sv', subject: 'Hej {{first_name}}', html: '', text: null, preheader: '' };
    const email = anEmail({ language: 'en', variants: [variant] });
    expect(printFirstEmail(email, aPerson({ firstName: 'Åsa', language: 'sv' }), aMe, {})).toMatchObject({
      value: { subject: 'Hej Åsa' },
    });
  });

  test.each(['{{first_name}}', '[[phone]]', '{{{x}}}', '{{! ask }}', '{{#if a}}'])(
    'the value %s prints as itself when the text is printed again',
    (companyName) => {
      const person = aPerson({ companyName });
      const once = unwrap(printFirstEmail(anEmail({ subject: 'For {{company}}' }), person, aMe, {}));
      const twice = unwrap(renderInsertable({ ...anEmail({}), ...once }, person, aMe));
      const plain = unwrap(renderInsertable(anEmail({ subject: 'For {{company}}' }), person, aMe));
      expect([twice.subject, twice.html]).toEqual([plain.subject, plain.html]);
      expect([twice.missing, twice.prompts]).toEqual([[], []]);
    },
  );

  test('a text that cannot be read is refused with its part', () => {
    expect(printFirstEmail(anEmail({ html: '{{#if x}}' }), aPerson(), aMe, {})).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'html' }],
    });
  });
});
