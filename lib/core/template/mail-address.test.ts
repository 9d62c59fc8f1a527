import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';

const print = (source: string, v: string, kind: 'html' | 'text' = 'html') =>
  compile(source, { kind })({ v, yes: true }).output;

describe('a value in mailto: is one recipient and no header', () => {
  test.each([
    ['å+b@b.se', '%C3%A5%2Bb@b.se'],
    ['a@b.se?bcc=c@d.se&subject=x', 'a@b.se%3Fbcc%3Dc@d.se%26subject%3Dx'],
    ['a@b.se,c@d.se;e@f.se', 'a@b.se%2Cc@d.se%3Be@f.se'],
    ['a@b.se%2Cc@d.se%3Fbcc=x', 'a@b.se%2Cc@d.se%3Fbcc%3Dx'],
    ['a@b.se\r\nBcc: c@d.se', 'a@b.se%0D%0ABcc%3A%20c@d.se'],
    ['100%@b.se', '100%25@b.se'],
  ])('%j becomes %s', (value, encoded) => {
    expect(print('<a href="mailto:{{v}}">', value)).toBe(`<a href="mailto:${encoded}">`);
    expect(print('<a href="MailTo:{{v}}?subject=a&amp;b">', value)).toBe(
      `<a href="MailTo:${encoded}?subject=a&amp;b">`,
    );
    expect(print('<a href="{{v}}">', `mailto:${value}`)).toBe(`<a href="mailto:${encoded}">`);
    expect(print('<a href="{{v}}">', ` mail\tto:${value}`)).toBe(`<a href="mailto:${encoded}">`);
    expect(print('{{link v "us"}}', `mailto:${value}`)).toBe(`<a href="mailto:${encoded}">us</a>`);
    expect(print('{{link v "us"}}', `mailto:${value}`, 'text')).toBe(`us <mailto:${encoded}>`);
    expect(print('{{#if yes}}{{link v}}{{/if}}', `mailto:${value}`, 'text')).toBe(`mailto:${encoded}`);
  });

  test.each([
    '{{link "mailto:a@b.se?subject=Hi&cc=c@d.se" "us"}}',
    '{{link (default nobody "mailto:a@b.se?subject=Hi&cc=c@d.se") "us"}}',
  ])('%s is written by the author, and may have more', (source) => {
    expect(print(source, '')).toBe('<a href="mailto:a@b.se?subject&#x3D;Hi&amp;cc&#x3D;c@d.se">us</a>');
  });

  test('a default of the author’s too, and one chosen for a mail not', () => {
    const source = '<a href="{{nobody | default: "mailto:a@b.se?cc=c@d.se"}}"></a>';
    expect(print(source, '')).toBe('<a href="mailto:a@b.se?cc&#x3D;c@d.se"></a>');
    const template = compile('<a href="{{nobody}}"></a>', { kind: 'html' });
    expect(template({}, { defaults: { nobody: 'mailto:a@b.se?cc=c@d.se' } }).output).toBe(
      '<a href="mailto:a@b.se%3Fcc%3Dc@d.se"></a>',
    );
  });

  test('other addresses keep their query', () => {
    expect(print('{{link v "us"}}', 'https://a.se/?b,c=1', 'text')).toBe('us <https://a.se/?b,c=1>');
  });
});
