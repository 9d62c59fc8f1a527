import { h, icon, icons, onPress } from './dom.ts';
import type { Strings } from './strings.ts';

/** The elements of what is written in, wherever it stands, that its behaviour needs by name. */
export interface ComposeBox {
  /** Holds all of it; put into a docked window, a thread, or a window of its own. */
  outer: HTMLElement;
  region: HTMLElement;
  form: HTMLElement;
  cell: HTMLElement;
  table: HTMLElement;
  fields: HTMLElement;
  cover: HTMLElement;
  coverText: HTMLElement;
  showCc: HTMLElement;
  showBcc: HTMLElement;
  subject: HTMLInputElement;
  subjectRow: HTMLElement;
  popOut: HTMLElement;
  body: HTMLElement;
  send: HTMLElement;
  sendArchive: HTMLElement;
  moreSend: HTMLElement;
  discard: HTMLElement;
  hidden: { form: HTMLElement; draft: HTMLInputElement };
}

/** What an answer belongs to, in the form of the hidden fields. */
export interface Answering {
  rt: string;
  rm: string;
  lts: string;
  /** Reply, not forward. */
  isReply: boolean;
}

function input(attributes: Record<string, string>): HTMLInputElement {
  const element = h('input', attributes);
  if (element instanceof HTMLInputElement) return element;
  throw new TypeError('an input element was made');
}

/** The still empty inside of a window. */
export function composeBox(strings: Strings, composeId: string, answering: Answering | null): ComposeBox {
  const form = h('form', { enctype: 'multipart/form-data', method: 'POST' });
  const cell = h('td', {}, form);
  const upper = h('table', { class: 'aoP aoC', role: 'presentation' }, h('tbody', {}, h('tr', {}, cell)));
  const named = { 'aria-label': strings.newMessage, 'data-compose-id': composeId };
  const region = h('div', { class: 'aoI', role: 'region', ...named }, upper);
  const outer = h('div', { class: 'M9', jsaction: 'rcuQ6b:.CLIENT' }, region);
  return { outer, region, form, cell, ...parts(strings), hidden: hiddenPart(composeId, answering) };
}

function parts(strings: Strings) {
  const coverText = h('div', { class: 'oL aDm' }, strings.recipients);
  const button = { role: 'button', tabindex: '1' };
  const sendTip = { 'data-tooltip': strings.sendTip, 'aria-label': strings.sendTip };
  const archiveTip = { 'data-tooltip': strings.sendArchive, 'aria-label': strings.sendArchive };
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
    subjectRow: h('div', { class: 'aoD az6' }),
    popOut: h(
      'button',
      { class: 'aaw', type: 'button', 'aria-label': strings.popOutReply },
      icon(icons.open),
    ),
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
    sendArchive: h(
      'div',
      { class: 'T-I J-J5-Ji Uo v7 T-I-atl L3', ...button, ...archiveTip },
      icon(icons.archive),
    ),
    moreSend: h('div', { class: 'T-I J-J5-Ji hG T-I-atl L3', ...button, ...more }, icon(icons.more)),
    discard: h('div', { class: 'oh J-Z-I J-J5-Ji T-I-ax7 T-I', ...button, ...discardTip }, icon(icons.bin)),
  };
}

/** Cover, rows with their links, subject. */
export function fieldsPart(elements: ComposeBox, strings: Strings): HTMLElement[] {
  const { cover, fields, table, showCc, showBcc, subject, subjectRow } = elements;
  fields.style.display = 'none';
  fields.setAttribute('aria-label', strings.recipients);
  fields.append(h('table', { class: 'GS', role: 'presentation' }, table), showCc, showBcc);
  subjectRow.append(subject);
  return [cover, fields, subjectRow];
}

export function bodyPart({ body }: ComposeBox, strings: Strings): HTMLElement {
  const holder = h('div', { class: 'Ar Au' }, h('div', { class: 'aO7' }, body));
  body.setAttribute('aria-label', strings.body);
  return h(
    'table',
    { class: 'iN', role: 'presentation' },
    h('tbody', {}, h('tr', {}, h('td', { class: 'Ap' }, holder))),
  );
}

/** Send (and archive), tools, bin. */
export function bottomBar(box: ComposeBox, strings: Strings, archives: boolean): HTMLElement {
  const { send, sendArchive, moreSend, discard } = box;
  const buttons = h('div', { class: 'dC' }, send, moreSend);
  const both = archives ? h('div', { class: 'dC archives' }, sendArchive) : null;
  const group = h('div', { class: 'J-J5-Ji btA' }, both, buttons);
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

function hiddenPart(composeId: string, answering: Answering | null): ComposeBox['hidden'] {
  const draft = input({ type: 'hidden', name: 'draft', value: '' });
  const { rt = '', rm = '', lts = '' } = answering ?? {};
  const others = Object.entries({ composeid: composeId, rt, rm, lts, ishtml: '1' });
  const fields = others.map(([name, value]) => input({ type: 'hidden', name, value }));
  const attributes = { class: 'bAs', enctype: 'multipart/form-data', method: 'POST' };
  return { form: h('form', attributes, draft, ...fields), draft };
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
    chooseTime(strings, schedule);
  });
  anchor.parentElement?.append(menu);
}

/** A dialog that is no compose window: when the message is to go. */
function chooseTime(strings: Strings, schedule: () => void): void {
  const close = h('button', { name: 'cancel', 'aria-label': strings.dismiss }, icon(icons.close));
  const times = [strings.tomorrowMorning, strings.tomorrowAfternoon].map((time) =>
    h('div', { class: 'Az', role: 'menuitem', tabindex: '0' }, icon(icons.clock), time),
  );
  const heading = h('h2', {}, strings.schedule, close);
  const dialog = h(
    'div',
    { role: 'dialog', class: 'Kj-JD', 'aria-label': strings.schedule },
    heading,
    ...times,
  );
  onPress(close, () => dialog.remove());
  for (const time of times) {
    onPress(time, () => {
      dialog.remove();
      schedule();
    });
  }
  document.body.append(dialog);
}
