import { dayOf } from '../schedule/day.ts';
import { monthOf } from './months.ts';

/** A day in a text: where it stands, and which. */
interface Found {
  at: number;
  end: number;
  /** `YYYY-MM-DD`. */
  day: string;
}

/**
 * What stands in front of the day on which somebody is back (`back`), or of the last one on which they are away
 * (`until`).
 */
const BACK =
  /(back|return\w*|resum\w*|available again|reachable again|in the office again|tillbaka|åter|tilbage|tilbake|igen|terug|aanwezig vanaf|weer (aanwezig|bereikbaar|beschikbaar)|zurück|wieder|retour|rentr\w+|de nouveau|regres\w*|reincorpor\w*|vuelta|rientr\w*|torner\w*|volt\w*|retorn\w*|palaa\w*|takaisin|wracam|powr\w*|wróc\w*|zpět|vrát\w*|верн\w*|возвращ\w*|joignable|disponible à partir|back on|fra og med|från och med|fr\.o\.?m\.?|vanaf|ab dem|ab)\b/iu;
const UNTIL =
  /(until|till och med|till|til og med|t\.?o\.?m\.?|til|through|thru|up to|to and including|tot en met|t\/m|tot|bis( einschließlich| zum)?|jusqu['’]?(au|à)?|au|hasta( el)?|fino (al|a)|até|asti|saakka|do|до|по|to|och|–|-|—)\s*(and including\s*|inkl\.?\s*|inklusive\s*|dem\s*|den\s*|de\s*|het\s*|the\s*|on\s*|(mån|tis|ons|tors|fre|lör|sön|man|tirs|fre|maan|dins|woens|donder|vrij|mon|tues|wednes|thurs|fri|satur|sun|montag|diens|mitt|donners|frei|lun|mar|mer|jeu|ven)\p{L}*[,.]?\s*)*$/iu;
const INCLUSIVE =
  /(including|inclusive|inkl|t\/m|t\.?o\.?m|til og med|till och med|tot en met|einschließlich|through|thru|inclus)/i;

const LONGEST_AHEAD_DAYS = 400;
const LONGEST_AGO_DAYS = 150;
const NEAR = 70;

/**
 * The day on which the writer of an automatic answer is back. Of a last day away it is the next one, where the words
 * say that the day is among them; dates without a year lie ahead.
 *
 * @param text - what they have written
 * @param heardOn - the day on which it came, `YYYY-MM-DD` where its writer is
 * @param language - of the mail, where it says so; `en-US` puts the month first in 3/4
 * @returns `YYYY-MM-DD`, the day of hearing or later; null where no such day is named
 */
export function returnDate(text: string, heardOn: string, language = ''): string | null {
  const said = text.slice(0, 5000).replace(/\s+/g, ' ');
  const found = daysIn(said, heardOn, isMonthFirst(said, language)).filter(({ day }) =>
    isAhead(day, heardOn),
  );
  const judged = found.map((one) => ({ ...one, ...judge(said, one) }));
  const back = latestOf(judged.filter(({ kind }) => kind === 'back').map(({ day }) => day));
  const until = latestOf(
    judged
      .filter(({ kind }) => kind === 'until')
      .map(({ day, inclusive }) => (inclusive ? nextDay(day) : day)),
  );
  // "From" one day "to" another: the first word may mean both, the second one does not.
  if (back !== null && (until === null || until <= back)) return back;
  if (until !== null) return until;
  // A mail that names one day only, and is an absence: that is the one.
  return found.length === 1 ? (found[0]?.day ?? null) : null;
}

function judge(said: string, { at, end }: Found): { kind: 'back' | 'until' | null; inclusive: boolean } {
  const before = said.slice(Math.max(0, at - NEAR), at).replace(/^.*[.!?] (?=\p{Lu})/u, '');
  const after = said.slice(end, end + 40).replace(/[.!?].*$/, '');
  const until = UNTIL.test(before.trimEnd());
  // What stands in front of another day belongs to that one.
  if (until && !BACK.test(before.replace(/^.*\d/, '').slice(-25))) {
    const inclusive =
      INCLUSIVE.test(before.slice(-35)) || /^\s*\(?(inclu|inkl|incl|med|einschl)/i.test(after);
    // From one day to another: the second one is the last.
    return {
      kind: 'until',
      inclusive: inclusive || /\d[^.]{0,25}\s*(-|–|—|to|och|til|till|tot|bis|au|al|t\/m)\s*$/i.test(before),
    };
  }
  if (BACK.test(before)) return { kind: 'back', inclusive: false };
  const isBack =
    /^\s*,?\s*(i|we|jag|vi|jeg|ik|wij|ich|wir|je|nous)?\W{0,3}.{0,12}(back|tillbaka|åter|tilbage|tilbake|igen|igjen|terug|weer|zurück|wieder|retour)/i.test(
      after,
    );
  return { kind: isBack ? 'back' : null, inclusive: false };
}

function latestOf(days: readonly string[]): string | null {
  return days.toSorted().at(-1) ?? null;
}

function isAhead(day: string, heardOn: string): boolean {
  const days = dayOf(day) - dayOf(heardOn);
  return days >= 0 && days <= LONGEST_AHEAD_DAYS;
}

/** 3/4 is the fourth of March in one country only. */
function isMonthFirst(said: string, language: string): boolean {
  if (/\b(1[3-9]|2\d|3[01])\/(0?[1-9]|1[0-2])\b/.test(said)) return false;
  if (/\b(0?[1-9]|1[0-2])\/(1[3-9]|2\d|3[01])\b/.test(said)) return true;
  return /^en-us/i.test(language);
}

const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th|\.|:?[ae]|º|er)?`;
const WORD = String.raw`(\p{L}{3,12})\.?`;
const YEAR = String.raw`(?:,?\s*(?:de |del )?(20\d\d))?`;

function daysIn(said: string, heardOn: string, monthFirst: boolean): Found[] {
  const found: Found[] = [];
  const add = (
    match: RegExpMatchArray,
    year: string | undefined,
    month: number | null,
    day: string | undefined,
  ) => {
    const [at, end] = [match.index ?? 0, (match.index ?? 0) + match[0].length];
    if (month === null || found.some((one) => at < one.end && end > one.at)) return;
    const written = dateOf(year, month, Number(day), heardOn);
    if (written) found.push({ at, end, day: written });
  };
  for (const match of said.matchAll(/\b(20\d\d)[-./](\d{1,2})[-./](\d{1,2})\b/g))
    add(match, match[1], Number(match[2]), match[3]);
  for (const match of said.matchAll(/(20\d\d)年\s?(\d{1,2})月\s?(\d{1,2})日/g))
    add(match, match[1], Number(match[2]), match[3]);
  for (const match of said.matchAll(/(?<!\d)(\d{1,2})月\s?(\d{1,2})日/g))
    add(match, undefined, Number(match[1]), match[2]);
  for (const match of said.matchAll(/\b(\d{1,2})[./-](\d{1,2})[./-](20\d\d|\d\d)\b/g)) {
    const [, a, b, year = ''] = match;
    const [day, month] = monthFirst && match[0].includes('/') ? [b, a] : [a, b];
    add(match, year.length === 2 ? `20${year}` : year, Number(month), day);
  }
  for (const match of said.matchAll(
    new RegExp(`(?<!\\d)${DAY}(?:\\s+(?:of|de|d'|den|do))?[\\s-]+${WORD}${YEAR}`, 'giu'),
  ))
    add(match, match[3], monthOf(match[2] ?? ''), match[1]);
  for (const match of said.matchAll(
    new RegExp(`(?<!\\p{L})${WORD}\\s+(?:the )?${DAY}(?!\\d|:\\d)${YEAR}`, 'giu'),
  ))
    add(match, match[3], monthOf(match[1] ?? ''), match[2]);
  for (const match of said.matchAll(/(?<![\d./])(\d{1,2})[./](\d{1,2})\.?(?![\d/]|\.\d)/g)) {
    const [, a, b] = match;
    const [day, month] = monthFirst && match[0].includes('/') ? [b, a] : [a, b];
    add(match, undefined, Number(month), day);
  }
  return found.toSorted((a, b) => a.at - b.at);
}

function dateOf(year: string | undefined, month: number, day: number, heardOn: string): string | null {
  if (!(month >= 1 && month <= 12) || !(day >= 1 && day <= 31)) return null;
  const [thisYear = 0] = heardOn.split('-').map(Number);
  if (year) return written(Number(year), month, day);
  const own = written(thisYear, month, day);
  if (own === null) return null;
  // One that is over by little is where the absence began.
  return dayOf(heardOn) - dayOf(own) < LONGEST_AGO_DAYS ? own : written(thisYear + 1, month, day);
}

function written(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : null;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
