import { z } from 'zod';
import type { ProviderClients } from './delivery/channels/account-channels.ts';

const word = z.string().min(1);
const wordHint = 'expected what the provider shows for the client';
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const addressHint = 'expected an address such as https://gateway.example.com';

/** This server's clients at providers of mail, and where those answer. */
export const providerSettings = {
  googleClientId: { name: 'UTSKICK_GOOGLE_CLIENT_ID', schema: word, hint: wordHint },
  googleClientSecret: { name: 'UTSKICK_GOOGLE_CLIENT_SECRET', schema: word, hint: wordHint },
  googleTokenUrl: { name: 'UTSKICK_GOOGLE_TOKEN_URL', schema: address, hint: addressHint },
  gmailUrl: { name: 'UTSKICK_GMAIL_URL', schema: address, hint: addressHint },
  microsoftClientId: { name: 'UTSKICK_MICROSOFT_CLIENT_ID', schema: word, hint: wordHint },
  microsoftClientSecret: { name: 'UTSKICK_MICROSOFT_CLIENT_SECRET', schema: word, hint: wordHint },
  microsoftTokenUrl: { name: 'UTSKICK_MICROSOFT_TOKEN_URL', schema: address, hint: addressHint },
  graphUrl: { name: 'UTSKICK_GRAPH_URL', schema: address, hint: addressHint },
} as const;

/** Clients that have an id; their addresses are the providers' own unless told otherwise. */
export function clientsOf(get: (key: keyof typeof providerSettings) => string | undefined): ProviderClients {
  const google = get('googleClientId');
  const microsoft = get('microsoftClientId');
  return {
    gmail: google
      ? {
          clientId: google,
          clientSecret: get('googleClientSecret') ?? null,
          tokenUrl: get('googleTokenUrl') ?? 'https://oauth2.googleapis.com/token',
          apiUrl: get('gmailUrl') ?? 'https://gmail.googleapis.com',
        }
      : null,
    graph: microsoft
      ? {
          clientId: microsoft,
          clientSecret: get('microsoftClientSecret') ?? null,
          tokenUrl: get('microsoftTokenUrl') ?? 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
          apiUrl: get('graphUrl') ?? 'https://graph.microsoft.com/v1.0',
        }
      : null,
  };
}
