import { expect, test, vi } from 'vitest';
import {
  acting,
  hostileContext as context,
  endless,
  endlessMails,
  hostileFields,
  lengthy,
  unreadable,
} from '../../../tests/support/hostile-templates.ts';
import { aPerson } from '../../../tests/support/tasks.ts';
import type { Me } from '../../contract/account.ts';
import { findExpressions } from '../editor/expressions.ts';
import { compile } from './compile.ts';
import { renderEmail } from './email.ts';
import { TemplateError } from './error.ts';
import { htmlToText } from './plain-text.ts';

const me: Me = {
  user: { id: 'u', name: 'Mia Lund', email: 'mia@nordby.example', timeZone: 'Europe/Stockholm', title: null },
  workspace: { id: 'w', name: 'Nordby' },
  role: 'user',
  mailboxes: [],
};

/** Everything that a template could print of the language itself. */
const leaks = /function|native|object|prototype|inherited|secret|called/i;

test.each([
  '{{constructor}}{{constructor.constructor}}{{__proto__}}{{__proto__.constructor}}',
  '{{lookup this "constructor"}}{{lookup (lookup this "constructor") "constructor"}}',
  '{{lookup this name}}{{lookup first_name "length"}}{{lookup list "length"}}{{lookup fn "call"}}',
  '{{#with (lookup this "__proto__")}}{{constructor}}{{toString}}{{/with}}',
  '{{#with fn}}{{call}}{{name}}{{/with}}{{fn}}{{fn.name}}',
  '{{made.inherited}}{{made.secret}}{{made.constructor.name}}',
  '{{#each made}}{{@key}}{{/each}}{{#each this.__proto__}}x{{/each}}',
  '{{@root.constructor}}{{@root.__proto__}}{{@_parent.constructor}}{{@constructor}}',
  '{{#each list as |constructor toString|}}{{/each}}{{list.constructor}}{{list.map}}{{list.length.constructor}}',
  '{{__defineGetter__}}{{__lookupGetter__}}{{hasOwnProperty}}{{valueOf}}{{propertyIsEnumerable}}',
  '{{#fn}}x{{/fn}}{{#constructor}}x{{/constructor}}{{upper fn}}{{list.[constructor]}}{{[__proto__]}}',
])('%s reaches nothing', (source) => {
  expect(compile(source, { kind: 'text' })(context).output.replace('own', '')).not.toMatch(leaks);
});

test.each([
  '{{helper first_name}}',
  '{{(lookup this "helper") first_name}}',
  '{{constructor "return 1"}}',
  '{{__proto__ 1}}',
  '{{toString 1}}',
  '{{#constructor 1}}{{/constructor}}',
  '{{#each (constructor "x")}}{{/each}}',
  '{{fn 1}}',
  '{{log "x"}}',
  '{{helperMissing 1}}',
  '{{blockHelperMissing 1 2}}',
  '{{> (lookup this "name")}}',
  '{{#*inline "a"}}{{> a}}{{/inline}}{{> a}}',
  '{{#> a}}{{/a}}',
  '{{* a}}',
])('%s is refused before anything is printed', (source) => {
  expect(() => compile(source, { kind: 'text' })).toThrow(TemplateError);
});

// How much of the processor each takes: `npm run bench -- template`.
test.each(endless)('$name: a clear error', ({ source, reason }) => {
  const template = compile(source, { kind: 'text' });
  expect(() => template(context)).toThrow(TemplateError);
  expect(() => template(context)).toThrow(reason);
});

test.each(endlessMails)('$name: a clear error, whatever part of a mail it is', ({ source, reason }) => {
  const person = aPerson({ email: 'asa@fjord.example', fields: { ...hostileFields } });
  const content = { subject: 's', html: source, alsoTo: [], cc: [], bcc: [] };
  expect(renderEmail(content, person, me)).toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(reason),
    fields: [{ path: 'html' }],
  });
});

test.each(['<a href="https://a.example/{{a}}">', '<a href=/{{a}}>', '<p title="{{a}}">', '<!-- {{a}} -->'])(
  '%s: a value that would take long to encode is refused before',
  (source) => {
    const print = compile(source, { kind: 'html' });
    expect(() => print({ a: 'x &'.repeat(100_000) })).toThrow(/text is longer/);
    expect(print({ a: 'x &'.repeat(10_000) }).output.length).toBeGreaterThan(30_000);
  },
);

