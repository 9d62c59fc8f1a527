// @vitest-environment happy-dom

import '../../../tests/support/speak-english.ts';
import { getSchema } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { describe, expect, test } from 'vitest';
import type { DocNode } from '../../../lib/core/editor/doc.ts';
import { readDoc } from '../../../lib/core/editor/read.ts';
import { writeDoc } from '../../../lib/core/editor/write.ts';
import { anyHtml } from '../../../tests/support/any-html.ts';
import fc from '../../../tests/support/fast-check.ts';
import { edit, select } from '../../../tests/support/rich-editor.ts';
import { copyHtml, readSlice, sliceOf } from './clipboard.ts';
import { align, type Change, setLevel, splitLine } from './lines.ts';
import { indent, outdent, toggleList, toggleQuote } from './lists.ts';
import { marks } from './marks.ts';
import { nodes } from './nodes.ts';
import { apply, htmlOf, takeOver } from './rich-editor.ts';
import { addColumn, addRow, deleteColumn, deleteRow, goToCell, insertTable } from './tables.ts';
import { setColour, setImage, setLink } from './tags.ts';

function changed(html: string, text: string, ...changes: Change[]): string {
  const editor = edit(html);
  select(editor, text);
  for (const change of changes) expect(apply(editor, change)).toBe(true);
  editor.state.doc.check();
  return htmlOf(editor);
}

function typed(html: string, behind: string, ...changes: Change[]): string {
  const editor = edit(html);
  select(editor, behind, true);
  for (const change of changes) expect(apply(editor, change)).toBe(true);
  return htmlOf(editor);
}

describe('what is opened', () => {
  const schema = getSchema([...nodes, ...marks]);

  test('fits the schema, and comes out of it byte for byte', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const doc = schema.nodeFromJSON(readDoc(html));
        doc.check();
        expect(writeDoc(doc.toJSON() as DocNode)).toBe(html);
      }),
      { numRuns: 1000 },
    );
  });

  test('is not changed by being looked at', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const editor = edit(html);
        expect(htmlOf(editor)).toBe(html);
        editor.destroy();
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    '</text<!--[if mso]><table><tr><td><![endif]-->',
    '<ol></text<!-- note --><li>',
    '</p a=b><p>x</p>',
  ])('is not changed where tags are no tags: %s', (html) => {
    const editor = edit(html);
    expect(htmlOf(editor)).toBe(html);
    editor.destroy();
  });

  test('is shown without what acts, names or leaves its place', () => {
    const editor = edit('<p onclick="x()" id="a" class="button" style="position:fixed;color:red">x</p>');
    const line = editor.view.dom.querySelector('p');
    expect(line?.getAttributeNames()).toEqual(['style']);
    expect(line?.getAttribute('style')).toContain('relative');
  });
});

describe('one change leaves the rest as it was written', () => {
  const before =
    '<TABLE width=600><tr><td  align=center>\n<p class="a">one &eacute;</p>\n</td></tr></TABLE>\n<p>two</p>';

  test('a letter', () => {
    const editor = edit(before);
    select(editor, 'two', true);
    editor.view.dispatch(editor.state.tr.insertText('!'));
    expect(htmlOf(editor)).toBe(before.replace('two', 'two!'));
  });

  test('undone, all of it', () => {
    const editor = edit(before);
    select(editor, 'one', true);
    editor.view.dispatch(editor.state.tr.insertText('!'));
    expect(htmlOf(editor)).not.toBe(before);
    editor.commands.undo();
    expect(htmlOf(editor)).toBe(before);
  });
});

