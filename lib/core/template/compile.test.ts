import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import type { FieldSource, TemplateContext } from './run.ts';
import { sanitisedHtml } from './safe-html.ts';
import type { TemplateKind } from './values.ts';

const context: TemplateContext = {
  first_name: 'Åsa',
  company: 'Berg & Ek <AB>',
  empty: '',
  blank: '  ',
  zero: 0,
  fields: { plan: 'Gold' },
  odd: { 'a|b "c"': 'd' },
  items: [{ name: 'one' }, { name: 'two' }],
  list: ['a', 'b'],
  nothing: [],
  run: () => 'called',
};

function print(source: string, kind: TemplateKind = 'text', given: TemplateContext = context) {
  return compile(source, { kind })(given);
}

test.each<[string, string]>([
  ['Hi {{first_name}}!', 'Hi Åsa!'],
  ['{{ fields.plan }} {{this.fields.plan}} {{./first_name}}', 'Gold Gold Åsa'],
  ['{{zero}}', '0'],
  ['{{empty | default: "there"}}', 'there'],
  ["{{blank|default:'you'}}", 'you'],
  [String.raw`{{empty | default: "a \"good\" friend"}}`, 'a "good" friend'],
  ['{{nobody | default: “friend”}}', 'friend'],
  ['{{first_name | default: "there"}}', 'Åsa'],
  ['{{first name | default: "there"}}', 'Åsa'],
  ['{{empty | default: ""}}', ''],
  ['{{default empty "x"}}', 'x'],
  ['{{fields.[Shoe size] | default: "42"}}', '42'],
  ['{{odd.[a|b "c"] | default: "x"}}', 'd'],
  ['{{date nobody "long" | default: "soon"}}', 'soon'],
  ['{{number "12" decimals=1 | default: "x"}}', '12.0'],
  ['{{default empty first_name}}', 'Åsa'],
  ['{{#if (default empty "y")}}yes{{/if}}', 'yes'],
  ['{{#if first_name}}a{{else}}b{{/if}}', 'a'],
  ['{{#if empty}}a{{else if company}}b{{else}}c{{/if}}', 'b'],
  ['{{#unless blank}}a{{else}}b{{/unless}}', 'a'],
  ['{{#each items}}{{@index}}{{name}}{{#unless @last}}, {{/unless}}{{/each}}', '0one, 1two'],
  ['{{#each list}}{{this}}{{../first_name}} {{/each}}', 'aÅsa bÅsa '],
  ['{{#each list as |letter place|}}{{place}}{{letter}}{{/each}}', '0a1b'],
  ['{{#each fields}}{{@key}}={{this}}{{/each}}', 'plan=Gold'],
  ['{{#each nothing}}a{{else}}none{{/each}}', 'none'],
  ['{{#with fields}}{{plan}} {{../first_name}}{{else}}-{{/with}}', 'Gold Åsa'],
  ['{{#with nobody}}a{{else}}b{{/with}}', 'b'],
  ['a {{~ first_name ~}} b', 'aÅsab'],
  ['{{#if zero as |x|}}{{else}}a{{/if}}{{#if first_name as |x|}}b{{/if}}', 'ab'],
  ['\\{{first_name}}', '{{first_name}}'],
  ['a{{!-- a note between writers --}}b', 'ab'],
  ['{{! mention their launch }}\nBye', '{{! mention their launch }}\nBye'],
  ['{{! a "quoted" \\ word }}', '{{! a "quoted" \\ word }}'],
])('%s prints %s', (source, output) => {
  expect(print(source)).toMatchObject({ output, missing: [] });
});

test.each<[string, string, string[]]>([
  ['{{nobody}} {{fields.other}} {{nobody}}', '  ', ['nobody', 'fields.other']],
  ['{{empty}}{{blank}}', '', ['empty', 'blank']],
  ['{{items}}{{run}}', '', ['items', 'run']],
  ['{{#if nobody}}x{{/if}}', '', []],
  ['{{#if nobody}}{{other}}{{/if}}', '', []],
  ['{{#each items}}{{price}}{{/each}}', '', ['price']],
])('%s reports what had no value', (source, output, missing) => {
  expect(print(source)).toMatchObject({ output, missing });
});

