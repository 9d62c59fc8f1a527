// @vitest-environment happy-dom

import { describe, expect, test } from 'vitest';
import { decodeEntities } from '../../../lib/core/text/decode-entities.ts';
import { campaignMails } from '../../../tests/support/campaign-mails.ts';
import { newsletters } from '../../../tests/support/newsletters.ts';
import { edit, select } from '../../../tests/support/rich-editor.ts';
import { htmlOf } from './rich-editor.ts';

const mails = [...newsletters, ...campaignMails];

describe('mails as they are written for real programs', () => {
  test.each(mails)('$name: a word is changed and nothing else', ({ html, word }) => {
    const editor = edit(html);
    expect(htmlOf(editor)).toBe(html);
    select(editor, word);
    editor.view.dispatch(editor.state.tr.insertText('Changed'));
    const written = htmlOf(editor);
    // Of its own line what says the same may be written otherwise: `&eacute;` as é, blanks as a browser shows them.
    const asRead = (text: string) =>
      decodeEntities(text)
        .replaceAll('<br />', '<br>')
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/(<br>) | (?=<p>)/g, '$1');
    expect(asRead(written)).toBe(asRead(html.replace(word, 'Changed')));
  });

  test.each(mails)('$name: hardly any of it can only be changed by its source', ({ html }) => {
    const islands: string[] = [];
    edit(html).state.doc.descendants((node) => {
      if (node.type.name === 'island') islands.push(node.attrs.source);
    });
    expect(islands.filter((source) => !source.startsWith('<!--'))).toEqual([]);
  });
});