describe('lines', () => {
  test.each([
    {
      html: '<p class="a">one two</p>',
      behind: 'one',
      gives: '<p class="a">one</p><p class="a">&nbsp;two</p>',
    },
    { html: '<div>one</div>', behind: 'one', gives: '<div>one</div><div><br></div>' },
    { html: '<h2 style="x:y">one</h2>', behind: 'one', gives: '<h2 style="x:y">one</h2><p><br></p>' },
    { html: '<ul><li>one</li></ul>', behind: 'one', gives: '<ul><li>one</li><li></li></ul>' },
    {
      html: '<table><tr><td>one</td></tr></table>',
      behind: 'on',
      gives: '<table><tr><td>on<br>e</td></tr></table>',
    },
  ])('Enter in $html', ({ html, behind, gives }) => expect(typed(html, behind, splitLine)).toBe(gives));

  test.each<{ html: string; does: Change; gives: string }>([
    { html: '<p class="a">x</p>', does: setLevel(2), gives: '<h2 class="a">x</h2>' },
    { html: '<h1>x</h1>', does: setLevel(0), gives: '<p>x</p>' },
    { html: '<p>x</p>', does: align('center'), gives: '<p style="text-align:center">x</p>' },
    {
      html: '<p align="right" style="margin:0">x</p>',
      does: align(null),
      gives: '<p style="margin:0">x</p>',
    },
    {
      html: '<td>x</td><p>x</p>',
      does: align('right'),
      gives: '<td>x</td><p style="text-align:right">x</p>',
    },
    { html: '<p>x</p>', does: toggleQuote, gives: '<blockquote><p>x</p></blockquote>' },
    { html: '<blockquote><p>x</p></blockquote>', does: toggleQuote, gives: '<p>x</p>' },
    { html: '<p>x</p>', does: toggleList('ul'), gives: '<ul><li>x</li></ul>' },
    { html: '<ul><li>x</li></ul>', does: toggleList('ol'), gives: '<ol><li>x</li></ol>' },
    { html: '<ul><li>x</li></ul>', does: toggleList('ul'), gives: '<p>x</p>' },
    { html: '<ul><li>a</li><li>x</li></ul>', does: indent, gives: '<ul><li>a<ul><li>x</li></ul></li></ul>' },
    { html: '<ol><li>a</li><li>x</li></ol>', does: indent, gives: '<ol><li>a<ol><li>x</li></ol></li></ol>' },
    { html: '<ul><li>a<ul><li>x</li></ul></li></ul>', does: outdent, gives: '<ul><li>a</li><li>x</li></ul>' },
    {
      html: '<p>x</p>',
      does: setLink('https://x.example/?a&b'),
      gives: '<p><a href="https://x.example/?a&amp;b">x</a></p>',
    },
    {
      html: '<p><a class="b" href="u">x</a></p>',
      does: setLink('https://x.example'),
      gives: '<p><a class="b" href="https://x.example">x</a></p>',
    },
    { html: '<p><a href="u">x</a></p>', does: setLink(null), gives: '<p>x</p>' },
    { html: '<p>x</p>', does: setColour('#c5221f'), gives: '<p><span style="color:#c5221f">x</span></p>' },
    { html: '<p><span style="color:red">x</span></p>', does: setColour(null), gives: '<p>x</p>' },
  ])('$html → $gives', ({ html, does, gives }) => expect(changed(html, 'x', does)).toBe(gives));

  test('tags stand in the order in which they stood, so that a link keeps its colour', () => {
    const html = '<p><a href="u"><span style="color:red">one</span></a> <b><i>two</i></b></p>';
    const editor = edit(html);
    select(editor, 'two', true);
    editor.view.dispatch(editor.state.tr.insertText('!'));
    expect(htmlOf(editor)).toBe(html.replace('two', 'two!'));
  });

  test('a picture is put in, and changed in place', () => {
    const editor = edit('<p>x</p>');
    const facts = { src: 'https://x.example/a.png', alt: 'A', width: '20', height: '' };
    apply(editor, setImage(facts));
    expect(htmlOf(editor)).toContain('src="https://x.example/a.png"');
    const { doc, tr } = editor.state;
    editor.view.dispatch(tr.setSelection(NodeSelection.create(doc, 1)));
    apply(editor, setImage({ ...facts, alt: '' }));
    expect(htmlOf(editor).match(/<img/g)).toHaveLength(1);
    expect(htmlOf(editor)).toContain('alt=""');
  });
});

