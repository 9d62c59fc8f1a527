import { type ComposeContent, ComposeWindow } from './compose.ts';
import { freshBody } from './compose-parts.ts';
import type { OutlookConfig } from './config.ts';
import type { PageContext } from './context.ts';
import { Dialogs } from './dialogs.ts';
import { classNames, h } from './dom.ts';
import { nodesOf } from './editor.ts';
import { contentOfLink } from './link.ts';
import { fetchMessage, Item } from './service.ts';
import type { Strings } from './strings.ts';
import { Toast } from './toast.ts';

interface Surroundings {
  config: OutlookConfig;
  strings: Strings;
  noteSend: (event: Event) => void;
}

/** Fills a browser window with one compose window: no folders, no list, no address of the account. */
export function fillOwnWindow(of: Window, around: Surroundings, content: ComposeContent): void {
  const { document } = of;
  const form = h('div', { 'data-app-section': 'Form_Content', class: 'ownWindow' });
  document.body.append(h('div', { id: 'app', class: 'app' }, form));
  const page: PageContext = {
    ...around,
    document,
    toast: new Toast(document, around.strings),
    dialogs: new Dialogs(document, around.strings, around.noteSend),
    open: (next) => void new ComposeWindow(page, next).open(),
    place: (window) => form.append(window.elements.part),
    remove: (window) => window.elements.part.remove(),
    holds: (window) => form.contains(window.elements.part),
    renamed: (window) => titled(document, window.title),
    popOut: null,
    finished: () => of.close(),
  };
  titled(document, content.subject || around.strings.noSubject);
  page.open(content);
}

function titled(document: Document, title: string): void {
  document.title = `${title} - Outlook`;
}

/** The window behind a deep link, or with a draft's own address. */
export async function openOwnPage(path: string, around: Surroundings): Promise<void> {
  const draft = /^\/compose\/([^/?]+)/.exec(path)?.[1];
  if (draft !== undefined) return openDraft(decodeURIComponent(draft), around);
  const { config, strings } = around;
  if (config.signInLost && !location.search.includes('signedin=1')) return loseInSignIn(strings);
  const { text, ...content } = contentOfLink(location.href, config);
  const body = freshBody(config.signature);
  fillOwnWindow(window, around, text.length > 0 ? { ...content, body: [...text, ...body] } : content);
}

async function openDraft(id: string, around: Surroundings): Promise<void> {
  const message = await fetchMessage(id);
  if (!message) throw new Error(`the service knows no message ${id}`);
  const { html, operation, ...fields } = message;
  const { config } = around;
  const item = new Item({ operation, whole: config.sendsWhole, mailbox: config.sharedMailbox, id });
  fillOwnWindow(window, around, { ...fields, operation, item, body: nodesOf(html) });
}

/** After a session has ended only the recipients come through the sign-in. */
function loseInSignIn(strings: Strings): void {
  document.body.append(h('div', { class: 'splash' }, strings.signIn));
  const [to = ''] = (new URL(location.href).searchParams.get('mailtouri') ?? '')
    .replace(/^mailto:/i, '')
    .split('?');
  const plain = new URL(location.href).searchParams.get('to') ?? decodeURIComponent(to);
  // Once the page stands, so that whoever looks at it has seen it.
  const signIn = () => location.replace(`${location.pathname}?to=${encodeURIComponent(plain)}&signedin=1`);
  if (document.readyState === 'complete') signIn();
  else window.addEventListener('load', signIn, { once: true });
}

/** An empty document that this page writes into. */
export function openBlankWindow(around: Surroundings, content: ComposeContent): void {
  const opened = window.open('', '', 'popup,width=820,height=680');
  if (!opened) throw new Error('the browser opened no window');
  const style = opened.document.createElement('style');
  const own = document.querySelector('style');
  style.nonce = own?.nonce ?? '';
  style.textContent = own?.textContent ?? '';
  opened.document.head.append(style);
  opened.document.documentElement.lang = document.documentElement.lang;
  opened.document.documentElement.className = document.documentElement.className;
  opened.document.body.className = classNames('popOutBody');
  fillOwnWindow(opened, around, content);
}
