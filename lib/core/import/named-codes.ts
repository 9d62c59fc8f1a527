import { Country } from '../../contract/calendar.ts';
import { TimeZone } from '../../contract/primitives.ts';

const languages = ['en', 'sv', 'da', 'nb', 'nl', 'de'];
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const spoken = 'en sv da nb nn no nl fi de fr es it pl pt is et lv lt cs sk hu ro bg el tr uk ru'.split(' ');

/** Made when first asked for. */
let countries: ReadonlySet<string> | null = null;
const known = new Map<'region' | 'language', ReadonlyMap<string, string>>();

function codesByName(type: 'region' | 'language'): ReadonlyMap<string, string> {
  const made = known.get(type);
  if (made) return made;
  const codes =
    type === 'language' ? spoken : letters.flatMap((a) => letters.map((b) => a + b)).filter(isToday);
  const names = new Map<string, string>();
  for (const language of languages) {
    const display = new Intl.DisplayNames(language, { type, fallback: 'none' });
    for (const code of codes) {
      const name = display.of(code)?.toLowerCase();
      if (name && !names.has(name)) names.set(name, code);
    }
  }
  known.set(type, names);
  return names;
}

/** Countries that are no more are written as what has become of them. */
function isToday(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region === code;
}

/** `Sverige`, `Sweden` and `se` are `SE`; null where it is no country that is known. */
export function readCountry(cell: string): string | null {
  const text = cell.trim();
  const named = codesByName('region').get(text.toLowerCase());
  if (named) return named;
  const code = text.toUpperCase() === 'UK' ? 'GB' : text.toUpperCase();
  const [country = ''] = code.split('-');
  countries ??= new Set(codesByName('region').values());
  return countries.has(country) && Country.safeParse(code).success ? code : null;
}

/** `svenska`, `Swedish` and `SV` are `sv`; null where it is no language. */
export function readLanguage(cell: string): string | null {
  const text = cell.trim();
  const named = codesByName('language').get(text.toLowerCase());
  if (named) return named;
  if (!/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(text) || text.length > 35) return null;
  try {
    const [tag] = Intl.getCanonicalLocales(text.replaceAll('_', '-'));
    return tag ?? null;
  } catch {
    return null;
  }
}

/** Null where it is no zone that is known. */
export function readTimeZone(cell: string): string | null {
  const text = cell.trim();
  return text.includes('/') && TimeZone.safeParse(text).success ? text : null;
}

/** A profile's address, with `https://` before it where that was left out. */
export function readProfile(cell: string): string | null {
  const text = cell.trim().replace(/^http:/i, 'https:');
  const url = /^https:\/\//i.test(text) ? text : `https://${text}`;
  return /^https:\/\/[^\s/]+\.[^\s/]{2,}\S*$/i.test(url) && url.length <= 2000 && URL.canParse(url)
    ? url
    : null;
}
