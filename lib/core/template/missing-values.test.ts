import { expect, test } from 'vitest';
import { compile, type Fallbacks, type Rendered } from './compile.ts';
import { type MailSource, openGate, settle } from './gate.ts';
import type { FieldSource } from './run.ts';

/** One row of the table: what stands in a mail, what is known, and what becomes of it. */
interface Row {
  row: string;
  /** As it is written in the mail. */
  written: string;
  own?: Record<string, unknown>;
  crm?: Record<string, unknown>;
  language?: string;
  output: string;
  from: FieldSource;
  goes: boolean;
}

const value = { from: 'value', goes: true } as const;
const crm = { from: 'crm', goes: true } as const;
const given = { from: 'default', goes: true } as const;
const exception = { from: 'exception', goes: true } as const;
const stops = { from: 'missing', goes: false, output: '' } as const;
const everything = { company: 'Own AB' };
const elsewhere = { company: 'Crm AB', first_name: 'Bo', last_name: 'Ek', title: 'CEO', plan: 'Gold' };

/** In the order in which they are asked: value, CRM, default, documented exception; then the mail does not go. */
const rows: Row[] = [
  {
    row: 'the value stands before the CRM, the default and the exception',
    written: '{{company | default: "us"}}',
    own: everything,
    crm: elsewhere,
    output: 'Own AB',
    ...value,
  },
  {
    row: 'the value stands before the default',
    written: '{{company | default: "us"}}',
    own: everything,
    output: 'Own AB',
    ...value,
  },
  {
    row: 'the value stands before the exception',
    written: '{{company}}',
    own: everything,
    output: 'Own AB',
    ...value,
  },
  {
    row: 'the number 0 is a value',
    written: '{{plan | default: "us"}}',
    own: { plan: 0 },
    output: '0',
    ...value,
  },
  {
    row: 'the CRM stands before the default and the exception',
    written: '{{company | default: "us"}}',
    crm: elsewhere,
    output: 'Crm AB',
    ...crm,
  },
  {
    row: 'the CRM stands before the default',
    written: '{{plan | default: "us"}}',
    crm: elsewhere,
    output: 'Gold',
    ...crm,
  },
  {
    row: 'the CRM stands before the exception of first_name',
    written: '{{first_name}}',
    crm: elsewhere,
    output: 'Bo',
    ...crm,
  },
  {
    row: 'the CRM stands before the exception of last_name',
    written: '{{last_name}}',
    crm: elsewhere,
    output: 'Ek',
    ...crm,
  },
  {
    row: 'the CRM stands before the exception of title',
    written: '{{title}}',
    crm: elsewhere,
    output: 'CEO',
    ...crm,
  },
  {
    row: 'the CRM stands before the exception of company',
    written: '{{company}}',
    crm: elsewhere,
    output: 'Crm AB',
    ...crm,
  },
  {
    row: 'a blank value is none: the CRM is asked',
    written: '{{plan}}',
    own: { plan: ' ' },
    crm: elsewhere,
    output: 'Gold',
    ...crm,
  },
  {
    row: 'a blank value of the CRM is none either: the default stands',
    written: '{{plan | default: "us"}}',
    own: { plan: '' },
    crm: { plan: '\n' },
    output: 'us',
    ...given,
  },
  {
    row: 'no value, a default: the default stands',
    written: '{{plan | default: "us"}}',
    output: 'us',
    ...given,
  },
  { row: 'a default may be empty', written: '{{plan | default: ""}}', output: '', ...given },
  {
    row: 'a default of a field written with a space, as in guides',
    written: '{{first name | default: "you"}}',
    output: 'you',
    ...given,
  },
  {
    row: 'a default of a custom field',
    written: '{{fields.[Shoe size] | default: "42"}}',
    output: '42',
    ...given,
  },
  { row: 'a default of a merge field', written: '[[customer.phone|later]]', output: 'later', ...given },
  {
    row: 'the default stands before the exception of first_name',
    written: '{{first_name | default: "you"}}',
    output: 'you',
    ...given,
  },
  {
    row: 'the default stands before the exception of last_name',
    written: '{{last_name | default: "you"}}',
    output: 'you',
    ...given,
  },
  {
    row: 'the default stands before the exception of title',
    written: '{{title | default: "boss"}}',
    output: 'boss',
    ...given,
  },
  {
    row: 'the default stands before the exception of company',
    written: '{{company | default: "us"}}',
    output: 'us',
    ...given,
  },
  {
    row: 'the default stands before the exception of its friendly form',
    written: '{{company_friendly | default: "us"}}',
    output: 'us',
    ...given,
  },
  { row: 'exception: first_name is empty', written: '{{first_name}}', output: '', ...exception },
  {
    row: 'exception: a merge field as the field it stands for',
    written: '[[customer.firstname]]',
    output: '',
    ...exception,
  },
  {
    row: 'exception: the company of a merge field is “your company”',
    written: '[[company.name]]',
    output: 'your company',
    ...exception,
  },
  {
    row: 'exception: the letters that a helper writes',
    written: '{{capitalise company}}',
    output: 'Your company',
    ...exception,
  },
  { row: 'exception: last_name is empty', written: '{{last_name}}', output: '', ...exception },
  { row: 'exception: title is empty', written: '{{title}}', output: '', ...exception },
  {
    row: 'exception: company is “your company”',
    written: '{{company}}',
    output: 'your company',
    ...exception,
  },
  {
    row: 'exception: its friendly form too',
    written: '{{company_friendly}}',
    output: 'your company',
    ...exception,
  },
  {
    row: 'exception: in its other spelling too',
    written: '{{friendly_company}}',
    output: 'your company',
    ...exception,
  },
  {
    row: 'exception: company in Swedish',
    written: '{{company}}',
    language: 'sv',
    output: 'ert företag',
    ...exception,
  },
  {
    row: 'exception: company in Danish',
    written: '{{company}}',
    language: 'da',
    output: 'jeres virksomhed',
    ...exception,
  },
  {
    row: 'exception: company in Norwegian',
    written: '{{company}}',
    language: 'nb',
    output: 'bedriften deres',
    ...exception,
  },
  {
    row: 'exception: company in Dutch',
    written: '{{company}}',
    language: 'nl',
    output: 'uw bedrijf',
    ...exception,
  },
  { row: 'no value, no default, no exception: not sent', written: '{{plan}}', ...stops },
  {
    row: 'a default after a bar may be empty: whoever writes `default: ""` says that nothing is right',
    written: '{{plan | default: ""}}',
    output: '',
    ...given,
  },
  { row: 'an empty default given to the helper is none: not sent', written: '{{default plan ""}}', ...stops },
  ...[
    '\u2060\u200e',
    '\u034f',
    '\u3164\uffa0',
    '\u2800',
    '\u0000\u0007',
    '\ufeff\u00ad\u180e',
    '\u{e0020}',
  ].map((plan) => ({
    row: `a value that nobody can see, ${JSON.stringify(plan)}: not sent`,
    written: '{{plan}}',
    own: { plan },
    ...stops,
  })),
  {
    row: 'an invisible character beside a letter takes nothing from it',
    written: '{{plan}}',
    own: { plan: '\u200ba' },
    output: '\u200ba',
    ...value,
  },
  { row: 'a blank value alone: not sent', written: '{{plan}}', own: { plan: ' ' }, ...stops },
  {
    row: 'a value of characters that nobody sees: not sent',
    written: '{{plan}}',
    own: { plan: '\u200b' },
    ...stops,
  },
  { row: 'a default that is a field without a value: not sent', written: '{{default plan tier}}', ...stops },
  {
    row: 'nor where it is empty, and deeper in a call: not sent',
    written: '{{upper (default plan tier)}}',
    own: { plan: '', tier: '' },
    ...stops,
  },
  {
    row: 'a default by which nothing is found: not sent',
    written: '{{lookup labels (default plan "none")}}',
    own: { labels: { gold: 'Gold' } },
    ...stops,
  },
  { row: 'no exception for the email address: not sent', written: '{{email}}', ...stops },
  { row: 'no exception for the full name: not sent', written: '{{full_name}}', ...stops },
  {
    row: 'no exception for a custom field, whatever its name: not sent',
    written: '{{custom_field_title}}',
    ...stops,
  },
  { row: 'nor in its other form: not sent', written: '{{fields.title}}', ...stops },
  { row: 'no exception for a field of the CRM: not sent', written: '{{sfdc_account_name}}', ...stops },
  { row: 'no exception for a field of the user: not sent', written: '{{my_title}}', ...stops },
  {
    row: 'no exception for a merge field without one in braces: not sent',
    written: '[[customer.name]]',
    ...stops,
  },
];

