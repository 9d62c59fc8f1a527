import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { relaxedBody } from './dkim-body.ts';

/** RFC 6376 §3.4.4, line by line. */
function byTheBook(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\r\n`).join('');
}

test.each([
  ['', ''],
  ['\r\n\r\n', ''],
  [' C \r\nD \t E\r\n\r\n\r\n', ' C\r\nD E\r\n'],
  ['no end', 'no end\r\n'],
  ['blank end ', 'blank end\r\n'],
])('%j is hashed as %j', (body, hashed) => {
  expect(relaxedBody(Buffer.from(body)).toString()).toBe(hashed);
});

test('whatever stands in a body, it is hashed as the book says', () => {
  const unit = fc.constantFrom('a', ' ', '\t', '\r\n', '.', '=20', 'å');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (body) => {
      expect(relaxedBody(Buffer.from(body)).toString()).toBe(byTheBook(body));
    }),
    { numRuns: 1000 },
  );
});
