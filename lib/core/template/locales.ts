import { intlLanguage } from './intl-language.ts';
import type { Language } from './language.ts';
import { type Table, tabled } from './table-language.ts';

/*
 * The languages of our people are written out here and not taken from `Intl`: its data differ from one browser to the
 * next, and a mail must be the same in the preview, in the extension and on the server.
 */
const words = (text: string): string[] => text.split(' ');
const signs = { EUR: '€', GBP: '£', USD: '$' };
const nbsp = '\u00a0';

const english: Table = {
  months: words('January February March April May June July August September October November December'),
  weekdays: words('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
  dates: { short: 'dd/mm/yyyy', medium: 'd mon yyyy', long: 'd month yyyy', full: 'weekday d month yyyy' },
  time: 'HH:MM',
  group: ',',
  decimal: '.',
  minus: '-',
  percent: '%',
  money: '¤#',
  currencies: signs,
  shortMonth: (month) => month.slice(0, 3),
  and: 'and',
  or: 'or',
  yourCompany: 'your company',
};

/** A shortened month bears a full stop, a month that is short already does not. */
function stopped(length: number): Table['shortMonth'] {
  return (month) => (month.length <= length + 1 ? month : `${month.slice(0, length)}.`);
}

const tables: Readonly<Record<string, Table>> = {
  en: english,
  'en-us': {
    ...english,
    dates: {
      short: 'mm/dd/yyyy',
      medium: 'mon d, yyyy',
      long: 'month d, yyyy',
      full: 'weekday, month d, yyyy',
    },
    time: 'h:MM ap',
  },
  sv: {
    ...english,
    months: words('januari februari mars april maj juni juli augusti september oktober november december'),
    weekdays: words('måndag tisdag onsdag torsdag fredag lördag söndag'),
    dates: { short: 'yyyy-mm-dd', medium: 'd mon yyyy', long: 'd month yyyy', full: 'weekday d month yyyy' },
    group: nbsp,
    decimal: ',',
    minus: '\u2212',
    percent: `${nbsp}%`,
    money: `#${nbsp}¤`,
    currencies: { ...signs, SEK: 'kr' },
    shortMonth: stopped(3),
    and: 'och',
    or: 'eller',
    yourCompany: 'ert företag',
  },
  da: {
    ...english,
    months: words('januar februar marts april maj juni juli august september oktober november december'),
    weekdays: words('mandag tirsdag onsdag torsdag fredag lørdag søndag'),
    dates: {
      short: 'dd.mm.yyyy',
      medium: 'd. mon yyyy',
      long: 'd. month yyyy',
      full: 'weekday den d. month yyyy',
    },
    time: 'HH.MM',
    group: '.',
    decimal: ',',
    percent: `${nbsp}%`,
    money: `#${nbsp}¤`,
    currencies: { ...signs, DKK: 'kr.' },
    shortMonth: stopped(3),
    and: 'og',
    or: 'eller',
    yourCompany: 'jeres virksomhed',
  },
  nb: {
    ...english,
    months: words('januar februar mars april mai juni juli august september oktober november desember'),
    weekdays: words('mandag tirsdag onsdag torsdag fredag lørdag søndag'),
    dates: {
      short: 'dd.mm.yyyy',
      medium: 'd. mon yyyy',
      long: 'd. month yyyy',
      full: 'weekday d. month yyyy',
    },
    group: nbsp,
    decimal: ',',
    minus: '\u2212',
    percent: `${nbsp}%`,
    money: `#${nbsp}¤`,
    currencies: { ...signs, NOK: 'kr' },
    shortMonth: stopped(3),
    and: 'og',
    or: 'eller',
    yourCompany: 'bedriften deres',
  },
  de: {
    ...english,
    months: words('Januar Februar März April Mai Juni Juli August September Oktober November Dezember'),
    weekdays: words('Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag'),
    dates: {
      short: 'dd.mm.yyyy',
      medium: 'dd.mm.yyyy',
      long: 'd. month yyyy',
      full: 'weekday, d. month yyyy',
    },
    group: '.',
    decimal: ',',
    percent: `${nbsp}%`,
    money: `#${nbsp}¤`,
    shortMonth: stopped(3),
    and: 'und',
    or: 'oder',
    yourCompany: 'Ihr Unternehmen',
  },
  nl: {
    ...english,
    months: words('januari februari maart april mei juni juli augustus september oktober november december'),
    weekdays: words('maandag dinsdag woensdag donderdag vrijdag zaterdag zondag'),
    dates: { short: 'dd-mm-yyyy', medium: 'd mon yyyy', long: 'd month yyyy', full: 'weekday d month yyyy' },
    group: '.',
    decimal: ',',
    money: `¤${nbsp}#`,
    shortMonth: (month) => (month === 'maart' ? 'mrt' : month.slice(0, 3)),
    and: 'en',
    or: 'of',
    yourCompany: 'uw bedrijf',
  },
};

/**
 * A language as it can be asked for: people write `sv_SE`, and anything else in its place too.
 *
 * @returns a BCP 47 tag; English where it is none
 */
export function localeOf(language: string): string {
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0] ?? 'en';
  } catch (error) {
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}

/** @param locale - BCP 47 tag; a language without a table of ours is written by the machine's, never in English */
export function languageOf(locale: string): Language {
  const tag = locale.toLowerCase().replaceAll('_', '-');
  const [name = 'en'] = tag.split('-');
  const known = name === 'no' || name === 'nn' ? 'nb' : name;
  const key = Object.hasOwn(tables, tag) ? tag : known;
  const table = Object.hasOwn(tables, key) ? tables[key] : undefined;
  return table ? tabled(table) : intlLanguage(localeOf(locale));
}
