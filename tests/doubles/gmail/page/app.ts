import { ComposeWindow } from './compose.ts';
import type { GmailConfig } from './config.ts';
import type { PageContext } from './context.ts';
import { h, renameClasses } from './dom.ts';
import { dockArea, navigation, sidePanel, topBar } from './frame.ts';
import { Inbox } from './inbox.ts';
import { Snackbar } from './snackbar.ts';
import { stringsOf } from './strings.ts';

declare global {
  interface Window {
    /** Every key the page has seen, and what it was typed in. */
    __keys: { key: string; trusted: boolean; target: string }[];
    /** Sends that no person caused; must stay empty. */
    __untrustedSends: string[];
    /** Opens a window as a press on Compose does. */
    __openCompose: () => void;
  }
}

function start(config: GmailConfig): void {
  if (config.renamedClasses) renameClasses();
  window.__keys = [];
  window.__untrustedSends = [];
  const strings = stringsOf(config.language);
  const inbox = new Inbox(strings);
  const { nav, compose } = navigation(strings);
  const { area, row } = dockArea();
  const middle = h('div', { class: 'nH bkK' }, h('div', { class: 'nH nn' }, inbox.main));
  document.body.append(
    topBar(config, strings),
    h('div', { class: 'aqk' }, nav, middle, sidePanel(strings)),
    area,
  );
  const context = contextOf(config, row);
  const open = () => void new ComposeWindow(context).open();
  window.__openCompose = open;
  pressable(compose, open);
  route(config, inbox, open);
  window.addEventListener('hashchange', () => route(config, inbox, open));
  document.addEventListener('keydown', (event) => shortcut(event, open));
}

function contextOf(config: GmailConfig, row: HTMLElement): PageContext {
  const strings = stringsOf(config.language);
  const overlay = h('div', { class: 'aSs' }, h('div', { class: 'aSt' }));
  return {
    config,
    strings,
    snackbar: new Snackbar(strings),
    dock: (frame) => row.prepend(frame),
    goFullScreen(dialog) {
      overlay.firstElementChild?.append(dialog);
      document.body.append(overlay);
    },
    leaveFullScreen: () => overlay.classList.add('left'),
    alert: showAlert,
    noteSend(event) {
      if (!event.isTrusted) window.__untrustedSends.push(event.type);
    },
  };
  function showAlert(message: string): void {
    const ok = h('button', { name: 'ok' }, strings.ok);
    const dialog = h(
      'div',
      { role: 'alertdialog', class: 'Kj-JD', 'aria-label': strings.error },
      h('h2', {}, strings.error),
      h('p', {}, message),
      ok,
    );
    ok.addEventListener('click', () => dialog.remove());
    document.body.append(dialog);
    ok.focus();
  }
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

function route(config: GmailConfig, inbox: Inbox, open: () => void): void {
  const email = config.titleEmail || config.accounts[0]?.email || '';
  const subject = inbox.show(location.hash);
  document.title = `${subject ?? `${stringsOf(config.language).inbox} (3)`} - ${email} - Gmail`;
  if (!/[?&]compose=new/.test(location.hash)) return;
  history.replaceState(null, '', location.hash.replace(/\?.*$/, ''));
  open();
}

/** Letter keys are shortcuts wherever nobody types. */
function shortcut(event: KeyboardEvent, open: () => void): void {
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  window.__keys.push({
    key: event.key,
    trusted: event.isTrusted,
    target: target.getAttribute('name') ?? target.tagName,
  });
  if (target.isContentEditable || ['INPUT', 'TEXTAREA'].includes(target.tagName)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'c') open();
  if (event.key === 'u') location.hash = '#inbox';
  if (event.key === '/') document.querySelector<HTMLElement>('input[name="q"]')?.focus();
}

// The server half of the double has written it, from the same type.
start(JSON.parse(document.documentElement.dataset.double ?? '{}') as GmailConfig);
