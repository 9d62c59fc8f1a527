/** How one language writes dates, numbers and lists in templates. */
export interface Language {
  months: readonly string[];
  /** From Monday. */
  weekdays: readonly string[];
  /** Patterns: `d` day, `dd` with two digits, `mm` month with two digits, `mon` its short and `month` its full name. */
  dates: { short: string; medium: string; long: string; full: string };
  time: string;
  group: string;
  decimal: string;
  minus: string;
  percent: string;
  /** Where the currency stands: `¤` and the number `#`. */
  money: string;
  currencies: Readonly<Record<string, string>>;
  shortMonth(month: string): string;
  and: string;
  or: string;
  yourCompany: string;
}

/*
 * Written out here and not taken from `Intl`: its data differ from one browser to the next, and a mail must be the same
 * in the preview, in the extension and on the server.
 */
const words = (text: string): string[] => text.split(' ');
const signs = { EUR: '€', GBP: '£', USD: '$' };
const nbsp = '\u00a0';

const english: Language = {
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
function stopped(length: number): Language['shortMonth'] {
  return (month) => (month.length <= length + 1 ? month : `${month.slice(0, length)}.`);
}

const languages: Readonly<Record<string, Language>> = {
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

/** @param locale - BCP 47 tag; of a language that is not listed English, day before month */
export function languageOf(locale: string): Language {
  const tag = locale.toLowerCase().replaceAll('_', '-');
  const [name = 'en'] = tag.split('-');
  const known = name === 'no' || name === 'nn' ? 'nb' : name;
  const key = Object.hasOwn(languages, tag) ? tag : known;
  return (Object.hasOwn(languages, key) ? languages[key] : undefined) ?? english;
}
