/** Helpers that write a text in other letters, by their names. */
export const letters: Readonly<Record<string, (text: string, locale: string) => string>> = {
  upper: (text, locale) => text.toLocaleUpperCase(locale),
  lower: (text, locale) => text.toLocaleLowerCase(locale),
  capitalise: (text, locale) => {
    const [first = ''] = text; // a whole character, with its accents, as the text is composed
    return first.toLocaleUpperCase(locale) + text.slice(first.length);
  },
};

/** What stands for a field that is missing, as `{{upper company}}` would write the field; by other helpers as it is. */
export function inLetters(helper: string, text: string, locale: string): string {
  const change = Object.hasOwn(letters, helper) ? letters[helper] : undefined;
  return change ? change(text.normalize('NFC'), locale) : text;
}
