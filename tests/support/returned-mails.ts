/** What a report made here is about, and so what must be found in it. */
export interface Answer {
  says: string;
  severity: 'hard' | 'soft';
}

/** What receiving servers say. */
export const answers: readonly Answer[] = [
  { says: '550 5.1.1 User unknown', severity: 'hard' },
  { says: '550 No such user here', severity: 'hard' },
  { says: '554 5.1.1 This mailbox does not exist', severity: 'hard' },
  { says: '550 5.1.10 Recipient not found', severity: 'hard' },
  { says: '550 5.1.2 Host or domain name not found', severity: 'hard' },
  { says: '552 5.2.2 Mailbox is full', severity: 'soft' },
  { says: '550 5.1.1 Quota exceeded', severity: 'soft' },
  { says: '550 5.7.1 Message rejected by local policy', severity: 'soft' },
  { says: '554 5.7.1 Service unavailable; client listed at a blocklist', severity: 'soft' },
  { says: '550 5.7.26 Mail is unauthenticated (SPF and DKIM)', severity: 'soft' },
  { says: '554 5.7.1 The content looks like spam', severity: 'soft' },
  { says: '550 5.2.1 The account is disabled', severity: 'soft' },
  { says: '451 4.7.1 Greylisted, come again later', severity: 'soft' },
  { says: '421 4.4.2 Connection timed out', severity: 'soft' },
  { says: '552 5.3.4 Message size exceeds the limit', severity: 'soft' },
];

interface System {
  name: string;
  from: string;
  subject: string;
  /** What it writes for people. */
  letter(address: string, answer: string): string;
  /** It writes a part for machines, too (RFC 3464). */
  reports: boolean;
  headers?: readonly string[];
}

const daemon = 'Mail Delivery System <MAILER-DAEMON@mx.nordby.example>';

/** Reports as mail systems put them, in words of our own. */
export const systems: readonly System[] = [
  {
    name: 'Postfix',
    from: daemon,
    subject: 'Undelivered Mail Returned to Sender',
    reports: true,
    letter: (to, said) =>
      `This is the mail system at host mx.nordby.example.\n\nYour message could not be delivered to one or more recipients.\n\n<${to}>: host mx.fjord.example[192.0.2.7] said: ${said} (in reply to RCPT TO command)`,
  },
  {
    name: 'Exchange',
    from: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@nordby.example>',
    subject: 'Undeliverable: Spring is here',
    reports: true,
    letter: (to, said) =>
      `Your message to ${to} couldn't be delivered.\n\nDiagnostic information for administrators:\n\nGenerating server: mx.nordby.example\n\n${to}\nRemote server returned '${said}'`,
  },
  {
    name: 'Gmail',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    subject: 'Delivery Status Notification (Failure)',
    reports: true,
    letter: (to, said) =>
      `** Message not delivered **\n\nYour message to ${to} was not delivered.\n\nThe response was:\n\n${said}`,
  },
  {
    name: 'Exim',
    from: 'Mail Delivery System <Mailer-Daemon@mx.nordby.example>',
    subject: 'Mail delivery failed: returning message to sender',
    reports: false,
    headers: ['Auto-Submitted: auto-replied', 'X-Failed-Recipients: ADDRESS'],
    letter: (to, said) =>
      `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one of its recipients. This is a permanent error. The following address failed:\n\n  ${to}\n    host mx.fjord.example [192.0.2.7]\n    SMTP error from remote mail server after RCPT TO:<${to}>:\n    ${said}`,
  },
  {
    name: 'qmail',
    from: 'MAILER-DAEMON@mx.nordby.example',
    subject: 'failure notice',
    reports: false,
    letter: (to, said) =>
      `Hi. This is the qmail-send program at mx.nordby.example.\nI'm afraid I wasn't able to deliver your message to the following address.\nThis is a permanent error; I've given up.\n\n<${to}>:\n192.0.2.7 does not like recipient.\nRemote host said: ${said}\nGiving up on 192.0.2.7.`,
  },
  {
    name: 'Sendmail',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.nordby.example>',
    subject: 'Returned mail: see transcript for details',
    reports: true,
    letter: (to, said) =>
      `The original message was received at Thu, 4 Jun 2026 08:00:00 +0200\n\n   ----- The following addresses had permanent fatal errors -----\n<${to}>\n    (reason: ${said})\n\n   ----- Transcript of session follows -----\n... while talking to mx.fjord.example.:\n<<< ${said}`,
  },
  {
    name: 'Zimbra',
    from: daemon,
    subject: 'Undelivered Mail Returned to Sender',
    reports: false,
    letter: (to, said) =>
      `This is the mail system at host zimbra.nordby.example.\n\nI'm sorry to inform you that your message could not be delivered.\n\n<${to}>: host 192.0.2.7[192.0.2.7] said: ${said}`,
  },
  {
    name: 'Domino',
    from: 'Postmaster <postmaster@nordby.example>',
    subject: 'DELIVERY FAILURE: Spring is here',
    reports: true,
    letter: (to, said) =>
      `Your message\n\n  Subject: Spring is here\n\nwas not delivered to:\n\n  ${to}\n\nbecause:\n\n  ${said}`,
  },
  {
    name: 'GroupWise',
    from: 'Mail Delivery System <Mailer-Daemon@gw.nordby.example>',
    subject: 'Message status - undeliverable',
    reports: false,
    letter: (to, said) =>
      `The attached file had the following undeliverable recipient(s):\n\n\t${to} (${said})`,
  },
  {
    name: 'Yahoo',
    from: 'MAILER-DAEMON@yahoo.example',
    subject: 'Failure Notice',
    reports: false,
    letter: (to, said) =>
      `Sorry, we were unable to deliver your message to the following address.\n\n<${to}>:\n${said}`,
  },
  {
    name: 'Mailgun',
    from: 'Mail Delivery <postmaster@mg.nordby.example>',
    subject: 'Delivery failed',
    reports: true,
    letter: (to, said) => `Your message to ${to} could not be delivered.\n\nThe server answered: ${said}`,
  },
];

