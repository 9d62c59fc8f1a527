/** Beginnings of the names of months, in lower case and without accents, by number. */
const names: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'janv', 'tammi', 'styc', 'led', 'янв'],
  ['feb', 'fev', 'helmi', 'lut', 'uno', 'фев'],
  ['mar', 'mrt', 'maa', 'maerz', 'maalis', 'brez', 'мар'],
  ['apr', 'avr', 'abr', 'huhti', 'kwie', 'dub', 'апр'],
  ['may', 'mai', 'maj', 'mei', 'mag', 'touko', 'kvet', 'мая', 'май'],
  ['jun', 'juin', 'giu', 'kesa', 'czerw', 'cerven', 'июн'],
  ['jul', 'juil', 'lug', 'heina', 'lip', 'cervenc', 'июл'],
  ['aug', 'aou', 'ago', 'elo', 'sier', 'srp', 'авг'],
  ['sep', 'set', 'syys', 'wrze', 'zari', 'сен'],
  ['oct', 'okt', 'out', 'ott', 'loka', 'pazd', 'rij', 'окт'],
  ['nov', 'marras', 'list', 'ноя'],
  ['dec', 'des', 'dez', 'dic', 'joulu', 'grud', 'pros', 'дек'],
];

const byStart = names
  .flatMap((starts, index) => starts.map((start) => [start, index + 1] as const))
  // The longer beginning is the surer one.
  .sort(([a], [b]) => b.length - a.length);

/** The month that a word names, in any of a dozen languages; null: none. */
export function monthOf(word: string): number | null {
  const bare = word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .replaceAll('й', 'и');
  return byStart.find(([start]) => bare.startsWith(start.replaceAll('й', 'и')))?.[1] ?? null;
}
