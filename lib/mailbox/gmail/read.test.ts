// @vitest-environment happy-dom
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withPreheader } from '../../core/template/preheader.ts';
import { bodyHolds, bodyStands, readBody, readMarks } from '../compose/body.ts';
import { gmailAnatomy } from './anatomy.ts';
import { findBoxes, parseCompose, readIds, readRecipients } from './read.ts';

const { kept } = gmailAnatomy;

/** A window as Gmail builds it (November 2026), without what the reader does not look at. */
function aWindow(
  options: { place?: (box: string) => string; chips?: string; reply?: string } = {},
): HTMLElement {
  const {
    chips = '',
    reply = '',
    place = (box) => `<div role="dialog"><div class="aaZ"><div class="M9">${box}</div></div></div>`,
  } = options;
  const well = (name: string) =>
    `<div name="${name}">${name === 'to' ? chips : ''}<input role="combobox" aria-autocomplete="list" peoplekit-id="B"></div>`;
  document.body.innerHTML = place(`<div class="aoI" role="region" data-compose-id="17a2">
    <form><div class="aoD hl" tabindex="1"></div><div class="fX">${['to', 'cc', 'bcc'].map(well).join('')}
      <span role="link" class="pE" data-tooltip="Cc"></span><span role="link" class="pB" data-tooltip="Bcc"></span></div>
      <div class="az6"><input name="subjectbox" value="Hej"></div></form>
    <div class="Ap"><div g_editable="true" role="textbox" aria-multiline="true" contenteditable="true"><p>Hi</p><div class="gmail_signature">Sam</div></div></div>
    <table class="IZ" role="group"><tr><td class="Up"><div role="button" class="aoO"></div><div role="button" aria-haspopup="true"></div></td><td class="gU"><div role="button" class="oh"></div></td></tr></table>
    <input type="hidden" name="draft" value="#msg-a:r-1"><input type="hidden" name="composeid" value="17a2"><input type="hidden" name="rm" value="${reply}"></div>`);
  const [box] = findBoxes(document);
  if (!box) throw new Error('no box found');
  return box;
}

test('all parts of a docked window are found', () => {
  const parts = parseCompose(aWindow());
  expect(parts).toMatchObject({ kind: 'docked', reply: false, missing: [] });
});

test.each([
  [
    'fullscreen',
    (box: string) => `<div class="aSs"><div class="aSt"><div role="dialog">${box}</div></div></div>`,
  ],
  ['popout', (box: string) => `<div role="main"><div>${box}</div></div>`],
  [
    'inline',
    (box: string) =>
      `<div role="main"><div role="listitem"><div class="ip adB"><div class="M9">${box}</div></div></div></div>`,
  ],
] as const)('a window that stands elsewhere is %s', (kind, place) => {
  expect(parseCompose(aWindow({ place }))).toMatchObject({ kind });
});

test('an answer in a thread is told from a new message', () => {
  expect(parseCompose(aWindow({ reply: '#msg-f:1' }))).toMatchObject({ kind: 'docked', reply: true });
});

test('what is lost is named; without a body there is nothing to work with', () => {
  const box = aWindow();
  box.querySelector('[name=subjectbox]')?.remove();
  expect(parseCompose(box)).toMatchObject({ subject: null, missing: ['subject'] });
  box.querySelector('[g_editable]')?.remove();
  const parts = parseCompose(box);
  expect(parts).toEqual({ missing: ['subject', 'body'] });
});

test('ids come without the mark that the page puts before them', () => {
  expect(readIds(aWindow())).toEqual({ draft: 'msg-a:r-1', compose: '17a2' });
});

test.each([
  [
    'new',
    '<div role="option" data-hovercard-id="ana@example.com" data-name="Ana"></div><div role="option" data-hovercard-id="x"></div>',
  ],
  ['old', '<input type="hidden" name="to" value="Ana &lt;ana@example.com&gt;">'],
])('%s chips are read', (_, chips) => {
  expect(readRecipients(aWindow({ chips }), 'to')).toEqual(['ana@example.com']);
  expect(readRecipients(aWindow({ chips }), 'cc')).toEqual([]);
});

