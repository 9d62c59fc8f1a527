import { type ComposeContent, ComposeWindow } from './compose.ts';
import { replyBody } from './compose-parts.ts';
import type { Address, OutlookConfig } from './config.ts';
import type { PageContext } from './context.ts';
import { type Answering, conversation } from './conversation.ts';
import { Dialogs } from './dialogs.ts';
import { changePage, h, pause, put } from './dom.ts';
import { nodesOf } from './editor.ts';
import { appRail, folderPane, ribbon, topBar } from './frame.ts';
import { burst, cycle, keepAway } from './hooks.ts';
import { MessageList } from './list.ts';
import { defaultMails, type Mail, type MailMessage } from './mails.ts';
import { openBlankWindow, openOwnPage } from './own-window.ts';
import { ReadingPane } from './reading-pane.ts';
import type { Message } from './service.ts';
import { listenToKeys } from './shortcuts.ts';
import { type Strings, stringsOf } from './strings.ts';
import { Toast } from './toast.ts';

declare global {
  interface Window {
    /** Sends that no person caused; must stay empty. */
    __untrustedSends: string[];
    /** Opens a window as a press on New mail does; resolves once it is built. */
    __openCompose: () => Promise<void>;
    /** Opens and closes windows, one after the other. */
    __cycleComposes: (count: number) => Promise<void>;
    /** A burst of changes in the list; returns the rows it made. */
    __burst: (rows?: number) => number;
  }
}

/** Account number, or mailbox address, before the folders. */
const BASE = /^\/mail(\/\d+|\/[^/]+@[^/]+)?(?=\/|$)/.exec(location.pathname)?.[0] ?? '/mail';

async function start(config: OutlookConfig): Promise<void> {
  changePage({ classes: config.renamedClasses, ids: config.renamedIds, without: config.without });
  keepAway(config.withoutMatching);
  window.__untrustedSends = [];
  const strings = stringsOf(config.language);
  const splash = h('div', { class: 'splash' }, strings.loading);
  document.body.append(splash);
  await pause(config.loadDelayMs);
  splash.remove();
  const noteSend = (event: Event) => {
    if (!event.isTrusted) window.__untrustedSends.push(event.type);
  };
  const around = { config, strings, noteSend };
  const path = location.pathname.slice(BASE.length);
  const isOwn =
    /^\/(compose\/|deeplink\/compose)/.test(path) && !(config.linkDropped && path.startsWith('/deeplink'));
  if (isOwn) return openOwnPage(path, around);
  new MailPage(around).start();
}

/** The whole page: folders, list, reading pane. */
class MailPage {
  readonly #context: PageContext;
  readonly #pane: ReadingPane;
  readonly #list: MessageList;
  readonly #person: Address;
  readonly #strings: Strings;
  readonly #mails: Mail[];

  constructor(around: { config: OutlookConfig; strings: Strings; noteSend: (event: Event) => void }) {
    const { config, strings } = around;
    this.#strings = strings;
    this.#person = config.mailboxes[0] ?? { email: '', name: '' };
    this.#mails = config.mails ?? defaultMails;
    this.#list = new MessageList(strings, this.#person, this.#mails, (mail) => this.#go(mail));
    this.#pane = new ReadingPane(config, strings, (mail) => this.#conversation(mail));
    this.#context = {
      ...around,
      document,
      toast: new Toast(document, strings),
      dialogs: new Dialogs(document, strings, around.noteSend),
      open: (content) => void this.#open(content),
      place: (window) => this.#pane.add(window),
      remove: (window) => this.#pane.remove(window),
      holds: (window) => this.#pane.holds(window),
      renamed: () => this.#pane.drawTabs(),
      popOut: (window) => this.#popOut(window),
      finished: (content, sent) => sent && this.#delivered(content, sent),
    };
  }

  start(): void {
    const { config } = this.#context;
    const openNew = () => this.#open({ operation: 'newMail' });
    this.#offerHooks(openNew);
    const columns = h(
      'div',
      { class: 'columns' },
      appRail(),
      folderPane(config, this.#strings),
      this.#list.element,
    );
    put(columns, this.#pane.main);
    document.body.append(
      h(
        'div',
        { id: 'app', class: 'app' },
        topBar(this.#strings, this.#person),
        ribbon(this.#strings, () => void openNew()),
        columns,
      ),
    );
    document.title = `Mail - ${this.#person.name} - Outlook`;
    this.#route();
    window.addEventListener('popstate', () => this.#route());
    listenToKeys(config, { n: () => void openNew(), r: () => this.#answerLast() });
  }

  #open(content: ComposeContent): Promise<void> {
    return new ComposeWindow(this.#context, content).open();
  }

  #offerHooks(openNew: () => Promise<void>): void {
    const close = () => this.#pane.lastWindow?.elements.close.click();
    window.__openCompose = openNew;
    window.__cycleComposes = (count) => cycle(count, openNew, close);
    window.__burst = (rows) => burst(this.#list.element, rows);
  }

  /** An answer that was sent stands below its conversation. */
  #delivered(content: ComposeContent, { html }: Message): void {
    const mail = this.#mails.find(({ id }) => id === content.conversation);
    if (!mail) return;
    const text = nodesOf(html.replace(/<div id="appendonsend">.*/s, '')).map(
      (node) => node.textContent ?? '',
    );
    mail.messages.push({
      id: `own-${mail.messages.length}`,
      name: '',
      email: '',
      form: 'name',
      when: '',
      text,
    });
    this.#pane.update(mail);
  }

  #go(mail: Mail): void {
    history.pushState(null, '', `${BASE}/inbox/id/${encodeURIComponent(mail.id)}`);
    this.#route();
  }

  #route(): void {
    const mail = this.#openMail;
    this.#list.select(mail?.id ?? null);
    this.#pane.show(mail);
  }

  get #openMail(): Mail | null {
    const id = /\/id\/([^/]+)/.exec(location.pathname)?.[1];
    return this.#mails.find((mail) => mail.id === decodeURIComponent(id ?? '')) ?? null;
  }

  #conversation(mail: Mail): HTMLElement {
    const answer = (operation: Answering, message: MailMessage) => this.#answer(mail, operation, message);
    return conversation(mail, { strings: this.#strings, person: this.#person, answer });
  }

  #answerLast(): void {
    const mail = this.#openMail;
    const message = mail?.messages.at(-1);
    if (mail && message) this.#answer(mail, 'reply', message);
  }

  #answer(mail: Mail, operation: Answering, message: MailMessage): void {
    const { signature } = this.#context.config;
    const bare = mail.subject.replace(/^(re|fw): /i, '');
    void this.#open({
      operation,
      conversation: mail.id,
      to:
        operation === 'forward' || message.name === '' ? [] : [{ email: message.email, name: message.name }],
      subject: `${operation === 'forward' ? 'Fw' : 'Re'}: ${bare}`,
      body: replyBody(signature, message, mail.subject, this.#strings),
    });
  }

  async #popOut(window: ComposeWindow): Promise<void> {
    const { config } = this.#context;
    if (config.popOut === 'blank') {
      window.leave();
      openBlankWindow(this.#context, window.kept());
    } else {
      const item = await window.save();
      window.leave();
      globalThis.open(`${BASE}/compose/${encodeURIComponent(item.id)}`, '', 'popup,width=820,height=680');
    }
    this.#pane.remove(window);
  }
}

// The server half of the double has written it, from the same type.
void start(JSON.parse(document.documentElement.dataset.double ?? '{}') as OutlookConfig);
