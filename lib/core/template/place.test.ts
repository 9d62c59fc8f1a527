import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { TemplateError } from './error.ts';

function print(source: string, value: unknown) {
  return compile(source, { kind: 'html' })({ v: value, yes: true });
}

test.each<[string, string, string]>([
  ['<b title="{{v}}">', '"><script>', '<b title="&quot;&gt;&lt;script&gt;">'],
  ["<b title='{{v}}'>", "' onclick='x", "<b title='&#x27; onclick&#x3D;&#x27;x'>"],
  ['<b title=x{{v}}>', 'a onclick=x', '<b title=xa&#32;onclick&#x3D;x>'],
  ['<a href="{{v}}">', 'https://a.se/?b=1&c=å', '<a href="https://a.se/?b&#x3D;1&amp;c&#x3D;%C3%A5">'],
  ['<a href="{{v}}">', '/a%20b c', '<a href="/a%20b%20c">'],
  ['<a href="https://a.se/{{v}}/x">', 'b c/d?e', '<a href="https://a.se/b%20c/d?e/x">'],
  ['<a href="https://a.se/?q={{v}}">', 'a&b=c d', '<a href="https://a.se/?q=a%26b%3Dc%20d">'],
  ['<a href="mailto:{{v}}">', 'å@b.se', '<a href="mailto:%C3%A5@b.se">'],
  ['<a href=/{{v}}>', 'a b', '<a href=/a%20b>'],
  ['<a href="{{#if yes}}https://a.se/{{else}}/x/{{/if}}{{v}}">', 'y:z', '<a href="https://a.se/y:z">'],
  ['<a href="{{v}}{{v}}">', 'a:b', '<a href="a%3Ab">'],
  ['<a href="x{{v}}">', 'a:b', '<a href="xa%3Ab">'],
  ['<p style="color:{{v}}">', '#ff0000', '<p style="color:#ff0000">'],
  ['<!-- {{v}} -->', '--><i>', '<!-- &#45;&#45;&gt;&lt;i&gt; -->'],
  [
    '<!--[if mso]><a href="{{v}}"><![endif]-->',
    'https://a.se',
    '<!--[if mso]><a href="https://a.se"><![endif]-->',
  ],
  ['1 < 2 {{v}}', 'x', '1 < 2 x'],
  ['<script>x < "</scripty"</script><b>{{v}}</b>', '&', '<script>x < "</scripty"</script><b>&amp;</b>'],
  ['<!DOCTYPE html><br/>{{v}}<img src="{{v}}"/>', 'x', '<!DOCTYPE html><br/>x<img src="x"/>'],
  ['<a href = "{{v}}" title=x>{{v}}', 'x', '<a href = "x" title=x>x'],
  ['<a href="x"{{#if yes}} title="{{v}}"{{/if}}>', 'a', '<a href="x" title="a">'],
  ['<option {{#if yes}}selected{{/if}} value="{{v}}">', 'a', '<option selected value="a">'],
  ['<A HREF="{{v}}">', 'x', '<A HREF="x">'],
  ['<a href="https://a.se/?q={{v}}">', '\ud800', '<a href="https://a.se/?q=%EF%BF%BD">'],
])('%s with %j', (source, value, output) => {
  expect(print(source, value).output).toBe(output);
});

test.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  ':x',
  'blob:https://a.se',
])('a link never becomes %j; the field counts as missing', (value) => {
  for (const attribute of ['href', 'src', 'xlink:href', 'action', 'background']) {
    const rendered = print(`<a ${attribute}="{{v}}">`, value);
    expect(rendered.output).toBe(`<a ${attribute}="">`);
    expect(rendered.fields).toEqual([{ field: 'v', source: 'missing', why: 'unsafe' }]);
  }
});

test('a style is a value and nothing more', () => {
  expect(print('<p style="color:{{v}}">', 'red;background:url(x)').missing).toEqual(['v']);
});

test.each<[string, RegExp]>([
  ['<script>{{v}}</script>', /no field can stand in <script>/],
  ['<style>{{v}}</style>', /<style>/],
  ['<{{v}}>', /inside a tag/],
  ['<a {{v}}>', /inside a tag/],
  ['<a {{v}}="x">', /inside a tag/],
  ['<a onclick="{{v}}">', /onclick/],
  ['<iframe srcdoc="{{v}}">', /srcdoc/],
  ['<a href="javascript:{{v}}">', /begins with javascript:/],
  ['<a href="java\nscript:{{v}}">', /begins with/],
  ['<a href="{{v}}:x">', /followed by “:”/],
  ['<a href="{{v}}script:{{v}}">', /followed by “:”/],
  ['<a {{#if yes}}href="{{/if}}">{{v}}', /begin and end in the same place/],
  ['{{#each list}}<b {{/each}}', /begin and end in the same place/],
])('%s is refused', (source, reason) => {
  expect(() => compile(source, { kind: 'html' })).toThrow(TemplateError);
  expect(() => compile(source, { kind: 'html' })).toThrow(reason);
});

test('in plain text the same is text', () => {
  expect(compile('<script>{{v}}', { kind: 'text' })({ v: '<&' }).output).toBe('<script><&');
});
