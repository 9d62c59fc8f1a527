/** A text and its language as a BCP 47 tag. */
interface Spoken {
  language: string | null;
}

/**
 * Which text a person gets: the one in their language as it is written (`pt-BR`), else one in the same language
 * without or with another region (`pt`, then `pt-PT`), else the template's own. `no` is Norwegian as most write it,
 * bokmål (`nb`).
 *
 * @param own - the template's own text, which also stands for its language
 * @param language - the person's; null or unknown to us takes the template's own
 */
export function chooseText<O extends Spoken, V extends Spoken>(
  own: O,
  variants: readonly V[],
  language: string | null,
): O | V {
  if (!language) return own;
  const wanted = plain(language);
  const all = [own, ...variants];
  const tagged = all.map((text) => ({ text, tag: plain(text.language ?? '') }));
  const found =
    tagged.find(({ tag }) => tag === wanted) ??
    tagged.find(({ tag }) => tag === baseOf(wanted)) ??
    tagged.find(({ tag }) => baseOf(tag) === baseOf(wanted));
  return found?.text ?? own;
}

/** Languages that a template speaks: its own, where that is known, and those of its variants. */
export function languagesOf(template: Spoken & { variants: readonly { language: string }[] }): string[] {
  const { language, variants } = template;
  return [...(language === null ? [] : [language]), ...variants.map((variant) => variant.language)];
}

/** Is there one among the languages that a person understands, whatever its region? */
export function isSpoken(languages: readonly string[], language: string | null): boolean {
  return language !== null && languages.some((tag) => baseOf(plain(tag)) === baseOf(plain(language)));
}

function plain(tag: string): string {
  return tag
    .trim()
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^no(?=-|$)/, 'nb');
}

function baseOf(tag: string): string {
  return tag.split('-')[0] ?? '';
}
