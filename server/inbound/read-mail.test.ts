import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMail } from './read-mail.ts';

const received = new Date('2026-06-04T09:00:00Z');
const ours = '<5f3c1d9e-0000-4000-8000-1234567890ab@nordby.example>';

interface Given {
  from?: string;
  subject?: string;
  headers?: string[];
  body: string;
  type?: string;
}

/** A mail as bytes; lines end with CRLF unless `eol` says otherwise. */
function aMail(
  { from = 'Bo Ek <bo@ek.example>', subject = 'Re: Vårmässan', headers = [], body, type }: Given,
  eol = '\r\n',
) {
  const lines = [
    `From: ${from}`,
    'To: Maja <maja@nordby.example>',
    `Subject: ${subject}`,
    'Date: Thu, 4 Jun 2026 10:59:00 +0200',
    'MIME-Version: 1.0',
    `Content-Type: ${type ?? 'text/plain; charset=utf-8'}`,
    ...headers,
    '',
    ...body.split('\n'),
  ];
  return Buffer.from(lines.join(eol));
}
const read = (given: Given) => readMail(aMail(given), received);

/** A delivery report with its parts. */
function aReport({
  fields,
  returned = `Message-ID: ${ours}\nTo: bo@ek.example`,
  text = 'It did not work.',
}: {
  fields: string;
  returned?: string;
  text?: string;
}): Given {
  return {
    from: 'MAILER-DAEMON@mx.nordby.example (Mail Delivery System)',
    subject: 'Undelivered Mail Returned to Sender',
    headers: ['Auto-Submitted: auto-replied'],
    type: 'multipart/report; report-type=delivery-status; boundary="b1"',
    body: [
      '--b1',
      'Content-Type: text/plain',
      '',
      text,
      '',
      '--b1',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.nordby.example',
      '',
      fields,
      '',
      '--b1',
      'Content-Type: text/rfc822-headers',
      '',
      returned,
      '',
      '--b1--',
      '',
    ].join('\n'),
  };
}
const failed = (status: string, diagnostic: string, action = 'failed') =>
  aReport({
    fields: `Final-Recipient: rfc822; bo@ek.example\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}`,
  });

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

describe('automatic answers are no replies (G20)', () => {
  test.each([
    [
      'Automatic reply: Spring fair',
      'Thank you for your message. I am out of the office until 12 June.',
      '2026-06-12',
    ],
    [
      'Autosvar: Vårmässan',
      'Hej! Jag är på semester och är tillbaka måndagen den 15 juni. Kontakta Eva vid brådskande ärenden.',
      '2026-06-15',
    ],
    ['Automatisk svar: Messe', 'Jeg holder ferie og er tilbage igen d. 22. juni 2026.', '2026-06-22'],
    [
      'Automatisk svar: Messe',
      'Jeg er på ferie til og med 19.06.2026. Ved hast, kontakt Kari.',
      '2026-06-20',
    ],
    ['Automatisch antwoord: Beurs', 'Ik ben afwezig en ben weer aanwezig op maandag 8 juni.', '2026-06-08'],
    [
      'Automatische Antwort: Messe',
      'Ich bin vom 01.06.2026 bis einschließlich 12.06.2026 nicht im Büro.',
      '2026-06-13',
    ],
    ['Réponse automatique : Salon', 'Je suis absent du bureau, de retour le 1er juillet.', '2026-07-01'],
    ['Respuesta automática: Feria', 'Estoy de vacaciones. Regreso el 15 de junio.', '2026-06-15'],
    ['Out of office', 'I will be back in the office on June 9th.', '2026-06-09'],
    ['Out of Office', 'I am away and will return in January. Back on 2027-01-04.', '2027-01-04'],
    ['Automatic reply: hi', 'I am on leave and have no access to e-mail.', null],
  ])('%s: %s', (subject, body, backOn) => {
    expect(read({ subject, body })).toMatchObject({ kind: 'autoReply', about: 'away', backOn });
  });

  test.each([
    'Auto-Submitted: auto-replied',
    'X-Autoreply: yes',
    'Precedence: auto_reply',
    'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent',
  ])('told by %s alone', (header) => {
    const body = 'Your request 4711 is in our system.';
    expect(read({ subject: 'Re: hi', headers: [header], body })).toMatchObject({
      kind: 'autoReply',
      about: 'received',
    });
  });

  test('told by the words alone, as two of three real ones are', () => {
    const body =
      'Hej,\n\nJag är på semester och åter på kontoret den 22 juni. Vid brådskande ärenden kontakta Eva.';
    expect(read({ subject: 'Vårmässan', body })).toMatchObject({ about: 'away', backOn: '2026-06-22' });
  });

  test('who has left is not away', () => {
    const body = 'Anna no longer works at Ek. Please write to info@ek.example.';
    expect(read({ subject: 'Automatic reply: hi', body })).toMatchObject({ about: 'left' });
  });

  test('a challenge', () => {
    const body = 'Please confirm that you are a person: click the link to be added to my approved list.';
    expect(read({ subject: 'Please verify your message', body })).toMatchObject({ about: 'challenge' });
  });

  test.each([
    { headers: ['X-Auto-Response-Suppress: All'], body: 'Sounds good, let us talk on Tuesday.' },
    { headers: ['Auto-Submitted: no'], body: 'Yes, gladly.' },
    {
      headers: [],
      body: 'Thanks! I was on vacation last week, so I only saw this now. Could you call me on 12 June?',
    },
    {
      headers: ['In-Reply-To: <x@y>'],
      body: 'Jag är på semester då, men vi kan ses den 24 juni? Hälsningar Bo',
    },
  ])('a person’s words stay a reply: $body', ({ headers, body }) => {
    expect(read({ headers, body }).kind).toBe('reply');
  });
});

