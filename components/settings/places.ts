import type { HolidayCountry } from '../../lib/contract/calendar.ts';
import { locale } from '../i18n.ts';

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
