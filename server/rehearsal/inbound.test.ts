import { expect, test } from 'vitest';
import { absenceMail, bounceMail } from '../../lib/core/rehearsal/returned-mail.ts';
import { readMail } from '../inbound/read-mail.ts';

const about = {
  at: new Date('2026-06-15T06:30:00.000Z'),
  messageId: '<m1@nordby.example>',
  to: 'bo@fjord.example',
};

test.each([
  ['5.1.1 Unknown mailbox', 'hard'],
  ['5.2.2 Mailbox full', 'soft'],
])('the report of %s is read as a %s bounce of that mail', (detail, severity) => {
  expect(readMail(Buffer.from(bounceMail(about, detail)), about.at)).toMatchObject({
    kind: 'bounce',
    recipients: [{ address: about.to, severity }],
  });
});

test('G20: the note of absence is read as one, with its day of return', () => {
  expect(readMail(Buffer.from(absenceMail(about, '2026-06-22')), about.at)).toMatchObject({
    kind: 'autoReply',
    about: 'away',
    backOn: '2026-06-22',
  });
});
