import { ComposeWindow } from './compose.ts';
import type { PageContext } from './context.ts';
import { classNames, h } from './dom.ts';
import { addressedLetter, type Letter, savedLetter } from './letter.ts';
import { WindowStand } from './stand.ts';
import type { Draft } from './sync.ts';
import { ThreadView } from './thread.ts';
import type { Thread } from './threads.ts';

/** A compose window of its own: by the compose address, or with a draft that was written elsewhere. */
export async function showComposePopup(page: PageContext): Promise<void> {
  document.body.className = classNames('xE xp');
  const stand = new WindowStand();
  document.body.append(h('div', { role: 'main', class: 'aeG' }, stand.element));
  const letter = page.place.mode === 'draft' ? await savedDraft(page.place.id) : addressedLetter(page);
  title(page, letter.draft.subject || page.strings.newMessage);
  if (page.place.mode === 'compose') rewriteAddress();
  const compose = new ComposeWindow(page, letter, stand);
  window.addEventListener('pagehide', () => compose.saveAtEnd());
  await compose.open();
}

/** A thread in a window of its own, without list, header and Compose. */
export function showThreadPopup(page: PageContext, threads: Thread[]): ThreadView | null {
  document.body.className = classNames('aAU xE Su');
  const thread = threads.find(({ id }) => id === page.place.id);
  const view = thread ? new ThreadView(page, thread, null) : null;
  document.body.append(h('div', { role: 'main', class: 'aeG' }, view?.element ?? page.strings.error));
  title(page, thread?.subject ?? page.strings.error);
  return view;
}

function title({ config, owner }: PageContext, subject: string): void {
  document.title = `${subject} - ${config.titleEmail || owner.email} - Gmail`;
}

/** `tf=1` becomes `tf=cm`, and `view` goes: the address no longer says what it said. */
function rewriteAddress(): void {
  const url = new URL(location.href);
  url.searchParams.set('tf', 'cm');
  url.searchParams.delete('view');
  history.replaceState(null, '', url);
}

/** The policy lets no HTML be made from text, but a request may bring a document. */
function savedDraft(id: string): Promise<Letter> {
  const request = new XMLHttpRequest();
  request.open('GET', `/_double/draft?id=${encodeURIComponent(`msg-${id}`)}`);
  request.responseType = 'document';
  return new Promise((resolve, reject) => {
    request.addEventListener('error', () => reject(new Error('no draft came')));
    request.addEventListener('load', () => {
      const saved = request.responseXML;
      // The server half has written it, from the same type.
      const draft = JSON.parse(saved?.documentElement.dataset.draft ?? 'null') as Draft | null;
      if (!saved || !draft) return reject(new Error(`the double knows no draft msg-${id}`));
      resolve(
        savedLetter(
          draft,
          [...saved.body.childNodes].map((node) => document.importNode(node, true)),
        ),
      );
    });
    request.send();
  });
}
