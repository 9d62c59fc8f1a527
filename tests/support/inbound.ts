/** What a mail that comes in is made of; who wrote it and what they wrote is the least. */
export interface GivenMail {
  from: string;
  to: string;
  subject?: string;
  /** Message-ID of the mail itself; none: it has none. */
  id?: string;
  inReplyTo?: string;
  references?: readonly string[];
  headers?: readonly string[];
  body?: string;
}

const wrap = (headers: readonly string[], body: string) => Buffer.from([...headers, '', body].join('\r\n'));

/** A mail as somebody's client would send it. */
export function aMail(given: GivenMail): Buffer {
  const {
    from,
    to,
    subject = 'Re: Hello',
    id,
    inReplyTo,
    references = [],
    headers = [],
    body = 'Yes, gladly.',
  } = given;
  const own = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    ...(id ? [`Message-ID: ${id}`] : []),
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
    ...(references.length > 0 ? [`References: ${references.join(' ')}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    ...headers,
  ];
  return wrap(own, body);
}

/** A delivery report about one recipient (RFC 3464). */
export function aReport(given: {
  to: string;
  recipient: string;
  status: string;
  diagnostic: string;
  messageId?: string;
  action?: 'failed' | 'delayed' | 'delivered';
  id?: string;
}): Buffer {
  const { to, recipient, status, diagnostic, messageId, action = 'failed', id } = given;
  const part = (type: string, ...lines: string[]) => ['--r1', `Content-Type: ${type}`, '', ...lines, ''];
  const headers = [
    'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    ...(id ? [`Message-ID: ${id}`] : []),
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="r1"',
  ];
  const body = [
    ...part('text/plain', 'It could not be delivered.'),
    ...part(
      'message/delivery-status',
      'Reporting-MTA: dns; mx.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: smtp; ${diagnostic}`,
    ),
    ...part('text/rfc822-headers', ...(messageId ? [`Message-ID: ${messageId}`] : []), `To: ${recipient}`),
    '--r1--',
  ];
  return wrap(headers, body.join('\r\n'));
}

/** A complaint of a mailbox provider (RFC 5965). */
export function aComplaint(given: {
  to: string;
  /** The mail that was complained about; none: the report leaves it out. */
  messageId?: string;
  recipient?: string;
  mailFrom?: string;
  id?: string;
}): Buffer {
  const { to, messageId, recipient, mailFrom, id } = given;
  const part = (type: string, ...lines: string[]) => ['--f1', `Content-Type: ${type}`, '', ...lines, ''];
  const headers = [
    'From: <feedback@mailbox.example>',
    `To: ${to}`,
    'Subject: FW: Spring',
    ...(id ? [`Message-ID: ${id}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="f1"',
  ];
  const body = [
    ...part('text/plain', 'This is an abuse report.'),
    ...part(
      'message/feedback-report',
      'Feedback-Type: abuse',
      'User-Agent: Feedback/1.0',
      'Version: 1',
      ...(mailFrom ? [`Original-Mail-From: <${mailFrom}>`] : []),
      ...(recipient ? [`Original-Rcpt-To: <${recipient}>`] : []),
    ),
    ...part(
      'message/rfc822',
      ...(messageId ? [`Message-ID: ${messageId}`] : []),
      'Subject: Spring',
      '',
      'Hello',
    ),
    '--f1--',
  ];
  return wrap(headers, body.join('\r\n'));
}