describe('tables', () => {
  const html = '<table><tr><td width="9">a</td><td>x</td></tr></table>';
  test.each<{ does: Change; gives: string }>([
    {
      does: addRow('after'),
      gives: '<table><tr><td width="9">a</td><td>x</td></tr><tr><td width="9"></td><td></td></tr></table>',
    },
    { does: addColumn('before'), gives: '<table><tr><td width="9">a</td><td></td><td>x</td></tr></table>' },
    { does: addColumn('after'), gives: '<table><tr><td width="9">a</td><td>x</td><td></td></tr></table>' },
    { does: deleteColumn, gives: '<table><tr><td width="9">a</td></tr></table>' },
  ])('$gives', ({ does, gives }) => expect(changed(html, 'x', does)).toBe(gives));

  test('the last row takes the table with it', () => {
    expect(changed(`<p>b</p>${html}`, 'x', deleteRow)).toBe('<p>b</p>');
  });

  test('Tab from the last cell makes a new row', () => {
    expect(changed(html, 'x', goToCell(1)).match(/<tr>/g)).toHaveLength(2);
  });

  test('cells that reach over several columns are left alone', () => {
    const editor = edit('<table><tr><td colspan="2">x</td></tr><tr><td>a</td><td>b</td></tr></table>');
    select(editor, 'x');
    expect(apply(editor, addColumn('after'))).toBe(false);
  });

  test('a new one is of the size that was asked for', () => {
    const written = changed('<p>x</p>', 'x', insertTable(2, 3));
    expect(written.match(/<td/g)).toHaveLength(6);
  });
});

describe('the clipboard', () => {
  const schema = getSchema([...nodes, ...marks]);
  const pasted = (html: string, clipboard: { html: string; text: string }): string => {
    const editor = edit(html);
    select(editor, 'x');
    editor.view.dispatch(editor.state.tr.replaceSelection(sliceOf(editor.schema, clipboard)));
    editor.state.doc.check();
    return htmlOf(editor);
  };

  test('a line joins the line it is put in', () => {
    expect(pasted('<p class="a">axb</p>', { html: '<p>1 <b>2</b></p>', text: '' })).toBe(
      '<p class="a">a1 <b>2</b>b</p>',
    );
  });

  test('from elsewhere it is cleaned, from here it is kept', () => {
    const styled = '<p style="color:red" class="MsoNormal">1</p><p style="color:blue">2</p>';
    expect(pasted('<p>x</p>', { html: styled, text: '' })).not.toContain('color');
    expect(pasted('<p>x</p>', { html: `<div data-utskick-copy="">${styled}</div>`, text: '' })).toContain(
      'color:blue',
    );
  });

  test('what may not be in a template does not come in as our own either', () => {
    const hostile = '<div data-utskick-copy><p onclick="x()">1</p><script>x()</script></div>';
    expect(pasted('<p>x</p>', { html: hostile, text: '' })).toBe('<p>1</p>');
  });

  test('what is copied is the HTML itself', () => {
    const html = '<p style="a:b">1 {{first_name}}</p><table><tr><td>2</td></tr></table>';
    expect(copyHtml(schema.nodeFromJSON(readDoc(html)).content)).toBe(html);
    expect(readSlice(schema, html).content.childCount).toBe(2);
  });
});

test('a field that is typed becomes one with its last brace, and is written as it was typed', () => {
  const editor = edit('<p>Hi {{first_name}</p>');
  select(editor, 'Hi {{first_name}', true);
  const { from } = editor.state.selection;
  const isTaken = editor.view.someProp('handleTextInput', (handle) =>
    handle(editor.view, from, from, '}', () => editor.state.tr),
  );
  expect(isTaken).toBe(true);
  expect(htmlOf(editor)).toBe('<p>Hi {{first_name}}</p>');
  expect(editor.state.doc.firstChild?.lastChild?.type.name).toBe('field');
});

test('a text that was changed elsewhere is one step: Undo goes back over it to what was typed before', () => {
  const editor = edit('<p>One</p>\n');
  select(editor, 'One', true);
  editor.commands.insertContent(' two');
  const typed = htmlOf(editor);
  const other = '<p class="x">Other &eacute;</p>\n<p>text</p>\n\n';
  takeOver(editor, other);
  expect(htmlOf(editor)).toBe(other);
  editor.commands.undo();
  expect(htmlOf(editor)).toBe(typed);
  editor.commands.undo();
  expect(htmlOf(editor)).toBe('<p>One</p>\n');
  editor.commands.redo();
  editor.commands.redo();
  expect(htmlOf(editor)).toBe(other);
});