test.each<[string, string, string[]]>([
  ['{{first_name}}{{last_name}}{{title}}', '', []],
  ['{{company}}, {{company_friendly}}', 'your company, your company', []],
  ['{{company | default: "all of you"}}', 'all of you', []],
  ['{{phone}}', '', ['phone']],
])('without values %s falls back to what is built in', (source, output, missing) => {
  expect(print(source, 'text', {})).toMatchObject({ output, missing });
});

test.each([
  '{{constructor}}',
  '{{__proto__}}',
  '{{first_name.constructor}}',
  '{{list.map}}',
  '{{fields.toString}}',
  '{{#with __proto__}}{{toString}}{{/with}}',
  '{{@root.constructor}}',
])('%s reaches no prototype', (source) => {
  expect(print(source).output).toBe('');
});

test('HTML escapes values, defaults and prompts, and leaves the template alone', () => {
  const source = '<b>{{company}}</b>{{nobody | default: &quot;you &amp; me&quot;}}{{! a <b> }}';
  expect(print(source, 'html').output).toBe('<b>Berg &amp; Ek &lt;AB&gt;</b>you &amp; me{{! a &lt;b&gt; }}');
  expect(print(source, 'html').prompts).toEqual(['a <b>']);
});

test('an editor may write mustaches with entities', () => {
  expect(
    print('{{#if&nbsp;first_name}}a{{/if}}{{first_name&#160;}}'.replace('&#160;', '\u00a0'), 'html').output,
  ).toBe('aÅsa');
});

test('a subject is one line, whatever the values hold', () => {
  const given = { first_name: 'Anna\r\nBcc: evil@example.com\u2028x' };
  expect(print('Hello\n {{first_name}}', 'subject', given).output).toBe('Hello Anna Bcc: evil@example.com x');
});

test.each<[string, RegExp]>([
  ['Hi\n{{#if a}}', /line 2/],
  ['{{a b}}', /a: no such helper/],
  ['{{#loop a}}{{/loop}}', /loop.*if, unless, each and with/],
  ['{{> header}}', /partials/],
  ['{{#if}}x{{/if}}', /expected one field/],
  ['{{look a "b"}}', /no such helper; did you mean lookup/],
  ['{{[!prompt] 99}}', /expected a text/],
])('refused: %s', (source, reason) => {
  expect(() => compile(source, { kind: 'text' })).toThrow(reason);
});

test('size and depth of a template are bounded', () => {
  const nested = '{{#if a}}'.repeat(41) + '{{/if}}'.repeat(41);
  expect(() => compile(nested, { kind: 'text' })).toThrow(/deeper than/);
  expect(() => compile('x'.repeat(600_001), { kind: 'text' })).toThrow(/longer than/);
});

test('loops and output are bounded', () => {
  const list = Array.from({ length: 200 }, () => 'x');
  expect(() => print('{{#each list}}{{#each ../list}}a{{/each}}{{/each}}', 'text', { list })).toThrow(
    /loops/,
  );
  const long = 'x'.repeat(500_000);
  expect(() => print('{{#each list}}{{../long}}{{/each}}', 'text', { list, long })).toThrow(/longer than/);
});

test('three braces print HTML only where the value is sanitised HTML', () => {
  const signature = sanitisedHtml('<b>Mia</b>', 'Mia');
  const given = { signature, company: '<i>', forged: { html: '<i>', text: '<i>' } };
  const source = '{{{signature}}}{{signature}}{{{company}}}{{&company}}{{{forged}}}<a title="{{signature}}">';
  expect(print(source, 'html', given).output).toBe('<b>Mia</b><b>Mia</b>&lt;i&gt;&lt;i&gt;<a title="Mia">');
  expect(print('{{{signature}}}', 'text', given).output).toBe('Mia');
});

test.each<[string, string]>([
  ['[[customer.firstname]]', 'Åsa'],
  ['[[ customer.firstname ]] [[company.name]]', 'Åsa Berg & Ek <AB>'],
  ['[[fields.plan]]', 'Gold'],
  ['[[import.Town|your town]]', 'your town'],
  ['[[customer.phone | default: "no phone"]]', 'no phone'],
  ['{{#each list}}[[customer.firstname]]{{/each}}', 'ÅsaÅsa'],
  ['[[urlEncode(company.name)]]', 'Berg%20%26%20Ek%20%3CAB%3E'],
  ['[[urlEncode( customer.phone )|no%20phone]] [[makeSalutation(customer.id)|there]]', 'no%20phone there'],
  ['\\[[customer.name]] [[1, 2], [3]] [not.one]', '[[customer.name]] [[1, 2], [3]] [not.one]'],
])('the merge field %s prints %s', (source, output) => {
  expect(print(source)).toMatchObject({ output, missing: [] });
});