export const endings = { CRLF: '\r\n', LF: '\n', CR: '\r' } as const;
export const encodings = ['7bit', 'quoted-printable', 'base64'] as const;
export const charsets = ['us-ascii', 'utf-8', 'iso-8859-1'] as const;
/** What of our mail is given back. */
export const returned = ['whole', 'header', 'cut', 'nothing'] as const;

export interface Making {
  system: System;
  answer: Answer;
  address: string;
  messageId: string;
  eol: string;
  encoding: (typeof encodings)[number];
  charset: (typeof charsets)[number];
  gives: (typeof returned)[number];
}

/** A report as bytes. */
export function aReturnedMail({ system, answer, address, messageId, eol, ...how }: Making): Buffer {
  const { encoding, charset, gives } = how;
  const letter = encoded(system.letter(address, answer.says), encoding, eol);
  const text = [`Content-Type: text/plain; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`];
  const own = [`Message-ID: ${messageId}`, 'From: Alva <alva@nordby.example>', `To: ${address}`];
  const head = [
    `From: ${system.from}`,
    'To: alva@nordby.example',
    `Subject: ${system.subject}`,
    'Date: Thu, 4 Jun 2026 08:59:00 +0200',
    'MIME-Version: 1.0',
    ...(system.headers ?? []).map((line) => line.replace('ADDRESS', address)),
  ];
  if (gives === 'nothing' && !system.reports) return Buffer.from([...head, ...text, '', letter].join(eol));
  const [, code, status] = /^(\d{3})(?: (\d\.\d+\.\d+))?/.exec(answer.says) ?? [];
  const machine = [
    '--x1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.nordby.example',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    `Status: ${status ?? `${code?.slice(0, 1)}.0.0`}`,
    `Diagnostic-Code: smtp; ${answer.says}`,
    '',
  ];
  const back = {
    whole: ['--x1', 'Content-Type: message/rfc822', '', ...own, 'Subject: Spring is here', '', 'Hello.', ''],
    header: ['--x1', 'Content-Type: text/rfc822-headers', '', ...own, ''],
    cut: ['--x1', 'Content-Type: message/rfc822', '', ...own, 'Subject: Spr'],
    nothing: [],
  }[gives];
  const lines = [
    ...head,
    `Content-Type: multipart/${system.reports ? 'report; report-type=delivery-status' : 'mixed'}; boundary="x1"`,
    '',
    '--x1',
    ...text,
    '',
    letter,
    ...(system.reports ? machine : []),
    ...back,
    // A mail that was cut ends anywhere.
    ...(gives === 'cut' ? [] : ['--x1--', '']),
  ];
  return Buffer.from(lines.join(eol));
}

function encoded(text: string, encoding: Making['encoding'], eol: string): string {
  if (encoding === '7bit') return text.replaceAll('\n', eol);
  if (encoding === 'base64')
    return (
      Buffer.from(text)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join(eol);
  return text
    .replaceAll('=', '=3D')
    .split('\n')
    .map((line) => (line.match(/.{1,70}/g) ?? ['']).join(`=${eol}`))
    .join(eol);
}

/** Mails that look like reports, and are none. */
export const others: readonly {
  what: string;
  from: string;
  subject: string;
  headers?: string[];
  body: string;
  kind: string;
}[] = [
  {
    what: 'a person writes about a report',
    from: 'Bo <bo@fjord.example>',
    subject: 'Re: Undelivered Mail Returned to Sender',
    body: 'Your mail came back: 550 5.1.1 User unknown. Which address shall I use?',
    kind: 'reply',
  },
  {
    what: 'a person forwards a report',
    from: 'Bo <bo@fjord.example>',
    subject: 'Fwd: Mail delivery failed',
    body: 'See below.\n\n> A message that you sent could not be delivered.\n> 550 No such user',
    kind: 'reply',
  },
  {
    what: 'an absence',
    from: 'Bo <bo@fjord.example>',
    subject: 'Out of office: Spring is here',
    headers: ['Auto-Submitted: auto-replied'],
    body: 'I am out of the office until 12 June.',
    kind: 'autoReply',
  },
  {
    what: 'a newsletter',
    from: 'News <news@fjord.example>',
    subject: 'How to deliver more mail',
    headers: ['List-Id: <news.fjord.example>', 'Precedence: bulk'],
    body: 'This month: bounced mail, and what to do about it.',
    kind: 'bulk',
  },
];
