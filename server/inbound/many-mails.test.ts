import { describe, expect, test } from 'vitest';
import { numbersIn } from '../../lib/core/inbound/bounce.ts';
import {
  answers,
  aReturnedMail,
  charsets,
  encodings,
  endings,
  others,
  returned,
  systems,
} from '../../tests/support/returned-mails.ts';
import { readMail } from './read-mail.ts';

const at = new Date('2026-06-04T09:00:00Z');
const address = 'bo.ek@fjord.example';
const messageId = '<5f3c1d9e-0000-4000-8000-1234567890ab@nordby.example>';

describe('mailings §15 classified: reports of every system, however they are written', () => {
  test.each(systems)('$name', (system) => {
    const wrong: string[] = [];
    let mails = 0;
    for (const answer of answers)
      for (const [ending, eol] of Object.entries(endings))
        for (const encoding of encodings)
          for (const charset of charsets)
            for (const gives of returned) {
              const source = aReturnedMail({
                system,
                answer,
                address,
                messageId,
                eol,
                encoding,
                charset,
                gives,
              });
              const verdict = readMail(source, at);
              mails += 1;
              const found =
                verdict.kind === 'bounce'
                  ? `${verdict.severity} ${verdict.recipients.map((one) => one.address).join()}`
                  : verdict.kind;
              const isNamed = gives === 'nothing' || verdict.answers.includes(messageId);
              if (found !== `${answer.severity} ${address}` || !isNamed)
                wrong.push(`${answer.says} (${ending}, ${encoding}, ${charset}, ${gives}): ${found}`);
            }
    expect(mails).toBe(1620);
    expect(wrong).toEqual([]);
  });
});

test.each(others.flatMap((other) => Object.values(endings).map((eol) => ({ ...other, eol }))))(
  'mailings §15 no report: $what ($kind)',
  ({ from, subject, headers = [], body, kind, eol }) => {
    const head = [`From: ${from}`, 'To: alva@nordby.example', `Subject: ${subject}`, 'MIME-Version: 1.0'];
    const lines = [...head, 'Content-Type: text/plain; charset=utf-8', ...headers, '', ...body.split('\n')];
    expect(readMail(Buffer.from(lines.join(eol)), at).kind).toBe(kind);
  },
);

test('the address of a host is no code', () => {
  const said = 'host mx.fjord.example[203.0.113.7] said: 550 mailbox bo unavailable';
  expect(numbersIn(said)).toEqual({ code: 550, status: null });
  expect(numbersIn('it was refused with 550.').code).toBe(550);
});
