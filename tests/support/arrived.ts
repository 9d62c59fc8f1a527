import { readMail } from '../../server/inbound/read-mail.ts';

export const received = new Date('2026-06-04T09:00:00Z');
export const ours = '<5f3c1d9e-0000-4000-8000-1234567890ab@nordby.example>';

/** What a mail that is read is made of. */
export interface Given {
  from?: string;
  subject?: string;
  headers?: string[];
  body: string;
  type?: string;
}

/** A mail as bytes; lines end with CRLF unless `eol` says otherwise. */
export function mailOf(
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
export const read = (given: Given) => readMail(mailOf(given), received);

/** A delivery report with its parts. */
export function aReport({
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
export const failed = (status: string, diagnostic: string, action = 'failed') =>
  aReport({
    fields: `Final-Recipient: rfc822; bo@ek.example\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}`,
  });
