import { expect, test } from 'vitest';
import { compile, type TemplateContext } from './compile.ts';
import type { TemplateKind } from './values.ts';

const context: TemplateContext = {
  first_name: 'Åsa',
  company: 'Berg & Ek <AB>',
  empty: '',
  blank: '  ',
  zero: 0,
  fields: { plan: 'Gold' },
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
  ['{{nobody | default: “friend”}}', 'friend'],
  ['{{first_name | default: "there"}}', 'Åsa'],
  ['{{first name | default: "there"}}', 'Åsa'],
  ['{{empty | default: ""}}', ''],
  ['{{default empty "x"}}', 'x'],
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
  ['{{{company}}}', /always escaped/],
  ['{{&company}}', /always escaped/],
  ['{{> header}}', /partials/],
  ['{{#if}}x{{/if}}', /expected one field/],
  ['{{lookup a "b"}}', /no such helper/],
  ['{{[!prompt] 99}}', /expected a text/],
])('refused: %s', (source, reason) => {
  expect(() => compile(source, { kind: 'text' })).toThrow(reason);
});

test('size and depth of a template are bounded', () => {
  const nested = '{{#if a}}'.repeat(25) + '{{/if}}'.repeat(25);
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
