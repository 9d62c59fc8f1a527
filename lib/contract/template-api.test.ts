import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { templateEndpoints } from './template-api.ts';

const { query } = templateEndpoints['templates.attach'];
const mistakeIn = (name: string) =>
  query
    .safeParse({ attachmentId: randomUUID(), name })
    .error?.issues.map(({ path, message }) => [path[0], message]);

test.each([
  ['../plan.pdf', 'expected a file name without a path'],
  ['a\\b.pdf', 'expected a file name without a path'],
  ['a\u0000.pdf', 'expected a file name without a path'],
  ['..', 'expected a file name, found dots alone'],
  ['plan\u202efdp.exe', 'may not hold marks that turn the direction of its letters'],
  ['plan\u2066.pdf', 'may not hold marks that turn the direction of its letters'],
])('a file may not be called %j', (name, reason) => {
  expect(mistakeIn(name)).toEqual([['name', reason]]);
});

test.each(['Plan 2026.pdf', '.profile', 'تقرير.pdf', '👩‍💻.png', 'a..b'])(
  'a file may be called %j',
  (name) => {
    expect(mistakeIn(name)).toBeUndefined();
  },
);
