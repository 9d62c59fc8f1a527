import type { OutgoingMail } from '../../server/delivery/channels/channel.ts';
import type { Patience, SmtpServer } from '../../server/delivery/channels/smtp-line.ts';

/** A mail of a few words. */
export function anOutgoingMail(
  over: Partial<Omit<OutgoingMail, 'bytes'>> & { text?: string } = {},
): OutgoingMail {
  const { text = 'Subject: Hej\r\n\r\nEn rad\r\n..\r\n.slut\r\n', ...rest } = over;
  return {
    workspaceId: 'w',
    from: 'alva@nordby.example',
    to: 'bo@ek.example',
    messageId: '<1@nordby.example>',
    bytes: Buffer.from(text),
    ...rest,
  };
}

export function serverAt(port: number, over: Partial<SmtpServer> = {}): SmtpServer {
  return { host: '127.0.0.1', port, security: 'none', signIn: null, ...over };
}

/** Of tests in which a server is silent on purpose at one point. */
export function patience(over: Partial<Patience> = {}): Patience {
  const long = 20_000;
  return {
    connect: long,
    greeting: long,
    command: long,
    recipient: long,
    data: long,
    message: long,
    ...over,
  };
}
