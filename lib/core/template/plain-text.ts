import { convert } from 'html-to-text';
import { deepPlaceIn } from './nesting.ts';

/**
 * Plain text of an HTML body, as the text part of a mail: links with their address, lists, cells of tables apart, no
 * wrapping. Of HTML that is nested deeper than mails are, the text alone.
 */
export function htmlToText(html: string): string {
  const isDeep = deepPlaceIn(html) !== null;
  return convert(isDeep ? html.replaceAll(/<[^<>]*>/g, ' ') : html, {
    wordwrap: false,
    limits: { maxInputLength: 2_000_000 },
    formatters: {
      // Tables hold the layout of mails more often than figures: a row is a line, and its cells are words in it.
      cell: (element, walk, builder) => {
        walk(element.children, builder);
        builder.addInline(' ');
      },
    },
    selectors: [
      {
        selector: 'a',
        options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['<', '>'] },
      },
      { selector: 'img', format: 'skip' },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'td', format: 'cell' },
      { selector: 'th', format: 'cell' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
}
