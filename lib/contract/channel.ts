import { z } from 'zod';
import { device } from './endpoint.ts';
import { EmailAddress, Id, Instant } from './primitives.ts';

export const ChannelKind = z.enum(['smtp', 'gmail', 'graph']);
export type ChannelKind = z.infer<typeof ChannelKind>;

const oneLine = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'expected one line of text');
/** Never given back by any answer. */
const secret = oneLine.min(1, 'expected a value').max(4000);

/** `tls` from the first byte, `starttls` after a greeting; `none` only to this very machine. */
export const MailSecurity = z.enum(['tls', 'starttls', 'none']);

/** A mail server of one's own. */
export const SmtpSettings = z.object({
  host: z
    .string()
    .trim()
    .regex(
      /^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i,
      'expected the name of a mail server, such as mail.example.com',
    )
    .max(253),
  port: z.int().min(1).max(65_535),
  security: MailSecurity,
  user: oneLine.max(320),
});
export type SmtpSettings = z.infer<typeof SmtpSettings>;

const common = { id: Id, address: EmailAddress };

/** A channel to be added; repeated with the same id it adds nothing. */
export const NewChannel = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('smtp'), settings: SmtpSettings, password: secret }),
  /** A refresh token that was given to this server's client. */
  z.strictObject({ ...common, kind: z.literal('gmail'), refreshToken: secret }),
  z.strictObject({ ...common, kind: z.literal('graph'), refreshToken: secret }),
]);
export type NewChannel = z.infer<typeof NewChannel>;

/** A user's way out, without its secret. */
export const AccountChannel = z.object({
  id: Id,
  kind: ChannelKind,
  address: z.string(),
  /** Of a mail server only. */
  server: SmtpSettings.nullable(),
  /** `unreadable`: its secret was sealed with a key that this server does not have; `unset`: the server has no client for its provider. */
  state: z.enum(['ready', 'unreadable', 'unset']),
  addedAt: Instant,
});
export type AccountChannel = z.infer<typeof AccountChannel>;

/** How a user's mails leave. */
export const Sending = z.object({
  /** Null: they go the way of everybody. */
  channel: AccountChannel.nullable(),
  /** The way of everybody: a mail server, the practice mailbox, or none, and they wait. */
  otherwise: z.enum(['server', 'practice', 'none']),
  /** What can be added here. */
  kinds: z.array(ChannelKind),
});
export type Sending = z.infer<typeof Sending>;

const ofChannel = z.object({ id: Id });

/** Endpoints of one's own way out, part of the table in `api.ts`. */
export const channelEndpoints = {
  'channels.get': {
    ...device,
    method: 'get',
    path: '/api/v2/channels',
    summary: 'How one’s own mails leave',
    response: Sending,
  },
  'channels.add': {
    ...device,
    method: 'post',
    path: '/api/v2/channels',
    summary: 'Let one’s own mails leave through an account of one’s own',
    body: NewChannel,
    response: Sending,
  },
  'channels.test': {
    ...device,
    method: 'post',
    path: '/api/v2/channels/{id}/test',
    summary: 'Send a mail through it to oneself now, and say what became of it',
    params: ofChannel,
    /** In the language of who asks. */
    body: z.object({ subject: oneLine.min(1).max(200), text: z.string().min(1).max(2000) }),
    response: z.object({ to: z.string() }),
  },
  'channels.remove': {
    ...device,
    method: 'delete',
    path: '/api/v2/channels/{id}',
    summary: 'Use it no more; its secret is forgotten after ten minutes',
    params: ofChannel,
    response: Sending,
  },
  'channels.restore': {
    ...device,
    method: 'post',
    path: '/api/v2/channels/{id}/restore',
    summary: 'Use again what was removed in the last ten minutes',
    params: ofChannel,
    response: Sending,
  },
} as const;
