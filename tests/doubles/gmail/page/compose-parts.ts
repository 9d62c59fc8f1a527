import { h, icon, icons, onPress } from './dom.ts';
import type { Strings } from './strings.ts';

/** Elements of one compose window that its behaviour needs by name. */
export interface ComposeElements {
  frame: HTMLElement;
  dialog: HTMLElement;
  title: HTMLElement;
  content: HTMLElement;
  form: HTMLElement;
  cell: HTMLElement;
  table: HTMLElement;
  fields: HTMLElement;
  cover: HTMLElement;
  coverText: HTMLElement;
  showCc: HTMLElement;
  showBcc: HTMLElement;
  subject: HTMLInputElement;
  body: HTMLElement;
  send: HTMLElement;
  moreSend: HTMLElement;
  discard: HTMLElement;
  minimise: HTMLElement;
  full: HTMLElement;
  close: HTMLElement;
  hidden: { form: HTMLElement; draft: HTMLInputElement };
}

function input(attributes: Record<string, string>): HTMLInputElement {
  const element = h('input', attributes);
  if (element instanceof HTMLInputElement) return element;
  throw new TypeError('an input element was made');
}

/** Frame, title bar and the still empty inside of a window. */
export function dialogShell(strings: Strings, composeId: string): ComposeElements {
  const title = h('div', { class: 'aYF' }, strings.newMessage);
  const minimise = h('button', { class: 'Hl', 'aria-label': strings.minimise }, icon(icons.minimise));
  const full = h('button', { class: 'Hq aUG', 'aria-label': strings.full }, icon(icons.full));
  const close = h('button', { class: 'Ha', 'aria-label': strings.close }, icon(icons.close));
  const heading = h('h2', { class: 'a3E' }, title);
  const bar = h(
    'tr',
    {},
    h('td', { class: 'Hk' }, h('div', { class: 'Hp' }, heading)),
    h('td', { class: 'Hm' }, minimise, full, close),
  );
  const titleTable = h('table', { class: 'cf Ht-ql-thxFLe-aOr', role: 'presentation' }, h('tbody', {}, bar));
  const form = h('form', { enctype: 'multipart/form-data', method: 'POST' });
  const cell = h('td');
  const upper = h('table', { class: 'aoP aoC', role: 'presentation' }, h('tbody', {}, h('tr', {}, cell)));
  const region = h(
    'div',
    { class: 'aoI', role: 'region', 'aria-label': strings.newMessage, 'data-compose-id': composeId },
    upper,
  );
  const content = h(
    'div',
    {},
    h('div', { class: 'aaZ' }, h('div', { class: 'M9', jsaction: 'rcuQ6b:.CLIENT' }, region)),
  );
  const head = h(
    'div',
    { class: 'nH Hy aXJ' },
    h('div', { class: 'l m' }, h('div', { class: 'l n' }, titleTable)),
  );
  const dialog = h(
    'div',
    { class: 'nH Hd', role: 'dialog', 'aria-label': strings.newMessage },
    head,
    content,
  );
  const frame = h('div', { class: 'nH nn' }, h('div', { class: 'AD' }, h('div', { class: 'nH' }, dialog)));
  cell.append(form);
  return {
    frame,
    dialog,
    title,
    minimise,
    full,
    close,
    content,
    form,
    cell,
    ...parts(strings),
    hidden: hiddenPart(composeId),
  };
}

function parts(strings: Strings) {
  const coverText = h('div', { class: 'oL aDm' }, strings.recipients);
  const button = { role: 'button', tabindex: '1' };
  const sendTip = { 'data-tooltip': strings.sendTip, 'aria-label': strings.sendTip };
  const discardTip = { 'data-tooltip': strings.discard, 'aria-label': strings.discard };
  const more = {
    'aria-haspopup': 'true',
    'aria-expanded': 'false',
    'data-tooltip': strings.moreSend,
    'aria-label': strings.moreSend,
  };
  const bodyAttributes = {
    g_editable: 'true',
    role: 'textbox',
    'aria-multiline': 'true',
    contenteditable: 'true',
    tabindex: '1',
  };
  const copies = { role: 'link', tabindex: '1' };
  return {
    table: h('tbody'),
    fields: h('div', { class: 'fX aiL' }),
    coverText,
    cover: h('div', { class: 'aoD hl', tabindex: '1' }, coverText, h('div', { class: 'bgW' })),
    showCc: h('span', { class: 'aB gQ pE', ...copies, 'data-tooltip': strings.addCc }, strings.cc),
    showBcc: h('span', { class: 'aB gQ pB', ...copies, 'data-tooltip': strings.addBcc }, strings.bcc),
    subject: input({
      name: 'subjectbox',
      class: 'aoT',
      autocomplete: 'off',
      tabindex: '1',
      placeholder: strings.subject,
      'aria-label': strings.subject,
    }),
    body: h('div', { class: 'Am aiL Al editable LW-avf', 'aria-label': strings.body, ...bodyAttributes }),
    send: h('div', { class: 'T-I J-J5-Ji aoO v7 T-I-atl L3', ...button, ...sendTip }, strings.send),
    moreSend: h('div', { class: 'T-I J-J5-Ji hG T-I-atl L3', ...button, ...more }, icon(icons.more)),
    discard: h('div', { class: 'oh J-Z-I J-J5-Ji T-I-ax7 T-I', ...button, ...discardTip }, icon(icons.bin)),
  };
}

