import { z } from 'zod';
import type { ProviderSite, Providers } from './delivery/channels/providers.ts';
import { mailServerAt } from './delivery/channels/smtp-line.ts';

const word = z.string().min(1);
const wordHint = 'expected what the provider shows for the client';
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const addressHint = 'expected an address such as https://gateway.example.com';
const mailServer = z.url({ protocol: /^smtps?$/ }).transform((url) => mailServerAt(new URL(url)));
const mailServerHint = 'expected an address such as smtps://mail.example.com';
const scopes = z.string().regex(/^[!-~]+( [!-~]+)*$/);
const scopesHint = 'expected scopes with one blank between';

/** This server's clients at providers of mail, and where those answer. */
export const providerSettings = {
  googleClientId: { name: 'UTSKICK_GOOGLE_CLIENT_ID', schema: word, hint: wordHint },
  googleClientSecret: { name: 'UTSKICK_GOOGLE_CLIENT_SECRET', schema: word, hint: wordHint },
  googleAuthorizeUrl: { name: 'UTSKICK_GOOGLE_AUTHORIZE_URL', schema: address, hint: addressHint },
  googleTokenUrl: { name: 'UTSKICK_GOOGLE_TOKEN_URL', schema: address, hint: addressHint },
  googleSmtpUrl: { name: 'UTSKICK_GOOGLE_SMTP_URL', schema: mailServer, hint: mailServerHint },
  googleScopes: { name: 'UTSKICK_GOOGLE_MORE_SCOPES', schema: scopes, hint: scopesHint },
  gmailUrl: { name: 'UTSKICK_GMAIL_URL', schema: address, hint: addressHint },
  microsoftClientId: { name: 'UTSKICK_MICROSOFT_CLIENT_ID', schema: word, hint: wordHint },
  microsoftClientSecret: { name: 'UTSKICK_MICROSOFT_CLIENT_SECRET', schema: word, hint: wordHint },
  microsoftAuthorizeUrl: { name: 'UTSKICK_MICROSOFT_AUTHORIZE_URL', schema: address, hint: addressHint },
  microsoftTokenUrl: { name: 'UTSKICK_MICROSOFT_TOKEN_URL', schema: address, hint: addressHint },
  microsoftSmtpUrl: { name: 'UTSKICK_MICROSOFT_SMTP_URL', schema: mailServer, hint: mailServerHint },
  microsoftScopes: { name: 'UTSKICK_MICROSOFT_MORE_SCOPES', schema: scopes, hint: scopesHint },
  graphUrl: { name: 'UTSKICK_GRAPH_URL', schema: address, hint: addressHint },
} as const;

type Settings = typeof providerSettings;
type Get = <K extends keyof Settings>(key: K) => z.output<Settings[K]['schema']> | undefined;

const MICROSOFT = 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0';
/** Whose account it is, and access while they are away; the least that sends. */
const GOOGLE_SENDS = 'https://www.googleapis.com/auth/gmail.send';
const MICROSOFT_SENDS = 'https://graph.microsoft.com/Mail.Send';

/** Providers with their clients, as far as those have an id; addresses are the providers' own unless told otherwise. */
export function providersOf(get: Get): Providers {
  const google = get('googleClientId');
  const microsoft = get('microsoftClientId');
  return {
    google: {
      site: googleSite(get),
      client: google ? { clientId: google, clientSecret: get('googleClientSecret') ?? null } : null,
    },
    microsoft: {
      site: microsoftSite(get),
      client: microsoft ? { clientId: microsoft, clientSecret: get('microsoftClientSecret') ?? null } : null,
    },
  };
}

function googleSite(get: Get): ProviderSite {
  const more = get('googleScopes');
  return {
    authorizeUrl: get('googleAuthorizeUrl') ?? 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: get('googleTokenUrl') ?? 'https://oauth2.googleapis.com/token',
    apiUrl: get('gmailUrl') ?? 'https://gmail.googleapis.com',
    smtp: get('googleSmtpUrl') ?? { host: 'smtp.gmail.com', port: 465, security: 'tls' },
    scopes: {
      api: scopesOf('openid email', GOOGLE_SENDS, more),
      // Google has no narrower one for its mail servers.
      smtp: scopesOf('openid email', 'https://mail.google.com/', more),
    },
  };
}

function microsoftSite(get: Get): ProviderSite {
  const more = get('microsoftScopes');
  return {
    authorizeUrl: get('microsoftAuthorizeUrl') ?? `${MICROSOFT}/authorize`,
    tokenUrl: get('microsoftTokenUrl') ?? `${MICROSOFT}/token`,
    apiUrl: get('graphUrl') ?? 'https://graph.microsoft.com/v1.0',
    smtp: get('microsoftSmtpUrl') ?? { host: 'smtp.office365.com', port: 587, security: 'starttls' },
    scopes: {
      api: scopesOf('openid email offline_access', MICROSOFT_SENDS, more),
      smtp: scopesOf('openid email offline_access', 'https://outlook.office.com/SMTP.Send', more),
    },
  };
}

function scopesOf(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
