import { readFileSync } from 'node:fs';
import { ConfigError, type MailConfig } from '../../config.ts';
import type { Channel } from './channel.ts';
import { type DkimKey, dkimKeyOf } from './dkim.ts';
import { createSmtpChannel } from './smtp.ts';
import { mailServerAt, type SmtpServer } from './smtp-line.ts';

/**
 * The mail server that the settings name, for all workspaces.
 * @throws {ConfigError} when the key for signing cannot be read or is none
 */
export function createConfiguredChannel({ url, token, connections, dkim }: MailConfig): Channel {
  const server: SmtpServer = { ...mailServerAt(url), signIn: signInOf(url, token) };
  return createSmtpChannel({
    name: 'smtp',
    connections,
    serverOf: () => server,
    ...(dkim && { dkim: readKey(dkim) }),
  });
}

function signInOf(url: URL, token: string | null): SmtpServer['signIn'] {
  if (url.username === '') return null;
  const user = decodeURIComponent(url.username);
  return token === null ? { user, password: decodeURIComponent(url.password) } : { user, accessToken: token };
}

function readKey({ domain, selector, keyFile }: NonNullable<MailConfig['dkim']>): DkimKey {
  try {
    return dkimKeyOf(domain, selector, readFileSync(keyFile));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`UTSKICK_DKIM_KEY_FILE: ${reason}`, { cause });
  }
}
