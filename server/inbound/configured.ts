import type { ImapAccount } from './imap.ts';

/** A mailbox as the settings name it. */
export function accountOf(url: URL): ImapAccount {
  const isTls = url.protocol === 'imaps:';
  const isLoopback = /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(url.hostname);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (isTls ? 993 : 143) : Number(url.port),
    // A server on this machine has no certificate, and nobody between to hide from.
    security: isTls ? 'tls' : isLoopback ? 'none' : 'starttls',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