/** Cover, rows with their links, subject. */
export function fieldsPart(elements: ComposeElements, strings: Strings): HTMLElement[] {
  const { cover, fields, table, showCc, showBcc, subject } = elements;
  fields.style.display = 'none';
  fields.setAttribute('aria-label', strings.recipients);
  fields.append(h('table', { class: 'GS', role: 'presentation' }, table), showCc, showBcc);
  return [cover, fields, h('div', { class: 'aoD az6' }, subject)];
}

export function bodyPart({ body }: ComposeElements, strings: Strings): HTMLElement {
  const holder = h('div', { class: 'Ar Au' }, h('div', { class: 'aO7' }, body));
  body.setAttribute('aria-label', strings.body);
  return h(
    'table',
    { class: 'iN', role: 'presentation' },
    h('tbody', {}, h('tr', {}, h('td', { class: 'Ap' }, holder))),
  );
}

/** Send, tools, bin. */
export function bottomBar({ send, moreSend, discard }: ComposeElements, strings: Strings): HTMLElement {
  const group = h('div', { class: 'J-J5-Ji btA' }, h('div', { class: 'dC' }, send, moreSend));
  const tools = [icons.format, icons.clip, icons.link, icons.smile, icons.picture].map((path, at) =>
    h(
      'div',
      {
        class: 'wG J-Z-I',
        role: 'button',
        tabindex: '1',
        'aria-label': at === 0 ? strings.format : strings.attach,
      },
      icon(path),
    ),
  );
  const row = h(
    'tr',
    { class: 'btC' },
    h('td', { class: 'gU Up' }, group),
    h('td', { class: 'gU aYL a8X' }, ...tools),
    h('td', { class: 'gU az5' }, discard),
  );
  const table = h('table', { class: 'IZ', role: 'group' }, h('tbody', {}, row));
  return h('div', { class: 'aDg' }, h('div', { class: 'aDj' }, h('div', { class: 'aDh' }, table)));
}

function hiddenPart(composeId: string): ComposeElements['hidden'] {
  const draft = input({ type: 'hidden', name: 'draft', value: '' });
  const others = ['rt', 'rm', 'lts'].map((name) => input({ type: 'hidden', name, value: '' }));
  const id = input({ type: 'hidden', name: 'composeid', value: composeId });
  const form = h(
    'form',
    { class: 'bAs', enctype: 'multipart/form-data', method: 'POST' },
    id,
    draft,
    ...others,
  );
  return { form, draft };
}

/** The user's signature as the page puts it into a new message. */
export function signatureNodes(lines: string[]): Node[] {
  if (lines.length === 0) return [h('br')];
  const inner = h('div', { dir: 'ltr' }, ...lines.map((line) => h('div', {}, line)));
  const attributes = { dir: 'ltr', class: 'gmail_signature', 'data-smartmail': 'gmail_signature' };
  const prefix = h('span', { class: 'gmail_signature_prefix' }, '-- ');
  return [h('div', {}, h('br')), h('div', {}, h('br')), prefix, h('br'), h('div', attributes, inner)];
}

/** The menu of other ways to send, which so far holds one. */
export function toggleMenu(anchor: HTMLElement, strings: Strings, schedule: () => void): void {
  const open = anchor.parentElement?.querySelector('[role="menu"]');
  if (open) {
    open.remove();
    return;
  }
  const attributes = { class: 'J-N yr', role: 'menuitem', tabindex: '0', selector: 'scheduledSend' };
  const item = h('div', attributes, icon(icons.clock), strings.schedule);
  const menu = h('div', { class: 'J-M', role: 'menu' }, item);
  onPress(item, () => {
    menu.remove();
    schedule();
  });
  anchor.parentElement?.append(menu);
}
