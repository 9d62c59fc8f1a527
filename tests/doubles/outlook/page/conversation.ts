import type { Address } from './config.ts';
import { h, icons, namedIcon, part, put } from './dom.ts';
import type { Mail, MailMessage } from './mails.ts';
import type { Operation } from './service.ts';
import type { Strings } from './strings.ts';

export type Answering = Exclude<Operation, 'newMail'>;

/** One conversation in the reading pane. */
export function conversation(
  mail: Mail,
  page: { strings: Strings; person: Address; answer: (operation: Answering, message: MailMessage) => void },
): HTMLElement {
  const id = `CONV_${mail.id}_SUBJECT`;
  const subject = h(
    'span',
    { id, class: 'threadSubject', role: 'heading', 'aria-level': '3', title: mail.subject },
    h('span', {}, mail.subject),
  );
  const others = mail.messages.flatMap(({ name }) => name || []);
  const messages = mail.messages.map((message, at) =>
    part('message', messageView(message, at, others, page)),
  );
  const holder = h(
    'div',
    { 'data-app-section': 'ConversationContainer', class: 'thread Q8TCC' },
    ...messages,
  );
  const head = h('div', { class: 'threadHead' });
  put(head, part('threadSubject', subject));

  return h(
    'div',
    { id: 'ConversationReadingPaneContainer', class: 'conversation', tabindex: '-1' },
    head,
    holder,
  );
}

function messageView(
  message: MailMessage,
  at: number,
  others: string[],
  page: Parameters<typeof conversation>[1],
): HTMLElement {
  const { strings } = page;
  const head = h('div', { class: 'messageHead uSg02' });
  put(
    head,
    h('div', { class: 'avatar', 'aria-hidden': 'true' }, (message.name || page.person.name).slice(0, 1)),
    part('sender', sender(message, at, page)),
    actions(message, page),
    h('div', { 'data-testid': 'SentReceivedSavedTime', class: 'when' }, message.when),
  );
  const text = message.text.map((paragraph) => h('div', { class: 'elementToProof' }, paragraph));
  const body = h(
    'div',
    {
      role: 'document',
      id: `UniqueMessageBody_${at + 1}`,
      class: 'messageBody',
      'aria-label': strings.body,
      tabindex: '0',
    },
    h('div', {}, ...text),
  );
  const inside = h(
    'div',
    { tabindex: '-1', 'aria-label': strings.message, class: 'message' },
    head,
    recipients(message, at, others, page),
  );
  put(inside, part('messageBody', body));
  const content = h('div', { class: 'wide-content-host' }, inside);
  return h('div', { class: 'aVla3' }, h('div', { 'aria-expanded': 'true' }, content));
}

/** The address, if any, stands in the text alone; on the person's own messages there is none. */
function sender(
  message: MailMessage,
  at: number,
  { strings, person }: Parameters<typeof conversation>[1],
): HTMLElement {
  const name = message.name || person.name;
  const isOwn = message.name === '';
  const text = isOwn
    ? name
    : { both: `${name}<${message.email}>`, address: message.email, name }[message.form];
  return h(
    'span',
    {
      class: 'lpc-hoverTarget sender',
      'data-lpc-hover-target-id': `lpc-${at}`,
      'aria-label': `${strings.from} ${name}`,
      tabindex: '0',
    },
    h('span', { class: 'OZZZK' }, text),
  );
}

function recipients(
  message: MailMessage,
  at: number,
  others: string[],
  { strings, person }: Parameters<typeof conversation>[1],
): HTMLElement {
  const name = message.to ?? (message.name === '' ? (others[0] ?? '') : person.name);
  const target = h(
    'span',
    { class: 'lpc-hoverTarget', 'data-lpc-hover-target-id': `lpc-to-${at}` },
    h('span', {}, name),
  );
  const line = h('div', { 'aria-label': `${strings.to}: ${name}` }, `${strings.to}: `, target);
  return h('div', { 'data-testid': 'RecipientWell', class: 'recipients' }, line);
}

function actions(message: MailMessage, { strings, answer }: Parameters<typeof conversation>[1]): HTMLElement {
  const button = (operation: Answering, label: string, name: string, path: string) => {
    const attributes = {
      type: 'button',
      role: 'menuitem',
      class: 'ms-Button ms-Button--commandBar action',
      'aria-label': label,
    };
    const element = h('button', attributes, namedIcon(name, path));
    element.addEventListener('click', () => answer(operation, message));
    return element;
  };
  return h(
    'div',
    { 'aria-label': strings.actions, role: 'toolbar', class: 'ms-OverflowSet actions' },
    button('reply', strings.reply, 'ArrowReplyRegular', icons.reply),
    button('replyAll', strings.replyAll, 'ArrowReplyAllRegular', icons.replyAll),
    button('forward', strings.forward, 'ArrowForwardRegular', icons.forward),
  );
}
