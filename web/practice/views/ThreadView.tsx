import { useEffect, useRef, useState } from 'preact/hooks';
import type {
  PracticeAccount,
  PracticeMessage,
  PracticeThread,
  PracticeThreadAction,
} from '../../../lib/contract/practice.ts';
import type { Recipient } from '../../../lib/contract/primitives.ts';
import { api } from '../api.ts';
import type { AnswerKind } from '../compose/content.ts';
import { Icon, type IconName } from '../icons.tsx';
import { useLoad } from '../load.ts';
import { longTime, shortTime, type TextKey, t } from '../text.ts';
import { useViewKeys } from '../use-keys.ts';
import { Avatar } from './Avatar.tsx';
import { Empty, Failed, Loading } from './states.tsx';

interface ThreadViewProps {
  id: string;
  account: PracticeAccount;
  onBack: () => void;
  onChange: (threadId: string, action: PracticeThreadAction) => Promise<void>;
  onAnswer: (message: PracticeMessage, kind: AnswerKind, threadId: string) => void;
}

/** One conversation, oldest message first; the newest and the unread are open. */
export function ThreadView({ id, account, onBack, onChange, onAnswer }: ThreadViewProps) {
  const { value, error, reload } = useLoad(`thread/${id}`, () => api.thread(id));
  const marked = useRef(false);
  const unread = value?.messages.some((message) => !message.read) ?? false;
  useEffect(() => {
    if (!unread || marked.current) return;
    marked.current = true;
    void onChange(id, 'read');
  }, [unread]);
  const newest = value?.messages.at(-1);
  useViewKeys({
    Escape: onBack,
    u: onBack,
    e: () => void onChange(id, 'archive'),
    Delete: () => void onChange(id, 'delete'),
    '#': () => void onChange(id, 'delete'),
    r: () => newest && onAnswer(newest, 'reply', id),
    a: () => newest && onAnswer(newest, 'replyAll', id),
    f: () => newest && onAnswer(newest, 'forward', id),
  });
  if (!value && error?.status === 404) {
    return <Empty icon="inbox" title={t('threadGone')} hint={t('threadGone.hint')} />;
  }
  if (!value) return error ? <Failed error={error} onRetry={reload} /> : <Loading />;
  return (
    <div class="pane thread" data-practice-view="thread" data-practice-open-thread={value.threadId}>
      <ThreadTools thread={value} onBack={onBack} onChange={onChange} />
      <h2 class="thread-subject" dir="auto">
        {value.subject || t('noSubject')}
      </h2>
      {value.messages.map((message) => (
        <Message key={message.id} message={message} account={account} last={message === newest} />
      ))}
      {newest && <Answers message={newest} onAnswer={(kind) => onAnswer(newest, kind, id)} />}
    </div>
  );
}

function ThreadTools({
  thread,
  onBack,
  onChange,
}: Pick<ThreadViewProps, 'onBack' | 'onChange'> & { thread: PracticeThread }) {
  const act = (action: PracticeThreadAction) => () => void onChange(thread.threadId, action);
  const filing = thread.archived
    ? ({ icon: 'inbox', text: 'moveToInbox', run: act('restore') } as const)
    : ({ icon: 'archive', text: 'archive', run: act('archive') } as const);
  const tools: { icon: IconName; text: TextKey; run: () => void }[] = [
    { icon: 'back', text: 'backToList', run: onBack },
    filing,
    { icon: 'trash', text: 'delete', run: act('delete') },
    { icon: 'unread', text: 'markUnread', run: act('unread') },
  ];
  return (
    <div class="tools">
      {tools.map(({ icon, text, run }) => (
        <button
          key={text}
          type="button"
          class="icon-button"
          aria-label={t(text)}
          title={t(text)}
          onClick={run}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}

function Answers({ message, onAnswer }: { message: PracticeMessage; onAnswer: (kind: AnswerKind) => void }) {
  const kinds: AnswerKind[] =
    message.to.length + message.cc.length > 1 ? ['reply', 'replyAll', 'forward'] : ['reply', 'forward'];
  return (
    <div class="answers">
      {kinds.map((kind) => (
        <button key={kind} type="button" class="outline" onClick={() => onAnswer(kind)}>
          <Icon name={kind} />
          <span>{t(kind)}</span>
        </button>
      ))}
    </div>
  );
}

interface MessageProps {
  message: PracticeMessage;
  account: PracticeAccount;
  last: boolean;
}

function Message({ message, account, last }: MessageProps) {
  const [open, setOpen] = useState(last || !message.read);
  const who = (person: Recipient) =>
    person.email.toLowerCase() === account.email.toLowerCase() ? t('me') : (person.name ?? person.email);
  const everyone = [...message.to, ...message.cc, ...message.bcc].map(who).join(', ');
  return (
    <article
      class="message"
      data-practice-message={message.id}
      data-practice-people={JSON.stringify({ from: [message.from], to: message.to, cc: message.cc })}
    >
      <button type="button" class="message-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Avatar person={message.from} />
        <span class="message-who">
          <span class="message-from" dir="auto">
            {message.from.name ?? message.from.email} <span class="quiet-text">{message.from.email}</span>
          </span>
          <span class="quiet-text message-line" dir="auto">
            {open ? t('toPeople', { people: everyone }) : message.text.replace(/\s+/g, ' ').slice(0, 160)}
          </span>
        </span>
        <time class="row-time" dateTime={message.at} title={longTime(message.at)}>
          {shortTime(message.at, new Date())}
        </time>
      </button>
      {open && <MessageBody message={message} />}
    </article>
  );
}

/** The mail in a frame without scripts, as tall as what it holds. */
function MessageBody({ message }: { message: PracticeMessage }) {
  const [heightPx, setHeightPx] = useState(80);
  const measure = (frame: HTMLIFrameElement) => {
    const page = frame.contentDocument?.documentElement;
    if (page) setHeightPx(Math.min(20_000, page.scrollHeight));
  };
  return (
    <iframe
      class="message-body"
      title={message.subject || t('messageBody')}
      src={`/practice/frame/message/${message.id}`}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      style={{ height: `${heightPx}px` }}
      onLoad={(event) => measure(event.currentTarget)}
    />
  );
}