test.each(rows)('$row', ({ written, own = {}, crm: known, language = 'en', output, from, goes }) => {
  const fallbacks: Fallbacks = known ? { crm: known } : {};
  for (const kind of ['subject', 'text', 'html'] as const) {
    const printed: Rendered = compile(written, { kind, locale: language })(own, fallbacks);
    expect([printed.output, printed.fields.map(({ source }) => source)]).toEqual([output, [from]]);
    expect(printed.missing).toHaveLength(goes ? 0 : 1);
  }
  for (const [part, mail] of Object.entries(inEachPart(written))) {
    const { ready, held } = openGate(mail, [{ id: 'p', context: own, ...fallbacks }]);
    expect([part, ready, held.map(({ missing }) => missing[0]?.parts)]).toEqual(
      goes ? [part, ['p'], []] : [part, [], [[part]]],
    );
  }
});

/** One thing that is missing holds the mail, wherever it stands; what is there does not let it go. */
function inEachPart(written: string): Record<keyof MailSource, MailSource> {
  const well = { subject: '{{there}}', preheader: 'x', html: 'x' };
  return {
    subject: { ...well, subject: written },
    preheader: { ...well, subject: 'x', preheader: written },
    html: { ...well, subject: 'x', html: written },
    text: { ...well, subject: 'x', text: written },
  };
}

