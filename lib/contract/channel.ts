import { z } from 'zod';
import { Signing } from './dkim.ts';
import { device } from './endpoint.ts';
import { EmailAddress, Id, Instant } from './primitives.ts';

export const ChannelKind = z.enum(['smtp', 'gmail', 'graph']);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** Who gives access to an account instead of a password. */
export const Provider = z.enum(['google', 'microsoft']);
export type Provider = z.infer<typeof Provider>;
/** How mails are handed to a provider: over HTTP, or to its mail server with an access token. */
export const ConnectWay = z.enum(['api', 'smtp']);
export type ConnectWay = z.infer<typeof ConnectWay>;

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
  /** `unreadable`: its secret was sealed with a key that this server does not have; `unset`: there is no client for its provider; `revoked`: the provider has ended the grant. */
  state: z.enum(['ready', 'unreadable', 'unset', 'revoked']),
  /** Whose grant is used; null: a password is. */
  provider: Provider.nullable(),
  way: ConnectWay.nullable(),
  /** What the provider said when it ended the grant. */
  reason: z.string().nullable(),
  /** Null: its provider signs what it sends. */
  signing: Signing.nullable(),
  addedAt: Instant,
});
export type AccountChannel = z.infer<typeof AccountChannel>;

/** How a user's mails leave. */
export const Sending = z.object({
  /** Null: they go the way of everybody. */
  channel: AccountChannel.nullable(),
  /** Their account was removed: nothing leaves until they choose another, or the way of everybody. */
  stopped: z.boolean(),
  /** The way of everybody: a mail server, the practice mailbox, or none, and they wait. */
  otherwise: z.enum(['server', 'practice', 'none']),
  /** What can be added here. */
  kinds: z.array(ChannelKind),
  /** Whose accounts can be connected here. */
  providers: z.array(Provider),
});
export type Sending = z.infer<typeof Sending>;

/** An account to be connected at its provider, in a tab of its own. */
export const NewConnection = z.strictObject({
  id: Id,
  provider: Provider,
  way: ConnectWay,
  /** The account that is connected again; null: a new one. */
  channelId: Id.nullable(),
});
export type NewConnection = z.infer<typeof NewConnection>;

/** A workspace's client at a provider, without its secret. */
export const ProviderClient = z.object({
  provider: Provider,
  /** `own`: of this workspace; `server`: of whoever runs the server; `none`: accounts cannot be connected. */
  source: z.enum(['own', 'server', 'none']),
  /** Of a workspace's own only. */
  clientId: z.string().nullable(),
  /** A secret of it is kept. */
  sealed: z.boolean(),
  tenant: z.string().nullable(),
  /** What the provider asks for: where it may send people back to, and what they are asked to permit. */
  redirectUrl: z.string(),
  scopes: z.object({ api: z.string(), smtp: z.string() }),
});
export type ProviderClient = z.infer<typeof ProviderClient>;
const ProviderClients = z.object({ clients: z.array(ProviderClient) });

/** A workspace's client as it is entered; null in place of one: the server's is used. */
export const NewProviderClient = z.strictObject({
  provider: Provider,
  client: z
    .strictObject({
      clientId: oneLine.trim().min(1, 'expected what the provider shows for the client').max(500),
      /** Null: the one that is kept, as long as the client is the same. */
      clientSecret: secret.nullable(),
      /** Of Microsoft: only accounts of this directory; null: everybody's. */
      tenant: z
        .string()
        .trim()
        .regex(/^[a-z0-9][a-z0-9.-]*$/i, 'expected the id or the domain of a directory')
        .max(253)
        .nullable(),
    })
    .nullable(),
});
export type NewProviderClient = z.infer<typeof NewProviderClient>;

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
  'channels.connect': {
    ...device,
    method: 'post',
    path: '/api/v2/channels/connect',
    summary: 'Begin to connect an account at its provider',
    body: NewConnection,
    /** A page of this server, to be opened by who is signed in there; good for ten minutes. */
    response: z.object({ url: z.string() }),
  },
  'providers.get': {
    ...device,
    roles: ['admin'],
    method: 'get',
    path: '/api/v2/providers',
    summary: 'Clients at providers, through which accounts are connected',
    response: ProviderClients,
  },
  'providers.set': {
    ...device,
    roles: ['admin'],
    method: 'put',
    path: '/api/v2/providers',
    summary: 'Enter the workspace’s own client at a provider, or take it out',
    body: NewProviderClient,
    response: ProviderClients,
  },
  'channels.goOn': {
    ...device,
    method: 'post',
    path: '/api/v2/channels/go-on',
    summary: 'After one’s account was removed: let one’s mails go the way of everybody',
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
