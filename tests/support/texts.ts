import { join } from 'node:path';
import { generateChromeMessagesText, parseMessagesFile } from '@wxt-dev/i18n/build';

export const languages = ['en', 'sv', 'da', 'nb', 'nl'] as const;
export type Language = (typeof languages)[number];

export function localeFile(language: Language): string {
  return join(import.meta.dirname, '../../locales', `${language}.yml`);
}

/** The texts of a language as the browser gets them: by key with `_` for `.`. */
export async function readTexts(language: Language): Promise<Record<string, string>> {
  const written = generateChromeMessagesText(await parseMessagesFile(localeFile(language)));
  // The file format of browser extensions, written by the package one line above.
  const messages = JSON.parse(written) as Record<string, { message: string }>;
  return Object.fromEntries(Object.entries(messages).map(([key, { message }]) => [key, message]));
}
