import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { dotStuffed } from './dot-stuffing.ts';

/** Reads a message back as RFC 5321 §4.5.2 has a server do it, line by line. */
function received(wire: string): { message: string; rest: string } {
  const lines = wire.split('\r\n');
  const end = lines.indexOf('.');
  if (end < 0) throw new Error('expected an end');
  const message = lines.slice(0, end).map((line) => `${line.startsWith('.') ? line.slice(1) : line}\r\n`);
  return { message: message.join(''), rest: lines.slice(end + 1).join('\r\n') };
}

test('whatever stands in a message, a server reads that, and nothing after it', () => {
  const line = fc.string({ unit: fc.constantFrom('.', '..', 'a', ' ', 'å', 'DATA', ''), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), fc.boolean(), (lines, isEnded) => {
      const message = `${lines.join('\r\n')}${isEnded ? '\r\n' : ''}`;
      const pieces = dotStuffed(Buffer.from(message));
      const wire = `${Buffer.concat(pieces ?? []).toString()}.\r\nMAIL FROM:<next@a.example>\r\n`;
      const whole = message === '' || message.endsWith('\r\n') ? message : `${message}\r\n`;
      expect(received(wire)).toEqual({ message: whole, rest: 'MAIL FROM:<next@a.example>\r\n' });
    }),
    { numRuns: 500 },
  );
});

test.each(['a\nb', 'a\n.\n', 'a\r.\r\n', '\r\r\n', 'a\r', '\n'])(
  'a line that is ended otherwise might be an end to some: %j is no message',
  (text) => {
    expect(dotStuffed(Buffer.from(text))).toBeNull();
  },
);
