import type { HolidayCountry } from '../lib/contract/calendar.ts';
import { locale } from './i18n.ts';

/** A place whose holidays can be chosen, as it is shown. */
export interface Place {
  value: string;
  label: string;
}

/** Countries by their names in the person's language, each followed by its parts. */
export function placesOf(countries: readonly HolidayCountry[]): Place[] {
  const names = new Intl.DisplayNames(locale(), { type: 'region' });
  const byName = new Intl.Collator(locale());
  return countries
    .map(({ code, parts }) => ({ code, parts, name: names.of(code) ?? code }))
    .sort((a, b) => byName.compare(a.name, b.name))
    .flatMap(({ code, parts, name }) => [
      { value: code, label: name },
      ...parts
        .map((part) => ({ value: part.code, label: `${name}: ${part.name}` }))
        .sort((a, b) => byName.compare(a.label, b.label)),
    ]);
}

/** Time zones that can be chosen, with the one that is. */
export function zonesWith(chosen: string): Place[] {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), chosen]);
  return [...zones].sort().map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}

/** Languages that people are written to in, each a BCP 47 tag. */
const languages =
  'sv en da nb nn nl fi de fr es it pt pl et lv lt cs sk hu ro bg el tr uk ru hr sl sr is ga cy ca eu gl mt ar he hi ja ko zh vi th id';

/** Languages that can be chosen, by their names in the person's language, with the one that is. */
export function languagesWith(chosen: string): Place[] {
  const names = new Intl.DisplayNames(locale(), { type: 'language' });
  const byName = new Intl.Collator(locale());
  return [...new Set([...languages.split(' '), ...(chosen ? [chosen] : [])])]
    .map((value) => ({ value, label: nameIn(names, value) }))
    .sort((a, b) => byName.compare(a.label, b.label));
}

/** A tag that is none stands for itself. */
function nameIn(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
