import { ComposeWindow } from './compose.ts';
import type { GmailConfig, PageData } from './config.ts';
import type { PageContext } from './context.ts';
import { classNames, h, onPress, renameClasses } from './dom.ts';
import { accountMenu, dockArea, navigation, sidePanel, topBar } from './frame.ts';
import { burst, cycle } from './hooks.ts';
import { Inbox } from './inbox.ts';
import { listenToShortcuts, type SeenKey } from './keys.ts';
import { newLetter } from './letter.ts';
import { ownerOf, placeOf } from './place.ts';
import { showComposePopup, showThreadPopup } from './popup.ts';
import { Snackbar } from './snackbar.ts';
import { DialogStand } from './stand.ts';
import { stringsOf } from './strings.ts';
import type { Draft } from './sync.ts';
import { hashToken, type Thread, withMessage, withoutMessage } from './threads.ts';
import { keepAway } from './without.ts';

declare global {
  interface Window {
    /** Every key the page has seen. */
    __keys: SeenKey[];
    /** Letter keys that acted as shortcuts of the page. */
    __shortcuts: string[];
    /** Sends that no person caused; must stay empty. */
    __untrustedSends: string[];
    /** Opens a window as a press on Compose does; resolves once it is built. */
    __openCompose: () => Promise<void>;
    /** Opens and closes windows, one after the other. */
    __cycleComposes: (count: number) => Promise<void>;
    /** A burst of changes in the list; returns the rows it made. */
    __burst: (rows?: number) => number;
    /** Asks the server what lies in the mailbox now, as new mail does. */
    __refresh: () => Promise<void>;
  }
}

function start({ config, threads, withoutSteps }: PageData): void {
  if (config.renamedClasses) renameClasses();
  keepAway(withoutSteps);
  const place = placeOf(location);
  const context = contextOf(config, place);
  if (place.mode === 'mailbox') startMailbox(context, threads);
  else if (place.mode === 'thread') startThread(context, threads);
  else void showComposePopup(context);
  if (place.mode !== 'mailbox') listenToShortcuts(config.keys, {});
}

function startThread(context: PageContext, threads: Thread[]): void {
  let now = threads;
  const view = showThreadPopup(context, threads);
  context.delivered = (draft, isThere) => {
    now = changed(now, draft, isThere);
    const thread = now.find(({ id }) => id === context.place.id);
    if (thread) view?.update(thread);
  };
  context.leaveThread = () => window.close();
}

function startMailbox(context: PageContext, threads: Thread[]): void {
  const { config, strings } = context;
  const inbox = new Inbox(context);
  const { nav, compose, redraw } = navigation(strings);
  const { area, row } = dockArea();
  const bar = topBar(strings);
  const middle = h('div', { class: 'nH bkK' }, h('div', { class: 'nH nn' }, inbox.main));
  document.body.append(bar.element, h('div', { class: 'aqk' }, nav, middle, sidePanel(strings)), area);
  bar.account.append(...accountMenu(config, context.place, strings));
  context.dock = (frame) => row.prepend(frame);
  context.delivered = (draft, isThere) => inbox.fill(changed(inbox.threads, draft, isThere));
  context.leaveThread = () => {
    location.hash = '#inbox';
  };
  inbox.fill(threads);
  const open = opener(context);
  pressable(compose, () => void open());
  onPress(redraw, () => void burst(inbox.main));
  offerHooks(inbox, open, row);
  const go = () => route(context, inbox, open);
  go();
  window.addEventListener('hashchange', () => setTimeout(go, config.routeDelayMs));
  listenToShortcuts(config.keys, {
    c: () => void open(),
    u: context.leaveThread,
    '/': () => document.querySelector<HTMLElement>('input[name="q"]')?.focus(),
  });
}

function opener(context: PageContext): () => Promise<void> {
  return async () => {
    if (!context.config.opensInPage) return;
    const stand = new DialogStand(context, context.config.fullScreen ? 'fullscreen' : 'docked');
    await new ComposeWindow(context, newLetter(context), stand).open();
  };
}

