// @vitest-environment happy-dom
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { bodyHolds, readBody } from '../compose/body.ts';
import { outlookAnatomy } from './anatomy.ts';
import { checkCompose, findBoxes, findWell, parseCompose, readIds, readRecipients } from './read.ts';

const { kept } = outlookAnatomy;

interface Shape {
  cc?: string;
  bcc?: string;
  to?: string;
  /** After the person's own line. */
  body?: string;
  own?: boolean;
}

/** A window as Outlook builds it (November 2026), without what the reader does not look at. */
function aWindow({ to = '', cc, bcc, body = '', own = false }: Shape = {}): HTMLElement {
  const well = (field: string, inside: string) =>
    `<div id="MSG_15a_${field}" role="group"><button>x</button><div contenteditable="true" role="combobox">${inside}</div></div>`;
  const button = (shown: unknown) => (shown === undefined ? '<button class="fui-Button">x</button>' : '');
  const copies = [cc === undefined ? '' : well('CC', cc), bcc === undefined ? '' : well('BCC', bcc)].join('');
  const box = `<div id="docking_InitVisiblePart_0"><div>
    <div data-testid="ComposeSendButton"><div role="group"><button id="splitButton-r1__primaryActionButton"></button><button aria-haspopup="menu"></button></div></div>
    <button id="discardCompose"><i data-icon-name="DeleteRegular"></i></button>
    <div class="fields"><div class="fui-Input">${well('TO', to)}${button(cc)}${button(bcc)}</div>${copies}
      <span class="fui-Input"><input type="text" id="MSG_15a_SUBJECT" maxlength="255" autocomplete="off" value="Hej"></span></div>
    <div id="editorParent_1"><div role="textbox" aria-multiline="true" contenteditable="true"><div class="elementToProof">Hi</div>${body}</div></div>
  </div></div>`;
  document.body.innerHTML = own
    ? `<div data-app-section="Form_Content">${box}</div>`
    : `<div role="main">${box}</div>`;
  const [found] = findBoxes(document);
  if (!found) throw new Error('no box found');
  return found;
}

function chip(label: string, text = label): string {
  const span = document.createElement('span');
  span.className = '_EType_RECIPIENT_ENTITY';
  span.contentEditable = 'false';
  span.setAttribute('contenteditable', 'false');
  span.setAttribute('aria-label', label);
  span.textContent = text;
  return `\u200b${span.outerHTML}\u200b`;
}

beforeEach(() => {
  document.body.innerHTML = '';
});

test('all parts of a new message are found; fields that have yet to be asked for are not lost', () => {
  expect(parseCompose(aWindow())).toMatchObject({ kind: 'docked', reply: false, missing: [] });
  expect(parseCompose(aWindow({ cc: '', bcc: '' }))).toMatchObject({ missing: [] });
});

test.each([
  ['an address', chip('ana.ito@example.com', 'Ana Ito'), 'ana.ito@example.com'],
  ['name and address', chip('Ito, Ana <ana.ito@example.com>', 'Ana'), 'ana.ito@example.com'],
  ['a name that looks like an address', chip('boss@example.org <ana@example.com>', 'Ana'), 'ana@example.com'],
  ['only a name, which is nobody’s address', chip('Ana Ito'), 'Ana Ito'],
  ['a name before an address in the text', chip('Ana Ito', 'ana.ito@example.com'), 'ana.ito@example.com'],
])('R7 outlook: a recipient that shows %s', (_what, to, expected) => {
  expect(readRecipients(aWindow({ to }), 'to')).toEqual([expected]);
});

test('text that is no recipient yet does not count', () => {
  expect(readRecipients(aWindow({ to: 'ana.ito@example.com' }), 'to')).toEqual([]);
});

test('R2 outlook: without their names fields are told apart only when there are three', () => {
  const unnamed = (shape: Shape) => {
    const box = aWindow(shape);
    for (const named of box.querySelectorAll('[id]')) named.removeAttribute('id');
    return box;
  };
  const two = unnamed({ to: chip('ana@example.com'), bcc: chip('log@example.net') });
  expect(readRecipients(two, 'to')).toEqual(['ana@example.com']);
  expect(findWell(two, 'cc')).toBeNull();
  expect(findWell(two, 'bcc')).toBeNull();
  const three = unnamed({ cc: chip('cai@example.com'), bcc: chip('log@example.net') });
  expect(readRecipients(three, 'cc')).toEqual(['cai@example.com']);
  expect(readRecipients(three, 'bcc')).toEqual(['log@example.net']);
});

test('a window is known by the number of its fields', () => {
  expect(readIds(aWindow())).toEqual({ compose: '15a' });
});

test('R10 outlook: what quotes a message is an answer, and the quote is never read as text', () => {
  const box = aWindow({
    body: '<div id="Signature">Sam</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ana</div><div>Yes.</div>',
  });
  const parts = parseCompose(box);
  expect(parts).toMatchObject({ kind: 'inline', reply: true });
  if (!('body' in parts)) throw new Error('no body');
  expect(readBody(parts.body, kept)).toBe('<div class="elementToProof">Hi</div>');
  expect(bodyHolds(parts.body, '<p>Hi</p>', kept)).toBe(true);
});

test('an answer whose fields are folded is complete, and stays an answer', () => {
  const box = aWindow();
  box.querySelector('.fields')?.remove();
  expect(parseCompose(box)).toMatchObject({ reply: true, subject: null, missing: [] });
});

test('a window of its own is a pop-out', () => {
  expect(parseCompose(aWindow({ own: true }))).toMatchObject({ kind: 'popout', reply: false });
});

test('R2 outlook: every part has two independent ways to be found, none of them by text', () => {
  const box = aWindow({ cc: '', bcc: '' });
  const before = checkCompose(box).map(({ step }) => step);
  expect(before.every((step) => step === 0)).toBe(true);
  for (const named of box.querySelectorAll('[id], [data-testid], [data-icon-name]')) {
    for (const name of ['id', 'data-testid', 'data-icon-name']) named.removeAttribute(name);
  }
  const lost = checkCompose(box).filter(({ step }) => step === null);
  expect(lost.map(({ part }) => part)).toEqual(['discardButton']);
});

// Present only on the machines where the page samples are; the shapes above come from them.
const samples = process.env.MAIL_SAMPLES;
if (samples && existsSync(samples)) {
  describe('page samples', () => {
    test.each([
      'compose-new-empty',
      'compose-new-empty-de',
      'compose-new-filled',
      'compose-popout-window',
      'reply-inline',
    ])('%s', (name) => {
      document.documentElement.innerHTML = readFileSync(
        join(samples, 'outlook', 'reconstructed', `${name}.html`),
        'utf8',
      ).replace(/^<!doctype html>/i, '');
      const [box, ...others] = findBoxes(document);
      expect(others).toEqual([]);
      if (!box) throw new Error('no box');
      expect(parseCompose(box)).toMatchObject({ missing: [] });
    });
  });
}