test('what a merge field encodes for an address is not encoded again there', () => {
  const given = { email: 'a+b@c.se', full_name: '“Åsa”' };
  const source =
    '<a href="https://a.se/?e=[[urlEncode(customer.email)]]&n=[[customer.name]]" title="[[urlEncode(customer.email)]]">';
  expect(print(source, 'html', given).output).toBe(
    '<a href="https://a.se/?e=a%2Bb%40c.se&n=%E2%80%9C%C3%85sa%E2%80%9D" title="a%2Bb%40c.se">',
  );
});

test('what a merge field asks of another is named by that other', () => {
  expect(print('[[urlEncode(customer.shoe)]][[makeSalutation(customer.id)]]').missing).toEqual([
    'customer.shoe',
    'customer.salutation',
  ]);
});

test('a merge field without a value stays as it is written', () => {
  const template = compile('[[customer.cellphone]] [[urlEncode(customer.email)]]', {
    kind: 'text',
    unresolved: 'written',
  });
  expect(template({}).output).toBe('[[customer.cellphone]] [[urlEncode(customer.email)]]');
});

test('a merge field is looked up as it is written before our name for it', () => {
  const given = { customer: { firstname: 'Bo' }, first_name: 'Åsa' };
  expect(print('[[customer.firstname]]', 'text', given).output).toBe('Bo');
  expect(print('[[customer.shoe]]', 'text', given).missing).toEqual(['customer.shoe']);
});

