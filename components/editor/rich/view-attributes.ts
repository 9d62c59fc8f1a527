import { attributeOf, attributesOf, tagName } from '../../../lib/core/editor/open-tag.ts';
import { leadsOnlyHere } from '../../../lib/core/image/only-here.ts';

/** What a tag looks like by. What acts, names or loads by other ways is left out of the page; the text keeps it. */
const shown = new Set(
  'style align valign width height bgcolor border cellpadding cellspacing colspan rowspan dir lang color face size title'.split(
    ' ',
  ),
);

/** Attributes for the page from a tag as it is written. */
export function viewAttributes(open: string | null): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { name, value } of attributesOf(open ?? '')) {
    if (!shown.has(name)) continue;
    // Texts that mail programs show in their lists alone are hidden in the mail; here one must see them to change them.
    if (name === 'style' && /display\s*:\s*none/i.test(value)) attributes['data-hidden'] = '';
    else attributes[name] = name === 'style' ? harmless(value) : value;
  }
  if (tagName(open ?? '') === 'center') attributes.style = `text-align:center;${attributes.style ?? ''}`;
  return attributes;
}

/** Pictures are shown where a mail program would load them. A field in an address has no picture yet. */
export function imageAttributes(open: string): Record<string, string> {
  const src = attributeOf(open, 'src') ?? '';
  const isShown = /^https:\/\/[^{[]*$|^data:image\//i.test(src) || leadsOnlyHere(src);
  return {
    ...viewAttributes(open),
    alt: attributeOf(open, 'alt') ?? '',
    referrerpolicy: 'no-referrer',
    ...(isShown ? { src } : { 'data-src': src }),
  };
}

/** The editor lies in our own page: nothing in it may leave its place. */
function harmless(style: string): string {
  return style.replaceAll(/position\s*:\s*(?:fixed|absolute|sticky)/gi, 'position:relative');
}