test('the parts of a mail are counted together', () => {
  const person = aPerson({ email: 'asa@fjord.example' });
  const text = 'x'.repeat(190_000);
  const render = (html: string) =>
    renderEmail({ subject: 's', html, text, alsoTo: [], cc: [], bcc: [] }, person, me);
  expect(render('x'.repeat(300_000)).ok).toBe(true);
  expect(render('x'.repeat(320_000))).toMatchObject({
    message: expect.stringMatching(/^Plain text: .*500000/),
  });
});

test.each(unreadable)('$name: a clear error before it is read', ({ source, reason }) => {
  expect(() => compile(source, { kind: 'html' })).toThrow(TemplateError);
  expect(() => compile(source, { kind: 'html' })).toThrow(reason);
});

test.each(lengthy)('$name: read in one pass, at any length', ({ source }) => {
  try {
    compile(source, { kind: 'html' });
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError);
  }
  expect(findExpressions(source).length).toBeLessThan(1_000);
  expect(htmlToText(source).length).toBeLessThanOrEqual(source.length * 2);
});

test.each(acting)('$source is seen to act', ({ source, what }) => {
  if (typeof what === 'string') expect(compile(source, { kind: 'html' }).acting).toContain(what);
  else expect(() => compile(source, { kind: 'html' })).toThrow(what);
});

test.each([
  ['<!--[if mso]><a title="{{v}}><img src=x onerror=alert(1)>"></a><![endif]-->', '--'],
  ['<!--[if mso]><p title="--{{v}}!>">x</p><![endif]-->', ''],
  ['<!--[if mso]><style>p{}--!></style><![endif]-->{{v}}', ''],
])('%s with %j is not printed: what it does is seen only then', (source, v) => {
  expect(() => compile(source, { kind: 'html' })({ v })).toThrow(/prints (on\w+|--!>), which cannot stand/);
});

test.each([
  '<a href="{{#if a}}https://a.se{{else}}{{b}}{{/if}}">',
  '<a href="{{#if a}}https://a.se/{{else}}mailto:{{/if}}{{b}}">',
  '<img src="data:image/png;base64,AA{{!-- --}}AA">',
  '<option {{#if a}}selected{{else}}disabled{{/if}} value="{{b}}">',
  '<td {{#if a}}nowrap {{/if}}align="left">',
  '<!-- {{a}} --> <!----> <!DOCTYPE html "x"> <title>{{a}}</title> on=x javascript: <script',
  '<!--[if mso]><style>td{border-collapse:collapse}</style><table><tr><td><![endif]-->{{a}}',
  '<!--[if mso]>{{#if a}}<style>td{width:{{!-- --}}9px}</style>{{/if}}<![endif]-->',
  '<p title="onclick=x" style="color:{{a}}">1 < 2 &colon; </p onclick=x>',
])('%s acts not', (source) => {
  expect(compile(source, { kind: 'html' }).acting).toEqual([]);
});

test('a value is not asked what it is equal to', () => {
  const called = vi.fn(() => 'text');
  const odd = { valueOf: called, toString: called, a: 'own' };
  const template = compile('{{#with text}}{{#with @root.odd}}{{a}} {{..}}{{/with}}{{/with}}', {
    kind: 'text',
  });
  expect(template({ text: 'text', odd }).output).toBe('own text');
  expect(called).not.toHaveBeenCalled();
});

test('a merge field that nothing ends, after an end that nothing begins, is text', () => {
  expect(findExpressions(']] [[a|b')).toEqual([]);
});

test('what merely looks like merge fields is text, however much of it', () => {
  const source = '[['.repeat(100_000) + 'a'.repeat(100_000);
  expect(compile(source, { kind: 'text' })({}).output).toBe(source);
});

const list = Array.from({ length: 1_000 }, (_, index) => index);

test('the limit of time goes by the clock that is passed in', () => {
  let nowMs = 0;
  const clock = () => {
    nowMs += 30;
    return nowMs;
  };
  const template = compile('{{#each list}}{{this}}{{/each}}', {
    kind: 'text',
    clock,
    limits: { timeMs: 50 },
  });
  expect(() => template({ list })).toThrow(/takes longer than 50 ms/);
  expect(template({ list: list.slice(0, 100) }).missing).toEqual([]);
});

test('after a failure the same template prints the next person', () => {
  const template = compile('{{#each list}}{{#each ../list}}{{/each}}{{/each}}ok', { kind: 'text' });
  expect(() => template({ list })).toThrow(TemplateError);
  expect(template({ list: [1] }).output).toBe('ok');
});