test.each<[string, number, number, RegExp]>([
  ['Hi\n  {{#if a}}x', 2, 3, /\{\{#if\}\} is never closed/],
  ['{{#if a}}\n{{#each b}}{{/if}}{{/each}}', 2, 12, /\{\{\/if\}\} closes \{\{#each\}\}, .*line 2/],
  ['a{{/if}}', 1, 2, /never opened/],
  ['a\n{{else}}', 2, 1, /outside of a block/],
  ['{{x | default: "y"}} {{uper a}}', 1, 22, /did you mean upper/],
  ['{{! prompt }}\n[[a]] {{first name}}', 2, 7, /first: no such helper/],
  ['x {{first_name', 1, 3, /never closed with \}\}/],
  ['x\n [[urlencode(a.b)]]', 2, 2, /urlencode: no such function; did you mean urlEncode/],
  ['x {{!-- note', 1, 3, /never closed with --\}\}/],
  ['{{a "b}}', 1, 1, /a " is missing/],
  ['{{a | defualt: "b"}}', 1, 1, /default: "a text"/],
  ['{{date}} {{date a "b" "c"}}', 1, 10, /date: expected 1 to 2/],
  ['{{number a digits=2}}', 1, 1, /digits= is not known/],
  ['{{if a}}', 1, 1, /if is a block/],
  ['{{{{raw}}}} {{a}} {{{{/raw}}}}', 1, 1, /raw blocks/],
  ['a {{*deco}}', 1, 3, /decorators/],
  ['a\n{{#*inline "x"}}{{/inline}}', 2, 1, /decorators/],
])('%s is refused at line %i, column %i', (source, line, column, reason) => {
  expect(() => compile(source, { kind: 'text' })).toThrow(reason);
  expect(() => compile(source, { kind: 'text' })).toThrow(
    expect.objectContaining({ position: expect.objectContaining({ line, column }) }),
  );
});

test('what fails while printing names its place too', () => {
  const given = { style: 'wrong', list: Array.from({ length: 200 }, () => 'x') };
  const source = '{{name | default: "y"}}\n {{date first_name style}}{{#each list}}{{/each}}';
  expect(() => print(source, 'text', given)).toThrow(/line 2, column 2: date: expected one of/);
});

test('notes and prompts are told apart, and prompts are found without printing', () => {
  const template = compile('{{!-- between us --}}Hi\n{{~! say something }}{{!}}{{! \n }}', { kind: 'html' });
  expect(template.prompts).toEqual([{ text: 'say something', position: { line: 2, column: 1, offset: 24 } }]);
});

test('the fields that a template reads are known without printing', () => {
  const source =
    '{{a | default: "x"}}\n{{#if (eq b 1)}}{{#each c as |d|}}{{e}}{{d}}{{../f}}{{/each}}{{/if}}{{upper g}}';
  const { fields } = compile(source, { kind: 'text' });
  expect(fields.map(({ name, isInner }) => (isInner ? `${name}?` : name))).toEqual([
    'a',
    'b',
    'c',
    'e?',
    '../f',
    'g',
  ]);
  expect(fields[1]?.position).toMatchObject({ line: 2, column: 11 });
});

test.each<[string, string, FieldSource]>([
  ['{{first_name | default: "there"}}', 'Åsa', 'value'],
  ['{{phone | default: "none"}}', '112', 'crm'],
  ['{{fields.plan}}', 'Gold', 'value'],
  ['{{fields.size}}', 'L', 'crm'],
  ['{{blank}}', 'from the CRM', 'crm'],
  ['{{nobody | default: "there"}}', 'there', 'default'],
  ['{{default nobody "there"}}', 'there', 'default'],
  ['[[customer.cellphone|there]]', 'there', 'default'],
  ['{{last_name | default: "X"}}', 'X', 'default'],
  ['{{last_name}}', '', 'exception'],
  ['{{nobody}}', '', 'missing'],
  ['{{upper nobody}}', '', 'missing'],
])('%s is explained: %s, from %s', (source, output, from) => {
  const crm = {
    first_name: 'Asa',
    phone: '112',
    blank: 'from the CRM',
    fields: { plan: 'Silver', size: 'L' },
  };
  const rendered = compile(source, { kind: 'text' })(context, { crm });
  expect(rendered.output).toBe(output);
  expect(rendered.fields.map((one) => one.source)).toEqual([from]);
});

test('a section repeats, enters or leaves out its field, as in Handlebars', () => {
  expect(
    print('{{#items}}{{name}} {{/items}}{{#fields}}{{plan}}{{/fields}}{{^nobody}}none{{/nobody}}').output,
  ).toBe('one two Goldnone');
});

test('fields may be called what helpers are called', () => {
  expect(
    print('{{link}} {{date}} {{upper.link}}', 'text', { link: 'a', date: 'b', upper: { link: 'c' } }).output,
  ).toBe('a b c');
});

test.each(['sv_SE', 'sv-SE', 'x', 'Swedish, mostly', ''])(
  'in the language “%s” a template can be printed',
  (locale) => {
    const { output } = compile('{{upper a}} {{lower a}} {{capitalise a}}', { kind: 'text', locale })({
      a: 'åb',
    });
    expect(output).toBe('ÅB åb Åb');
  },
);

test('what people write as a language is understood', () => {
  expect(compile('{{upper a}}', { kind: 'text', locale: 'tr_TR' })({ a: 'i' }).output).toBe('İ');
});

test.each([
  ['{{date fields.d "lnog"}}', /^date: expected one of short.*lnog/],
  ['{{#if a}}{{number 1 decimals=99}}{{/if}}', /^number: decimals: expected 0 to 20, found 99/],
  ['{{upper (date a "lnog")}}', /^date: expected one of/],
])('%s: what is written out wrongly is told before anything is printed', (source, reason) => {
  expect(() => compile(source, { kind: 'html' })).toThrow(
    expect.objectContaining({ reason: expect.stringMatching(reason) }),
  );
});

test.each([
  ['nordby.example', 'https://nordby.example'],
  [' www.nordby.example:8080/offer', 'https://www.nordby.example:8080/offer'],
  ['example.xn--p1ai/a', 'https://example.xn--p1ai/a'],
  ['/offer', '/offer'],
  ['anna@nordby.example', 'anna@nordby.example'],
])('an address of data, %s, leads where it says', (site, href) => {
  const print = compile('<a href="{{site}}">x</a>', { kind: 'html' });
  expect(print({ site }).output).toBe(`<a href="${href}">x</a>`);
});
