import { expect, test } from 'vitest';
import { acting } from '../../tests/support/hostile-templates.ts';
import { wrongTexts } from './check.ts';

test.each(acting)('$source is not saved, and why is said of the field', ({ source, what }) => {
  const [wrong, ...others] = wrongTexts({ subject: '', html: source }, 'email.');
  expect(wrong?.path).toBe('email.html');
  if (typeof what === 'string') expect(wrong?.message).toContain(what);
  else expect(wrong?.message).toMatch(what);
  expect(others).toEqual([]);
});

test('elements in one another, deeper than mails are, are refused at their place', () => {
  const html = `<p>a</p>\n${'<div>'.repeat(99_000)}`;
  expect(wrongTexts({ subject: 's', html }, '')).toEqual([
    {
      path: 'html',
      message: 'line 2, column 1251: HTML elements are nested deeper than 250; close those that are open',
      fault: { code: 'htmlTooDeep', values: { most: 250 }, meant: null, line: 2, column: 1251 },
    },
  ]);
});
