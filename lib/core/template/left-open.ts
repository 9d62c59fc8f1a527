import { positionAt, TemplateError } from './error.ts';
import { fault } from './faults.ts';
import type { HtmlState } from './html-state.ts';

/**
 * What a template opens and never closes: all that stands after it, also what follows the mail, is taken into it.
 *
 * @param end - the state in which its HTML ends
 * @returns null where nothing is left open
 */
export function leftOpen(source: string, end: HtmlState): TemplateError | null {
  const [tag, closing] = openIn(end) ?? [];
  if (tag === undefined || closing === undefined) return null;
  const at = source.toLowerCase().lastIndexOf(tag.replace('>', ''));
  return new TemplateError(fault('tagOpen', { tag, closing }), at < 0 ? null : positionAt(source, at));
}

/** What it is, and what would close it. */
function openIn({ at, element, quote, isCondition }: HtmlState): [string, string] | null {
  if (at === 'comment') return ['<!--', '-->'];
  if (at === 'verbatim') return [`<${element}>`, `</${element}>`];
  if (at === 'bogus') return ['<!', '>'];
  if (at === 'text' || element === '') return isCondition ? ['<!--[if', '<![endif]-->'] : null;
  return [`<${element}`, at === 'value' && quote !== '' ? quote : '>'];
}
