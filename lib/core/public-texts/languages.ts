import type { PageLanguage } from '../../contract/subscription.ts';

/** Languages of the pages that recipients see, each by its own name. */
export const languageNames: Readonly<Record<PageLanguage, string>> = {
  en: 'English',
  sv: 'Svenska',
  da: 'Dansk',
  nb: 'Norsk',
  nl: 'Nederlands',
};

function pageLanguageOf(tag: string): PageLanguage | null {
  const [language = ''] = tag.trim().toLowerCase().split(/[-_]/);
  if (language === 'no' || language === 'nn') return 'nb';
  return Object.hasOwn(languageNames, language) ? (language as PageLanguage) : null; // one of its keys
}

/**
 * In which language a recipient sees a page: what they have picked, else their own, else what their browser asks for.
 *
 * @param accepted - the header `Accept-Language`
 */
export function languageOfPage(
  picked: string | undefined,
  person: string | null,
  accepted: string | undefined,
): PageLanguage {
  const wanted = (accepted ?? '')
    .split(',')
    .slice(0, 20)
    .map((one) => {
      const [tag = '', weight] = one.split(/;\s*q=/);
      return { tag, weight: weight === undefined ? 1 : Number.parseFloat(weight) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  const tags = [picked ?? '', person ?? '', ...wanted.map(({ tag }) => tag)];
  return tags.map(pageLanguageOf).find((language) => language !== null) ?? 'en';
}
