import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { providerSettings, providersOf } from './config-providers.ts';
import type { Providers } from './delivery/channels/providers.ts';
import { newVaultKey, readVaultKeys, type VaultKey } from './delivery/channels/vault.ts';
import { type PathPattern, readPathPattern } from './inbound/return-path.ts';
import { makeFolder } from './make-folder.ts';

/** A setting that cannot be used; the message names it and says what was expected. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** What `readConfig` takes besides the environment: options of the command line, and tests. */
export interface ConfigOverrides {
  host?: string;
  port?: number;
  publicUrl?: string;
  dataDir?: string;
  databaseUrl?: string;
  secret?: string;
  practice?: boolean;
  smtpPort?: number;
  trustProxy?: boolean;
  logLevel?: LogLevel;
  mailUrl?: string;
  mailToken?: string;
  mailConnections?: number;
  dkim?: string;
  dkimKeyFile?: string;
  imapUrl?: string;
  returnPath?: string;
  bounceListen?: string;
  vaultKeys?: string;
  insideForAll?: boolean;
  dnsServers?: string;
  googleClientId?: string;
  googleClientSecret?: string;
  googleAuthorizeUrl?: string;
  googleSmtpUrl?: string;
  googleScopes?: string;
  googleTokenUrl?: string;
  gmailUrl?: string;
  microsoftClientId?: string;
  microsoftClientSecret?: string;
  microsoftAuthorizeUrl?: string;
  microsoftSmtpUrl?: string;
  microsoftScopes?: string;
  microsoftTokenUrl?: string;
  graphUrl?: string;
}

/** Everything the server can be told, validated. */
export interface Config {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Address under which people reach the server, without a slash at the end; null: the one it listens on. */
  publicUrl: string | null;
  /** Absolute. */
  dataDir: string;
  /** Null: the embedded database in `dataDir`. */
  databaseUrl: string | null;
  /** At least 32 characters; signs sessions. */
  secret: string;
  /** Serve the practice mailbox and its SMTP sink. */
  practice: boolean;
  /** Port of the practice mailbox's SMTP sink; 0 takes any free port. */
  smtpPort: number;
  /** Believe the last `X-Forwarded-For` of a proxy in front; limits count by it. */
  trustProxy: boolean;
  logLevel: LogLevel;
  /** Where planned mail is handed over; null: to the practice sink. */
  mail: MailConfig | null;
  /** Mailboxes in which answers and reports arrive; user and password stand in each address. */
  mailboxes: URL[];
  /** Where reports about mails to many go; null: to their senders. */
  returnPath: PathPattern | null;
  /** Where reports are taken in by SMTP; null: nowhere. */
  bounceListen: { host: string; port: number } | null;
  /** Seal the secrets of accounts; the first seals, all open. */
  vaultKeys: [VaultKey, ...VaultKey[]];
  providers: Providers;
  /** Anybody, not only administrators, may enter a mail server on this machine or in a private network. */
  insideForAll: boolean;
  /** Asked for records of keys, with a port where it is not the usual one; empty: those of the system. */
  dnsServers: string[];
}

/** The mail server of everybody here. */
export interface MailConfig {
  /** `smtps://` is TLS from the first byte, `smtp://` STARTTLS; user and password may stand in it. */
  url: URL;
  /** OAuth access token in place of a password. */
  token: string | null;
  connections: number;
  /** Signs every mail for the domain; null: the mail server does, or nobody. */
  dkim: { domain: string; selector: string; keyFile: string } | null;
}

const LogLevel = z.enum(['error', 'info', 'debug', 'silent']);
export type LogLevel = z.infer<typeof LogLevel>;

const port = z.coerce.number().int().min(0).max(65_535);
const portHint = 'expected a port number from 0 to 65535';
const onOff = z
  .enum(['on', 'off', 'true', 'false', '1', '0'])
  .transform((word) => ['on', 'true', '1'].includes(word));

function readImapUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^imaps?:$/.test(url.protocol) && url.hostname && url.username ? url : null;
}

