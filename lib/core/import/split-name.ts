/** Words that belong to the last name that follows them. */
const particles = new Set(
  'af al av bin ben da dal de degli dei del della den der di do dos du el la le st ten ter van vom von zu zum zur'.split(
    ' ',
  ),
);

/** `Anna van der Berg` and `Berg, Anna` as first and last name; one word is a first name. */
export function splitName(name: string): { firstName: string; lastName: string } {
  const whole = name.trim().replaceAll(/\s+/g, ' ');
  const turned = /^([^,]+), ?([^,]+)$/.exec(whole);
  if (turned) return { firstName: turned[2] ?? '', lastName: turned[1] ?? '' };
  const words = whole.split(' ');
  if (words.length === 1) return { firstName: whole, lastName: '' };
  const particle = words.findIndex((word, place) => place > 0 && particles.has(word.toLowerCase()));
  const start = particle > 0 && particle < words.length - 1 ? particle : words.length - 1;
  return { firstName: words.slice(0, start).join(' '), lastName: words.slice(start).join(' ') };
}
