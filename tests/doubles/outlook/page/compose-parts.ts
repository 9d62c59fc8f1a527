import { h, has, icon, icons, namedIcon, part, put } from './dom.ts';
import type { MailMessage } from './mails.ts';
import type { Strings } from './strings.ts';

let lastNumber = 0;

/** Elements of one compose window that its behaviour needs by name. */
export interface ComposeElements {
  part: HTMLElement;
  inner: HTMLElement;
  send: HTMLElement;
  moreSend: HTMLElement;
  discard: HTMLElement;
  popOut: HTMLElement;
  close: HTMLElement;
  summary: HTMLElement;
  fields: HTMLElement;
  showCc: HTMLElement;
  showBcc: HTMLElement;
}

/** The frame of a window and its toolbar, still without fields. */
export function composeParts(strings: Strings): ComposeElements {
  const inner = h('div', { class: 'composeInner cBeRi' });
  const number = lastNumber++;
  const buttons = { ...toolbarButtons(strings), ...copyButtons(strings) };
  const group = h(
    'div',
    { class: 'fui-SplitButton splitButton', role: 'group' },
    buttons.send,
    buttons.moreSend,
  );
  const sendPart = part('send', h('div', { 'data-testid': 'ComposeSendButton', class: 'sendPart' }, group));
  const tools = h('div', { class: 'OTADH composeTools' });
  put(
    tools,
    sendPart,
    part('discard', buttons.discard),
    h('span', { class: 'grow' }),
    buttons.popOut,
    buttons.close,
  );
  inner.append(tools);
  return {
    part: h('div', { id: `docking_InitVisiblePart_${number}`, class: 'compose' }, inner),
    inner,
    summary: h('div', { class: 'summary', tabindex: '0' }),
    fields: h('div', { class: 'fields' }),
    ...buttons,
  };
}

function toolbarButtons(strings: Strings) {
  const id = `splitButton-r${(lastNumber + 90).toString(36)}`;
  const send = h(
    'button',
    {
      type: 'button',
      id: `${id}__primaryActionButton`,
      class: 'fui-Button ms-Button ms-Button--primary fui-SplitButton__primaryActionButton sendButton',
      'aria-label': strings.send,
      title: strings.sendHint,
    },
    icon(icons.send),
    strings.send,
  );
  const menu = { 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': strings.moreSend };
  const moreSend = h(
    'button',
    {
      type: 'button',
      id: `${id}__menuButton`,
      class: 'fui-Button fui-MenuButton fui-SplitButton__menuButton sendMenu',
      ...menu,
    },
    icon(icons.down),
  );
  const tool = (attributes: Record<string, string>, label: string, name: string, path: string) =>
    h(
      'button',
      { type: 'button', class: 'fui-Button tool', ...attributes, 'aria-label': label },
      namedIcon(name, path),
    );
  const discard = { id: 'discardCompose', title: strings.discardHint };
  return {
    send,
    moreSend,
    discard: tool(discard, strings.discard, 'DeleteRegular', icons.bin),
    popOut: tool({}, strings.popOut, 'WindowNewRegular', icons.window),
    close: tool({}, strings.close, 'DismissRegular', icons.close),
  };
}

function copyButtons(strings: Strings) {
  const button = (text: string) => h('button', { type: 'button', class: 'fui-Button copyButton' }, text);
  return { showCc: part('showCc', button(strings.cc)), showBcc: part('showBcc', button(strings.bcc)) };
}

/** The holder in which the editor stands. */
export function editorHolder(editor: HTMLElement): HTMLElement {
  const parent = h('div', { id: `editorParent_${lastNumber}`, class: 'editorParent' });
  put(parent, part('body', editor));
  return h('div', { id: `docking_DockingTriggerPart_${lastNumber}`, class: 'editorPart' }, parent);
}

/** The menu of other ways to send, which holds one. */
export function toggleMenu(anchor: HTMLElement, strings: Strings, schedule: (event: Event) => void): void {
  const open = anchor.parentElement?.querySelector('[role="menu"]');
  if (open) {
    open.remove();
    return;
  }
  const item = h(
    'button',
    { type: 'button', role: 'menuitem', class: 'menuItem' },
    icon(icons.clock),
    strings.schedule,
  );
  const menu = h('div', { class: 'menu', role: 'menu' }, item);
  item.addEventListener('click', (event) => {
    menu.remove();
    schedule(event);
  });
  anchor.parentElement?.append(menu);
}

const LINE = 'font-family: Aptos, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);';

/** An empty line, then the person's signature. */
export function freshBody(signature: string[]): Node[] {
  const line = h('div', { class: 'elementToProof', style: LINE }, h('br'));
  if (signature.length === 0 || !has('signature')) return [line];
  const lines = signature.map((text) => h('div', {}, text));
  const gap = h('div', { class: 'elementToProof', style: LINE }, h('br'));
  return [line, gap, h('div', { id: 'Signature', class: 'elementToProof', style: LINE }, ...lines)];
}

/** The same above the message that is answered. */
export function replyBody(
  signature: string[],
  message: MailMessage,
  subject: string,
  strings: Strings,
): Node[] {
  const { name, email, when, text } = message;
  const line = (label: string, value: string) => [h('b', {}, label), ` ${value}`, h('br')];
  const head = h(
    'div',
    { id: 'divRplyFwdMsg', dir: 'ltr' },
    ...line(strings.from, `${name} <${email}>`),
    ...line(strings.sentLine, when),
    ...line(strings.subjectLine, subject),
  );
  const rule = h('hr', { style: 'display:inline-block;width:98%', tabindex: '-1' });
  const quoted = h('div', {}, ...text.map((paragraph) => h('div', {}, paragraph)));
  const quote = has('quote') ? [h('div', { id: 'appendonsend' }), rule, head, quoted] : [];
  return [...freshBody(signature), ...quote];
}