describe('body', () => {
  function aBody(html: string): HTMLElement {
    const body = document.createElement('div');
    body.innerHTML = html;
    return body;
  }
  const signature =
    '<br><span class="gmail_signature_prefix">-- </span><div class="gmail_signature" data-smartmail="gmail_signature">Sam</div>';

  test('a signature and empty lines are not what stands there', () => {
    expect(bodyStands(aBody(`<div><br></div>\u200b&nbsp;${signature}`), kept)).toBe(false);
    expect(readBody(aBody(`<p>Hi</p>${signature}`), kept)).toBe('<p>Hi</p><br>');
    expect(bodyStands(aBody(`<img src="cid:1">${signature}`), kept)).toBe(true);
  });

  test('what is still to be replaced is found in subject, text and tags, not in signature and quote', () => {
    const quote = '<div class="gmail_quote">{{quoted}}</div>';
    const links = '<a href="{{site}}">a</a><a href="https://a.example/?q=%7b%7bfields.My%20plan%7D%7D">b</a>';
    const others = '<img src="{{fields.pic}}" alt="of {{! whom }}"><img src="%5B%5Bcustomer.logo%5D%5D">';
    const text = `<p title="{{t}}">{{!\u00a0say <b>some</b>thing {x} }} {{x}}</p>${links}${others}${signature}${quote}`;
    const html = readBody(aBody(text), kept);
    const marks = [
      '{{company}}',
      '{{! say something {x} }}',
      '{{t}}',
      '{{site}}',
      '{{fields.My plan}}',
      '{{fields.pic}}',
      '{{! whom }}',
      '[[customer.logo]]',
    ];
    expect(readMarks('For {{company}}', html, ['{{quoted}}', ...marks])).toEqual(marks);
    expect(readMarks('For you', readBody(aBody(`<p>Hi</p>${quote}`), kept), ['{{quoted}}'])).toEqual([]);
    expect(readMarks('{{company}}', html, [])).toEqual([]);
  });

  test('a preheader is nothing that stands, is read or has marks, and no other text is taken for one', () => {
    const mail = withPreheader('<p>Hi</p>', 'Two minutes');
    expect(bodyStands(aBody(`${withPreheader('', 'Two minutes')}<p><br></p>${signature}`), kept)).toBe(false);
    expect(readBody(aBody(`<div>${mail}</div>${signature}`), kept)).toBe('<div><p>Hi</p></div><br>');
    expect(bodyHolds(aBody(`<div>${mail}</div>${signature}`), mail, kept)).toBe(true);
    expect(bodyHolds(aBody('<p>Hi</p>'), mail, kept)).toBe(true);
    expect(bodyHolds(aBody(mail), '<p>Hello</p>', kept)).toBe(false);
  });

  test('of a preheader that an editor has made part of a line the line stays', () => {
    const line = aBody(withPreheader('', 'Two minutes')).textContent;
    expect(readBody(aBody(`<p>${line}<b>Hi</b></p>`), kept)).toBe('<p><b>Hi</b></p>');
  });

  test('a text is recognised however the page has wrapped it, but not with another link', () => {
    const html = '<p>Hi <b>Ana</b>,</p><p><a href="https://example.com/a">here</a></p>';
    const wrapped = `<div>Hi <strong>Ana</strong>,</div><div><a href="https://example.com/a">here</a><br></div>${signature}`;
    expect(bodyHolds(aBody(wrapped), html, kept)).toBe(true);
    expect(bodyHolds(aBody(wrapped.replace('/a"', '/b"')), html, kept)).toBe(false);
  });
});

// Saved pages belong to others and are not part of this repository; whoever has some names their folder.
const pages = process.env.MAIL_SAMPLES ? join(process.env.MAIL_SAMPLES, 'gmail', 'reconstructed') : '';
if (existsSync(pages)) {
  describe('saved pages', () => {
    const kinds: Record<string, string> = {
      fullscreen: 'fullscreen',
      'popout-window': 'popout',
      'inline-reply': 'inline',
    };
    test.each(readdirSync(pages).filter((name) => /compose|inline/.test(name)))('%s', (name) => {
      const kind = Object.entries(kinds).find(([word]) => name.includes(word))?.[1] ?? 'docked';
      document.documentElement.innerHTML = '';
      document.write(readFileSync(join(pages, name), 'utf8'));
      const [box] = findBoxes(document);
      const parts = box && parseCompose(box);
      expect(parts).toMatchObject({ kind, reply: kind === 'inline' });
      const hidden = /inline|minimised/.test(name) ? /Input|show|discard/ : /^$/; // made when they are asked for
      expect(parts?.missing.filter((part) => !hidden.test(part))).toEqual([]);
      if (/filled|fullscreen|popout/.test(name))
        expect(box && readRecipients(box, 'to')).toEqual(['ana.ito@example.com', 'bo@example.org']);
      if (/old/.test(name)) expect(box && readRecipients(box, 'to')).toEqual(['ana.ito@example.com']);
    });
  });
}
