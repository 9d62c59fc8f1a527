import { describe, expect, test } from 'vitest';
import { attributeOf, attributesOf, renamed, styleOf, withAttribute, withStyle } from './open-tag.ts';

test('attributes are read as a browser reads them', () => {
  const tag = `<TD Align=center style="a:b" title='x &amp; y' nowrap href="{{a | default: "b > c"}}" align=left>`;
  expect(attributesOf(tag).map(({ name, value }) => [name, value])).toEqual([
    ['align', 'center'],
    ['style', 'a:b'],
    ['title', 'x & y'],
    ['nowrap', ''],
    ['href', '{{a | default: "b > c"}}'],
  ]);
  expect(attributeOf(tag, 'nowrap')).toBe('');
  expect(attributeOf(tag, 'width')).toBe(null);
});

describe('one attribute is changed and all else stays', () => {
  test.each([
    ['<td  class=a>', 'width', '9', '<td  class=a width="9">'],
    ['<td width=1 class=a>', 'width', '9', '<td width="9" class=a>'],
    ['<td width=1 class=a>', 'width', null, '<td class=a>'],
    ['<img src="a" />', 'alt', 'x "y" & z', '<img src="a" alt="x &quot;y&quot; &amp; z" />'],
    ['<td>', 'width', null, '<td>'],
  ])('%s %s=%s', (open, name, value, gives) => expect(withAttribute(open, name, value)).toBe(gives));

  test.each([
    ['<p>', 'text-align', 'center', '<p style="text-align:center">'],
    [
      '<p style="a:url(x;y); text-align : left">',
      'text-align',
      'right',
      '<p style="a:url(x;y);text-align:right">',
    ],
    ['<p style="text-align:left" dir=rtl>', 'text-align', null, '<p dir=rtl>'],
  ])('%s %s:%s', (open, name, value, gives) => {
    expect(withStyle(open, name, value)).toBe(gives);
    expect(styleOf(gives, name)).toBe(value);
  });
});

test('a tag under another name', () => {
  expect(renamed('<P class=a>', 'h2')).toBe('<h2 class=a>');
  expect(renamed('', 'p')).toBe('<p>');
});
