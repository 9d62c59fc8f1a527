import { expect, test } from 'vitest';
import { absenceMail, bounceMail } from './returned-mail.ts';

const about = {
  at: new Date('2026-06-15T06:30:00.000Z'),
  messageId: '<m1@nordby.example>',
  to: 'bo@fjord.example',
};

test('a report of failure names the mail, whom it was to, and why', () => {
  const report = bounceMail(about, '5.1.1 Unknown mailbox');
  expect(report).toContain(
    '\r\nFinal-Recipient: rfc822; bo@fjord.example\r\nAction: failed\r\nStatus: 5.1.1\r\n',
  );
  expect(report).toContain('\r\nMessage-ID: <m1@nordby.example>\r\n');
  expect(report).toContain('\r\nDate: Mon, 15 Jun 2026 06:30:00 +0000\r\n');
});

test('a note of absence answers the mail and is marked as written by a machine', () => {
  const note = absenceMail(about, '2026-06-22');
  expect(note).toContain('\r\nIn-Reply-To: <m1@nordby.example>\r\n');
  expect(note).toContain('\r\nAuto-Submitted: auto-replied\r\n');
  expect(note).toContain('back on 2026-06-22.');
});
