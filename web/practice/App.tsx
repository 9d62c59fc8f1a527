import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PracticeAccount, PracticeMessage, PracticeThreadAction } from '../../lib/contract/practice.ts';
import { ApiError, api } from './api.ts';
import { ComposeDock } from './compose/ComposeDock.tsx';
import {
  type AnswerKind,
  answerCompose,
  draftCompose,
  emptyCompose,
  type NewCompose,
} from './compose/content.ts';
import { Header } from './Header.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { refresh, sentenceOf, useAway, useLoad } from './load.ts';
import { Nav } from './Nav.tsx';
import { follow, go, type Route, useRoute } from './route.ts';
import { type Toast, ToastLine } from './ToastLine.tsx';
import { t } from './text.ts';
import { useKeys } from './use-keys.ts';
import { DraftList } from './views/DraftList.tsx';
import { SinkView } from './views/SinkView.tsx';
import { Failed, Loading } from './views/states.tsx';
import { ThreadList } from './views/ThreadList.tsx';
import { ThreadView } from './views/ThreadView.tsx';

/** The practice mailbox: folders at the side, one view, compose windows at the foot. */
export function App() {
  const account = useLoad('account', api.account);
  if (account.value) return <Mail account={account.value} />;
  return account.error ? <Failed error={account.error} onRetry={account.reload} /> : <Loading />;
}

function Mail({ account }: { account: PracticeAccount }) {
  const route = useRoute();
  const away = useAway();
  const [composes, setComposes] = useState<NewCompose[]>([]);
  const [toast, setToast] = useState<Toast | null>(null);
  const [help, setHelp] = useState(false);
  const list = useRef<Route>({ view: 'inbox', search: '' });
  if (route.view !== 'thread') list.current = route;

  const open = useCallback((compose: NewCompose) => {
    setComposes((before) => (before.some(({ id }) => id === compose.id) ? before : [...before, compose]));
  }, []);
  const compose = () => open(emptyCompose(account));
  const answer = (message: PracticeMessage, kind: AnswerKind, threadId: string) =>
    open({ ...answerCompose(account, message, kind), ...(kind === 'forward' ? {} : { threadId }) });
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
      refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setToast({ text: sentenceOf(error) });
    }
  };
  const openDraft = (id: string) => attempt(async () => open(draftCompose(await api.draft(id))));
  const change = (threadId: string, action: PracticeThreadAction) =>
    attempt(async () => {
      await api.changeThread(threadId, action);
      const back = action === 'unread' ? 'read' : 'restore';
      const undo = () => void attempt(() => api.changeThread(threadId, back).then(() => setToast(null)));
      if (action === 'archive' || action === 'delete') setToast({ text: t(`${action}d`), undo });
      if (action === 'unread') setToast({ text: t('markedUnread'), undo });
      if (action !== 'read' && action !== 'restore' && route.view === 'thread') go(list.current);
    });
  const end = (ended: NewCompose, how: 'closed' | 'discarded' | 'sent') => {
    setComposes((before) => before.filter(({ id }) => id !== ended.id));
    if (how === 'discarded') void discard(ended.id);
    else refresh();
  };
  const discard = (id: string) =>
    attempt(async () => {
      try {
        await api.discardDraft(id);
      } catch (error) {
        // Never saved, so there is nothing to discard or to bring back.
        if (error instanceof ApiError && error.status === 404) return setToast({ text: t('discarded') });
        throw error;
      }
      const undo = () =>
        void attempt(async () => {
          await api.restoreDraft(id);
          setToast(null);
          open(draftCompose(await api.draft(id)));
        });
      setToast({ text: t('discarded'), undo });
    });

  useKeys({ compose, help: () => setHelp(true), undo: () => toast?.undo?.() });
  useEffect(() => {
    document.title = account.counts.unread > 0 ? `(${account.counts.unread}) ${t('product')}` : t('product');
  }, [account.counts.unread]);

  return (
    <div class="app" data-practice-app="" data-practice-account={account.email}>
      <a class="skip" href="#mail">
        {t('skip')}
      </a>
      <Header account={account} route={route} onHelp={() => setHelp(true)} />
      <aside class="banner" aria-label={t('product')}>
        <span>{t('banner')}</span>
        <a href="/practice/sink" onClick={follow({ view: 'sink', id: null, search: '' })}>
          {t('bannerLink')}
        </a>
      </aside>
      {away && (
        <p class="away" role="alert" data-practice-away="">
          {t('away')}
        </p>
      )}
      <div class="columns">
        <Nav account={account} route={route} onCompose={compose} />
        <main id="mail" tabIndex={-1}>
          <View
            route={route}
            account={account}
            onBack={() => go(list.current)}
            onChange={change}
            onAnswer={answer}
            onDraft={openDraft}
          />
        </main>
      </div>
      <ComposeDock composes={composes} undoMs={account.undoMs} onEnd={end} />
      {toast && <ToastLine toast={toast} onEnd={() => setToast(null)} />}
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

interface ViewProps {
  route: Route;
  account: PracticeAccount;
  onBack: () => void;
  onChange: (threadId: string, action: PracticeThreadAction) => Promise<void>;
  onAnswer: (message: PracticeMessage, kind: AnswerKind, threadId: string) => void;
  onDraft: (id: string) => Promise<void>;
}

function View({ route, account, ...actions }: ViewProps) {
  switch (route.view) {
    case 'inbox':
    case 'sent':
      return (
        <ThreadList key={route.view} folder={route.view} search={route.search} onChange={actions.onChange} />
      );
    case 'drafts':
      return <DraftList onOpen={actions.onDraft} />;
    case 'thread':
      return <ThreadView key={route.id} id={route.id} account={account} {...actions} />;
    case 'sink':
      return <SinkView id={route.id} search={route.search} />;
  }
}
