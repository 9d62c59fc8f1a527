/** What a machine answers to a mail of ours, enough of it to be read as any other that comes back. */
export interface Returned {
  at: Date;
  /** Of the mail that it is about. */
  messageId: string;
  /** Whom that was to. */
  to: string;
}

/** The report of a mail server that could not deliver, by RFC 3464. @param detail - `5.1.1 Unknown mailbox` */
export function bounceMail({ at, messageId, to }: Returned, detail: string): string {
  const [status = ''] = detail.split(' ');
  return lines(
    `From: Mail Delivery Subsystem <mailer-daemon@${domainOf(to)}>`,
    ...head({ at, messageId, to }, 'bounce'),
    'Subject: Undelivered mail returned to sender',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Your mail to ${to} could not be delivered: ${detail}`,
    '--part',
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; mx.${domainOf(to)}`,
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${detail}`,
    '--part',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    `To: ${to}`,
    '--part--',
  );
}

/** A note of somebody who is away, by RFC 3834. @param backOn - `YYYY-MM-DD` */
export function absenceMail({ at, messageId, to }: Returned, backOn: string): string {
  return lines(
    `From: ${to}`,
    ...head({ at, messageId, to }, 'absence'),
    'Subject: Out of office',
    'Auto-Submitted: auto-replied',
    `In-Reply-To: ${messageId}`,
    `References: ${messageId}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Thank you for your mail. I am out of the office and will be back on ${backOn}.`,
  );
}

function head({ at, messageId, to }: Returned, kind: string): string[] {
  const id = messageId.replace(/^<|@.*$/g, '');
  return [
    `Message-ID: <${kind}.${id}@${domainOf(to)}>`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
  ];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function lines(...all: string[]): string {
  return `${all.join('\r\n')}\r\n`;
}