function offerHooks(inbox: Inbox, open: () => Promise<void>, dock: HTMLElement): void {
  window.__openCompose = open;
  window.__cycleComposes = (count) =>
    cycle(count, open, () => dock.querySelector<HTMLElement>(`.${classNames('Ha')}`)?.click());
  window.__burst = (rows) => burst(inbox.main, rows);
  window.__refresh = async () => {
    // The server half of the double answers, from the same type.
    inbox.fill((await (await fetch('/_double/threads')).json()) as Thread[]);
  };
}

function changed(threads: Thread[], draft: Draft, isThere: boolean): Thread[] {
  const id = draft.id.replace('msg-', '');
  if (!isThere) return withoutMessage(threads, id);
  const { from, to, cc, subject } = draft;
  const text = [draft.html.replace(/<[^>]*>/g, ' ').trim()];
  return withMessage(threads, draft.thread.replace('thread-', ''), subject, {
    id,
    from,
    to,
    cc,
    when: '',
    text,
  });
}

function contextOf(config: GmailConfig, place: PageContext['place']): PageContext {
  const strings = stringsOf(config.language);
  const overlay = h('div', { class: 'aSs' }, h('div', { class: 'aSt' }));
  const owner = ownerOf(config, place).mailbox;
  window.__untrustedSends = [];
  return {
    config,
    strings,
    place,
    owner,
    snackbar: new Snackbar(strings, (thread) => {
      location.hash = `#sent/${hashToken(thread)}`;
    }),
    dock: (frame) => document.body.append(frame),
    goFullScreen(dialog) {
      const holder = h('div', { class: 'nH' }, h('div', { class: 'nH' }, dialog));
      overlay.firstElementChild?.append(holder);
      overlay.classList.remove(classNames('left'));
      document.body.append(overlay);
    },
    leaveFullScreen: () => overlay.classList.add(classNames('left')),
    alert: (message) => showAlert(strings, message),
    noteSend(event) {
      if (!event.isTrusted) window.__untrustedSends.push(event.type);
    },
    delivered: () => undefined,
    leaveThread: () => undefined,
    popOut(kind, id) {
      const shown = kind === 'msg' ? 'msg' : 'thread';
      const query = new URLSearchParams({ ver: '1', search: 'inbox', [kind]: `#${shown}-${id}`, cvid: '1' });
      window.open(`${place.base}popout?${query}`, '_blank', 'popup,width=640,height=720');
    },
  };
}

function showAlert(strings: ReturnType<typeof stringsOf>, message: string): void {
  const ok = h('button', { name: 'ok' }, strings.ok);
  const named = { role: 'alertdialog', class: 'Kj-JD', 'aria-label': strings.error };
  const dialog = h('div', named, h('h2', {}, strings.error), h('p', {}, message), ok);
  ok.addEventListener('click', () => dialog.remove());
  document.body.append(dialog);
  ok.focus();
}

/** The page's buttons act when the pointer is released over them, not on `click`. */
function pressable(button: HTMLElement, act: () => void): void {
  let down = false;
  button.addEventListener('mousedown', () => {
    down = true;
  });
  button.addEventListener('mouseup', () => {
    if (down) act();
    down = false;
  });
  button.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') act();
  });
}

function route({ config, owner, strings }: PageContext, inbox: Inbox, open: () => Promise<void>): void {
  const subject = inbox.show(location.hash);
  document.title = `${subject ?? `${strings.inbox} (3)`} - ${config.titleEmail || owner.email} - Gmail`;
  if (!/[?&]compose=new/.test(location.hash)) return;
  history.replaceState(null, '', location.hash.replace(/\?.*$/, ''));
  void open();
}

// The server half of the double has written it, from the same type.
start(JSON.parse(document.documentElement.dataset.double ?? '{}') as PageData);