describe('other mail', () => {
  test('a complaint names who complained and what about (ARF)', () => {
    const verdict = read({
      from: 'feedback@isp.example',
      subject: 'FW: Vårmässan',
      type: 'multipart/report; report-type=feedback-report; boundary=x',
      body: `--x\n\nThis is an abuse report.\n--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: bo@ek.example\n--x\nContent-Type: message/rfc822\n\nMessage-ID: ${ours}\nTo: bo@ek.example\n\nhi\n--x--`,
    });
    expect(verdict).toMatchObject({ kind: 'complaint', recipient: 'bo@ek.example', answers: [ours] });
  });

  test('a read receipt', () => {
    const type = 'multipart/report; report-type=disposition-notification; boundary=x';
    const body = `--x\n\nWas read.\n--x\nContent-Type: message/disposition-notification\n\nOriginal-Message-ID: ${ours}\nDisposition: manual-action; displayed\n--x--`;
    expect(read({ type, body }).kind).toBe('receipt');
  });

  test('a reply names what it answers, the nearest first', () => {
    const headers = ['In-Reply-To: <b@x>', `References: ${ours} <a@x>`, ' <b@x>'];
    expect(read({ headers, body: 'Yes!' })).toMatchObject({
      kind: 'reply',
      optOut: false,
      from: 'bo@ek.example',
      subject: 'vårmässan',
      answers: ['<b@x>', '<a@x>', ours],
    });
  });

  test.each([
    'Unsubscribe',
    'please remove me from your list.\n\nBo',
    'Ta bort mig från listan tack',
    'Afmelden',
    'Meld mig fra'.replace('Meld mig fra', 'Meld meg av'),
  ])('nothing but the wish to hear no more: %s', (body) => {
    expect(read({ body: `${body}\n\n> On Thursday Maja wrote:\n> unsubscribe here` })).toMatchObject({
      optOut: true,
    });
  });

  test.each([
    'How do I unsubscribe my colleague Eva, who has left?',
    'Stop by on Monday!',
    'Yes, please call.',
  ])('more than that is for a person to read: %s', (body) => {
    expect(read({ body })).toMatchObject({ kind: 'reply', optOut: false });
  });

  test('a newsletter is no reply', () => {
    expect(read({ headers: ['List-Id: <news.ek.example>'], body: 'News' }).kind).toBe('bulk');
  });
});

describe('bytes of all kinds', () => {
  test.each(['\r\n', '\n', '\r'])('the same in lines that end with %j', (eol) => {
    const report = failed('5.1.1', '550 5.1.1 user unknown');
    expect(readMail(aMail(report, eol), received)).toEqual(readMail(aMail(report), received));
  });

  test.each([
    ['iso-8859-1', 'quoted-printable', 'Jag =E4r p=E5 semester och =E5ter den 22 juni. Kontakta Eva.'],
    [
      'utf-8',
      'base64',
      Buffer.from('Jag är på semester och åter den 22 juni. Kontakta Eva.').toString('base64'),
    ],
    ['utf-8', 'quoted-printable', 'Jag =C3=A4r p=C3=A5 seme=\nster och =C3=A5ter den 22 juni. Kontakta Eva.'],
    ['nonsense-42', '8bit', 'Jag är på semester och åter den 22 juni. Kontakta Eva.'],
  ])('%s in %s', (charset, encoding, body) => {
    const verdict = read({
      subject: '=?utf-8?Q?V=C3=A5r?= =?iso-8859-1?Q?m=E4ssan?=',
      type: `text/plain; charset="${charset}"`,
      headers: [`Content-Transfer-Encoding: ${encoding}`],
      body,
    });
    expect(verdict).toMatchObject({ about: 'away', backOn: '2026-06-22', subject: 'vårmässan' });
  });

  test('HTML without a plain part', () => {
    const body =
      '<html><style>p{}</style><p>I am out of the office and back on <b>9&nbsp;June</b>.</p></html>';
    expect(read({ subject: 'Automatic reply', type: 'text/html', body })).toMatchObject({
      backOn: '2026-06-09',
    });
  });

  test('nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        expect(typeof readMail(bytes, received).kind).toBe('string');
      }),
    );
  });

  test('nor does a mail that is cut, doubled or spoilt anywhere', () => {
    const whole = aMail(failed('5.1.1', '550 5.1.1 user unknown'));
    const places = fc.nat({ max: whole.length });
    fc.assert(
      fc.property(places, places, fc.uint8Array({ maxLength: 20 }), (from, to, noise) => {
        const spoilt = Buffer.concat([whole.subarray(0, from), noise, whole.subarray(to)]);
        expect(readMail(spoilt, received).answers).toBeInstanceOf(Array);
      }),
    );
  });

  test.each([
    ['words', `${'the user of the mailbox at the host '.repeat(8000)}`],
    ['spaces', ' '.repeat(200_000)],
    ['brackets', '<'.repeat(200_000)],
    ['addresses', 'a@b.c '.repeat(40_000)],
    ['numbers', '12.12.12/3 5 june '.repeat(10_000)],
    ['dashes', '-'.repeat(200_000)],
    // Whatever looks back at every place would never end here.
  ])('a mail of endless %s is read to its end', (_, body) => {
    const report = read({ from: 'MAILER-DAEMON@x.example', subject: 'Undelivered: automatic reply', body });
    const note = read({ type: 'text/html', subject: 'Out of office', body: body.slice(0, 100_000) });
    expect([report.kind, note.kind]).toEqual(['bounce', 'autoReply']);
  });
});