/** An IP address, with a port or without one. */
function isDnsServer(text: string): boolean {
  const [, bracketed, plain, port = '53'] = /^(?:\[(.+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  return isIP(address) !== 0 && Number(port) >= 1 && Number(port) <= 65_535;
}

/** Each setting: its name in the environment, what it may be, what to say when it is not. */
export const settings = {
  host: {
    name: 'UTSKICK_HOST',
    schema: z.string().min(1),
    hint: 'expected an address to listen on such as 127.0.0.1',
  },
  port: { name: 'UTSKICK_PORT', schema: port, hint: portHint },
  publicUrl: {
    name: 'UTSKICK_PUBLIC_URL',
    schema: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
    hint: 'expected an address such as https://utskick.example.com',
  },
  dataDir: { name: 'UTSKICK_DATA_DIR', schema: z.string().min(1), hint: 'expected the path of a folder' },
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: z.url({ protocol: /^postgres(ql)?$/ }),
    hint: 'expected an address such as postgres://user:password@host:5432/utskick',
  },
  secret: {
    name: 'UTSKICK_SECRET',
    schema: z.string().min(32),
    hint: 'expected 32 random characters or more',
  },
  practice: { name: 'UTSKICK_PRACTICE', schema: onOff, hint: 'expected on or off' },
  smtpPort: { name: 'UTSKICK_SMTP_PORT', schema: port, hint: portHint },
  trustProxy: { name: 'UTSKICK_TRUST_PROXY', schema: onOff, hint: 'expected on or off' },
  mailUrl: {
    name: 'UTSKICK_MAIL_URL',
    schema: z.url({ protocol: /^smtps?$/ }).transform((url) => new URL(url)),
    hint: 'expected an address such as smtps://user:password@mail.example.com',
  },
  mailToken: { name: 'UTSKICK_MAIL_TOKEN', schema: z.string().min(1), hint: 'expected an access token' },
  mailConnections: {
    name: 'UTSKICK_MAIL_CONNECTIONS',
    schema: z.coerce.number().int().min(1).max(100),
    hint: 'expected a number from 1 to 100',
  },
  dkim: {
    name: 'UTSKICK_DKIM',
    schema: z
      .string()
      .regex(/^[\w.-]+:[a-z0-9.-]+$/i)
      .transform((text) => text.split(':') as [string, string]),
    hint: 'expected selector:domain such as s1:example.com',
  },
  dkimKeyFile: {
    name: 'UTSKICK_DKIM_KEY_FILE',
    schema: z.string().min(1),
    hint: 'expected the path of a file',
  },
  dnsServers: {
    name: 'UTSKICK_DNS_SERVERS',
    schema: z
      .string()
      .transform((text) => text.split(/\s+/))
      .refine((servers) => servers.every(isDnsServer)),
    hint: 'expected addresses such as 192.0.2.53 or [2001:db8::53]:5353, with blanks between',
  },
  imapUrl: {
    name: 'UTSKICK_IMAP_URL',
    schema: z.string().transform((text, context) => {
      const urls = text.split(/\s+/).flatMap((one) => readImapUrl(one) ?? []);
      if (urls.length < text.split(/\s+/).length) context.addIssue('expected addresses');
      return urls;
    }),
    hint: 'expected an address such as imaps://user:password@mail.example.com, or several with blanks between',
  },
  returnPath: {
    name: 'UTSKICK_RETURN_PATH',
    schema: z.string().transform((text, context) => {
      const pattern = readPathPattern(text);
      if (!pattern) context.addIssue('expected an address with *');
      return pattern ?? z.NEVER;
    }),
    hint: 'expected an address such as bounces+*@example.com, with one * and at most 19 characters around it',
  },
  bounceListen: {
    name: 'UTSKICK_BOUNCE_LISTEN',
    schema: z
      .string()
      .regex(/^.+:\d{1,5}$/)
      .transform((text) => {
        const colon = text.lastIndexOf(':');
        return {
          host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'),
          port: Number(text.slice(colon + 1)),
        };
      })
      .refine(({ port: number }) => number <= 65_535),
    hint: 'expected an address and a port such as 127.0.0.1:2525',
  },
  vaultKeys: {
    name: 'UTSKICK_CHANNEL_KEYS',
    schema: z.string().transform((text, context) => {
      const keys = readVaultKeys(text);
      if (!keys) context.addIssue('expected keys');
      return keys ?? z.NEVER;
    }),
    hint: 'expected keys such as id:base64 of 32 bytes, the newest first, with blanks between',
  },
  insideForAll: { name: 'UTSKICK_PRIVATE_MAIL_SERVERS', schema: onOff, hint: 'expected on or off' },
  ...providerSettings,
  logLevel: { name: 'UTSKICK_LOG_LEVEL', schema: LogLevel, hint: 'expected error, info, debug or silent' },
} as const;

/**
 * Reads every setting from the environment; `overrides` win. Makes the data folder's secret when none is given.
 * @throws {ConfigError} naming the first setting that cannot be used
 */
export function readConfig(
  environment: Record<string, string | undefined>,
  overrides: ConfigOverrides = {},
): Config {
  const get = <K extends keyof typeof settings>(key: K) => readSetting(key, overrides[key], environment);
  const dataDir = resolve(get('dataDir') ?? '.data');
  return {
    host: get('host') ?? '127.0.0.1',
    port: get('port') ?? 8420,
    publicUrl: get('publicUrl') ?? null,
    dataDir,
    databaseUrl: get('databaseUrl') ?? null,
    secret: get('secret') ?? secretOf(dataDir),
    practice: get('practice') ?? true,
    smtpPort: get('smtpPort') ?? 0,
    trustProxy: get('trustProxy') ?? false,
    logLevel: get('logLevel') ?? 'info',
    mail: mailOf(get),
    mailboxes: get('imapUrl') ?? [],
    returnPath: get('returnPath') ?? null,
    bounceListen: bounceListenOf(get),
    vaultKeys: get('vaultKeys') ?? vaultKeysOf(dataDir),
    providers: providersOf(get),
    insideForAll: get('insideForAll') ?? false,
    dnsServers: get('dnsServers') ?? [],
  };
}

function mailOf(get: <K extends keyof typeof settings>(key: K) => Value<K> | undefined): MailConfig | null {
  const url = get('mailUrl');
  const [selector, domain] = get('dkim') ?? [];
  const keyFile = get('dkimKeyFile');
  if ((keyFile === undefined) !== (domain === undefined)) {
    throw new ConfigError('UTSKICK_DKIM: expected together with UTSKICK_DKIM_KEY_FILE, or neither');
  }
  const token = get('mailToken') ?? null;
  const connections = get('mailConnections') ?? 5;
  if (!url) return null;
  if (token && !url.username)
    throw new ConfigError('UTSKICK_MAIL_URL: expected a user for UTSKICK_MAIL_TOKEN');
  const dkim = selector && domain && keyFile ? { domain, selector, keyFile: resolve(keyFile) } : null;
  return { url, token, connections, dkim };
}

function bounceListenOf(
  get: <K extends keyof typeof settings>(key: K) => Value<K> | undefined,
): Config['bounceListen'] {
  const listen = get('bounceListen') ?? null;
  if (listen && !get('returnPath'))
    throw new ConfigError('UTSKICK_BOUNCE_LISTEN: expected together with UTSKICK_RETURN_PATH');
  return listen;
}

type Value<K extends keyof typeof settings> = z.output<(typeof settings)[K]['schema']>;

function readSetting<K extends keyof typeof settings>(
  key: K,
  override: string | number | boolean | undefined,
  environment: Record<string, string | undefined>,
): Value<K> | undefined {
  const { name, schema, hint } = settings[key];
  const given = override === undefined ? environment[name]?.trim() : String(override);
  if (given === undefined || given === '') return undefined;
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new ConfigError(`${name}: ${hint}, got "${shown(key, given)}"`);
  // The schema was looked up by `key`, which the compiler does not follow through the union.
  return parsed.data as Value<K>;
}

/** Secrets and passwords in addresses must not reach a terminal or a log. */
function shown(key: keyof typeof settings, given: string): string {
  if (key === 'secret' || key === 'mailToken' || key === 'vaultKeys' || key.endsWith('ClientSecret'))
    return `${given.length} characters`;
  return given.replace(/:\/\/[^@/]*@/g, '://…@');
}

/** The secret kept in the data folder, made at the first start, readable by its owner only. */
function secretOf(dataDir: string): string {
  return keptIn(dataDir, 'secret', {
    make: () => randomBytes(32).toString('base64url'),
    read: (text) => (text.length >= 32 ? text : null),
    wrong: (path) => `UTSKICK_SECRET: ${path} holds no secret; delete the file to have a new one made`,
  });
}

/** Keys for the secrets of accounts, kept likewise. */
function vaultKeysOf(dataDir: string): [VaultKey, ...VaultKey[]] {
  return keptIn(dataDir, 'channel-keys', {
    make: newVaultKey,
    read: readVaultKeys,
    // Never made anew by itself: what was sealed with the keys that stood there would be lost.
    wrong: (path) => `UTSKICK_CHANNEL_KEYS: ${path} holds no keys; put back the file that was there`,
  });
}

interface Kept<T> {
  make(): string;
  /** Null: not what stands there. */
  read(text: string): T | null;
  wrong(path: string): string;
}

/** What a file of the data folder holds; made when it is not there. */
function keptIn<T>(dataDir: string, name: string, kept: Kept<T>): T {
  if (!isAbsolute(dataDir)) throw new RangeError(`dataDir: expected an absolute path, got ${dataDir}`);
  const path = join(dataDir, name);
  try {
    return readKept(path, kept) ?? makeKept(dataDir, path, kept);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`UTSKICK_DATA_DIR: ${dataDir} cannot be written (${codeOf(cause)})`, { cause });
  }
}

function readKept<T>(path: string, { read, wrong }: Kept<T>): T | null {
  try {
    const value = read(readFileSync(path, 'utf8').trim());
    if (value !== null) return value;
    throw new ConfigError(wrong(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function makeKept<T>(dataDir: string, path: string, kept: Kept<T>): T {
  makeFolder(dataDir);
  try {
    writeFileSync(path, `${kept.make()}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(path, 0o600);
  } catch (error) {
    // Another process was faster; what it has made is what stands there.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const made = readKept(path, kept);
  if (made === null) throw new Error(`expected to find ${path} made`);
  return made;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
