import { isSpoken } from '../library/languages.ts';

/**
 * How dates, numbers and lists are written in a text: as in its own language, whoever gets it. Of one language the
 * person's region decides where the text names none (`en` for somebody of `en-US`); where nobody knows a text's
 * language, it is taken to be the person's.
 *
 * @returns BCP 47 tag; English where neither is known
 */
export function localeOfText(
  { language = null }: { language?: string | null | undefined },
  person: { language: string | null } | null,
): string {
  const theirs = person?.language ?? null;
  if (!language) return theirs ?? 'en';
  const hasRegion = /[-_]/.test(language);
  return !hasRegion && theirs !== null && isSpoken([language], theirs) ? theirs : language;
}
