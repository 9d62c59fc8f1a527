import { expect, test } from 'vitest';
import type { CampaignGate } from '../../lib/contract/gate.ts';
import {
  choicesOf,
  concerned,
  type Drafts,
  type FieldDraft,
  isDecided,
  lackedFields,
  promptsOf,
  withRefusals,
} from './drafts.ts';

const missing = (field: string, why: 'empty' | 'unsafe' = 'empty') => ({
  field,
  parts: ['html' as const],
  why,
});
const step = (title: string) => ({ stepId: title, title, dayNumber: 1, stepNumber: 1, byField: [] });
const gate: CampaignGate = {
  steps: [
    {
      ...step('First'),
      held: [
        { personId: 'anna', missing: [missing('phone'), missing('site')] },
        { personId: 'bo', missing: [missing('phone')] },
      ],
      prompts: [{ text: 'say something', part: 'html' }],
    },
    {
      ...step('Second'),
      held: [{ personId: 'anna', missing: [missing('site', 'unsafe')] }],
      prompts: [{ text: 'say something', part: 'subject' }],
    },
  ],
  editable: ['phone'],
};
const fields = lackedFields(gate);
const [phone, site] = fields;
const drafts = (given: Record<string, Partial<FieldDraft>>): Drafts =>
  new Map(
    Object.entries(given).map(([field, draft]) => [field, { way: null, text: '', values: {}, ...draft }]),
  );

test('over all mails each field stands once, with who lacks it, where, and whether they could have it', () => {
  expect(fields).toEqual([
    { field: 'phone', personIds: ['anna', 'bo'], steps: ['First'], unsafe: false, editable: true },
    { field: 'site', personIds: ['anna'], steps: ['First', 'Second'], unsafe: true, editable: false },
  ]);
  expect(promptsOf(gate, false)).toEqual(['say something']);
  const [one, two] = gate.steps;
  const steps = [...(one ? [{ ...one, automatic: true }] : []), ...(two ? [two] : [])];
  const either = [true, false].map((automatic) => promptsOf({ ...gate, steps }, automatic));
  expect(either).toEqual([['say something'], ['say something']]);
  expect(promptsOf(gate, true)).toEqual([]);
});

test.each<[string, Partial<FieldDraft>, boolean]>([
  ['nothing', {}, false],
  ['a text', { way: 'default', text: 'x' }, true],
  ['a blank text', { way: 'default', text: ' ' }, false],
  ['a value for each', { way: 'edit', values: { anna: '1', bo: '2' } }, true],
  ['a value for one of two', { way: 'edit', values: { anna: '1' } }, false],
  ['by hand', { way: 'task' }, true],
  ['left out', { way: 'skip' }, true],
])('%s decides a field: %o', (_, draft, decided) => {
  if (!phone) throw new Error('expected a field');
  expect(isDecided(phone, fields, drafts({ phone: draft }))).toBe(decided);
});

test('whoever is left out at one field is not asked about at another, nor told of', () => {
  if (!phone || !site) throw new Error('expected two fields');
  const chosen = drafts({ site: { way: 'skip' }, phone: { way: 'edit', values: { bo: ' 2 ' } } });
  expect(concerned(phone, fields, chosen)).toEqual(['bo']);
  expect(isDecided(phone, fields, chosen)).toBe(true);
  expect(choicesOf(fields, chosen)).toEqual([
    { personId: 'bo', fields: { phone: { type: 'edit', value: '2' } } },
    { personId: 'anna', fields: { site: { type: 'skip' } } },
  ]);
  expect(isDecided(phone, fields, drafts({ phone: {}, site: { way: 'task' } }))).toBe(false);
});

test('a field that mails write in two ways stands once', () => {
  const held = (field: string) => [{ personId: 'anna', missing: [missing(field)] }];
  const steps = [
    { ...step('First'), held: held('fields.My plan'), prompts: [] },
    { ...step('Second'), held: held('custom_field_my_plan'), prompts: [] },
  ];
  expect(lackedFields({ steps, editable: [] })).toMatchObject([
    { field: 'fields.My plan', personIds: ['anna'], steps: ['First', 'Second'] },
  ]);
});

test('what was chosen stays after a refusal, and is undecided where it cannot be', () => {
  if (!phone || !site) throw new Error('expected two fields');
  const chosen = drafts({
    phone: { way: 'default', text: '+46' },
    site: { way: 'default', text: 'javascript:run()' },
  });
  const after = withRefusals(fields, chosen, [{ personId: 'anna', unsafe: ['site'] }, { personId: 'bo' }]);
  expect(choicesOf(fields, after)).toEqual(choicesOf(fields, chosen));
  expect([phone, site].map((field) => isDecided(field, fields, after))).toEqual([true, false]);
});
