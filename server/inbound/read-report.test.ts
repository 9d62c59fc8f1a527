import { describe, expect, test } from 'vitest';
import { aReport, failed, ours, read } from '../../tests/support/arrived.ts';

describe('delivery reports (RFC 3464)', () => {
  test.each([
    ['5.1.1', '550 5.1.1 <bo@ek.example>: Recipient address rejected: User unknown', 'hard', 'noSuchUser'],
    ['5.0.0', '550 5.1.1 no mailbox here by that name', 'hard', 'noSuchUser'],
    ['5.7.1', '550 5.7.1 No such user', 'hard', 'noSuchUser'],
    ['5.4.4', 'Name service error for name=ek.example type=MX: Host not found', 'hard', 'noSuchDomain'],
    ['5.7.1', '550 5.7.1 Service unavailable, client host blocked using Spamhaus', 'soft', 'blocked'],
    ['5.7.1', '554 5.7.1 Message rejected due to local policy', 'soft', 'policy'],
    ['5.1.1', '552 5.2.2 mailbox is over quota', 'soft', 'mailboxFull'],
    ['5.2.1', '550 5.2.1 The email account that you tried to reach is disabled', 'soft', 'disabled'],
    ['4.4.7', '421 4.4.7 message expired, connection timed out', 'soft', 'unreachable'],
    ['5.3.4', '552 5.3.4 Message size exceeds fixed maximum', 'soft', 'tooBig'],
    [
      '4.1.1',
      '450 4.1.1 <bo@ek.example>: Recipient address rejected: unverified address',
      'soft',
      'noSuchUser',
    ],
  ])('%s “%s” is %s: %s', (status, diagnostic, severity, reason) => {
    expect(read(failed(status, diagnostic))).toMatchObject({
      kind: 'bounce',
      severity,
      recipients: [{ address: 'bo@ek.example', reason }],
      answers: [ours],
    });
  });

  test('what is still being tried is no failure', () => {
    expect(read(failed('4.4.1', 'connection timed out', 'delayed'))).toMatchObject({
      kind: 'bounce',
      severity: 'delayed',
    });
  });

  test('what has arrived is a receipt', () => {
    expect(read(failed('2.0.0', '250 ok', 'delivered')).kind).toBe('receipt');
  });

  test('each recipient has an outcome of its own, and the dead address counts most', () => {
    const one = (address: string, status: string, text: string) =>
      `Original-Recipient: rfc822;${address}\nFinal-Recipient: rfc822;x@inner.example\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${text}`;
    const verdict = read(
      aReport({
        fields: `${one('a@ek.example', '5.2.2', '552 mailbox full')}\n\n${one('b@ek.example', '5.1.1', '550 user unknown')}`,
      }),
    );
    expect(verdict).toMatchObject({
      severity: 'hard',
      recipients: [
        { address: 'a@ek.example', severity: 'soft' },
        { address: 'b@ek.example', severity: 'hard' },
      ],
    });
  });
});

describe('reports in the words of mail servers', () => {
  const daemon = 'Mail Delivery System <Mailer-Daemon@mx.nordby.example>';
  test.each([
    {
      server: 'qmail',
      from: 'MAILER-DAEMON@mx.example',
      subject: 'failure notice',
      body: `Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<bo@ek.example>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 5.1.1 Unknown user\nGiving up on 192.0.2.9.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <maja@nordby.example>\nMessage-ID: ${ours}\nTo: bo@ek.example\n`,
      hard: true,
    },
    {
      server: 'Exim',
      from: daemon,
      subject: 'Mail delivery failed: returning message to sender',
      body: `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  bo@ek.example\n    SMTP error from remote mail server after RCPT TO:<bo@ek.example>:\n    550 No such recipient here\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: ${ours}\n`,
      hard: true,
    },
    {
      server: 'sendmail',
      from: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example>',
      subject: 'Returned mail: see transcript for details',
      body: `The original message was received at Thu, 4 Jun 2026 09:00:00 +0200\nfrom localhost\n\n   ----- The following addresses had permanent fatal errors -----\n<bo@ek.example>\n    (reason: 552 5.2.2 Over quota)\n\n   ----- Transcript of session follows -----\n... while talking to mx.ek.example.:\n>>> DATA\n<<< 552 5.2.2 Over quota\n`,
      hard: false,
    },
    {
      server: 'Exchange',
      from: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@nordby.example>',
      subject: 'Undeliverable: Vårmässan',
      body: `Delivery has failed to these recipients or groups:\n\nbo@ek.example\nThe email address you entered couldn't be found. Please check the address.\n\nDiagnostic information for administrators:\n\nGenerating server: ek.example\n\nbo@ek.example\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\nOriginal message headers:\n\nReceived: from x\nMessage-ID: ${ours}\n`,
      hard: true,
    },
  ])('$server', ({ from, subject, body, hard }) => {
    const verdict = read({ from, subject, body });
    expect(verdict).toMatchObject({
      kind: 'bounce',
      severity: hard ? 'hard' : 'soft',
      recipients: [{ address: 'bo@ek.example', reason: hard ? 'noSuchUser' : 'mailboxFull' }],
    });
    if (body.includes(ours)) expect(verdict.answers).toContain(ours);
  });

  test('a warning that it is still being tried', () => {
    const body =
      'This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\n  bo@ek.example\n    Delay reason: connection timed out\n\nNo action is required on your part. Delivery attempts will continue.';
    expect(read({ from: daemon, subject: 'Warning: message 1abc delayed 24 hours', body })).toMatchObject({
      kind: 'bounce',
      severity: 'delayed',
    });
  });

  test.each([
    {
      why: 'a person asks about one',
      subject: 'Re: Undelivered Mail Returned to Sender',
      body: 'My mail could not be delivered, can you help?',
    },
    {
      why: 'a person forwards one',
      subject: 'Fwd: Mail delivery failed',
      body: 'Look at this:\n\n550 5.1.1 user unknown',
    },
    {
      why: 'a person writes of deliveries',
      subject: 'Delivery report for May',
      body: 'Hi Maja, two parcels could not be delivered last week.',
    },
  ])('none: $why', ({ subject, body }) => {
    expect(read({ subject, body }).kind).toBe('reply');
  });
});