test.each([
  {
    row: 'a prompt that is left stops the mail, also where every field has a value',
    written: '{{! say why }}',
  },
  { row: 'beside text that is finished too', written: 'Hi {{company}}, {{! say why }}.' },
])('$row', ({ written }) => {
  for (const [part, mail] of Object.entries(inEachPart(written))) {
    const { ready, held, prompts } = openGate(mail, [{ id: 'p', context: { ...everything, there: 'x' } }]);
    expect({ ready, held }).toEqual({ ready: [], held: [] });
    expect(prompts).toMatchObject([{ part, text: 'say why' }]);
  }
});

test.each([
  { row: 'a prompt that was replaced lets it go', written: 'because you asked' },
  { row: 'a note for other writers lets it go', written: '{{!-- say why --}}' },
])('$row', ({ written }) => {
  for (const mail of Object.values(inEachPart(written)))
    expect(openGate(mail, [{ id: 'p', context: { there: 'x' } }]).ready).toEqual(['p']);
});

test.each([
  '{{@root.first_name}}|{{@root.company}}|{{@root.plan}}',
  '{{#with fields}}{{../first_name}}|{{../company}}|{{../plan}}{{/with}}',
  '{{#each items}}{{#with this}}{{@root.first_name}}|{{../company}}|{{../plan}}{{/with}}{{/each}}',
])('§14.4 a field of the person is theirs from wherever it is read: %s', (source) => {
  const template = compile(source, { kind: 'text' });
  const context = { fields: { a: 'b' }, items: ['x'] };
  expect(template(context)).toMatchObject({ output: '|your company|', missing: ['plan'] });
  expect(template(context, { crm: elsewhere }).output).toBe('Bo|Crm AB|Gold');
  const chosen = { company: 'us', plan: 'Free', first_name: 'you' };
  expect(template(context, { defaults: chosen }).output).toBe('you|us|Free');
  const mail = { subject: '', html: source };
  const edit = { type: 'edit', value: 'Silver' } as const;
  expect(settle(mail, [{ id: 'p', context }], new Map([['p', { plan: edit }]]))).toMatchObject([
    { outcome: 'send', values: { plan: 'Silver' }, missing: [] },
  ]);
});

test('§14.4 what is looked up in something else is not the person’s, whatever it is called', () => {
  const template = compile(
    '{{#each fields}}{{#with @root.item}}{{../company}}{{company}}{{/with}}{{/each}}',
    {
      kind: 'text',
    },
  );
  expect(template({ item: { a: 1 }, fields: [{ b: 1 }] })).toMatchObject({
    output: '',
    missing: ['../company', 'company'],
  });
});
