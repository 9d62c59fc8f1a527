import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { t } from '../text.ts';
import { Body, FormatBar } from './Body.tsx';
import { Recipients } from './Recipients.tsx';
import { SendBar } from './SendBar.tsx';
import type { ComposeStatus } from './state.ts';
import type { SaveState } from './use-autosave.ts';
import { type ComposeModel, type ComposeProps, useCompose } from './use-compose.ts';

/** One message being written, docked at the foot of the page. */
export function ComposeWindow(props: ComposeProps) {
  const { start, minimised, onMinimise, onEnd } = props;
  const model = useCompose(props);
  const { content, sending, open } = model;
  const { status } = sending;
  const root = useRef<HTMLElement>(null);
  useFocus(root, status, content.body);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      model.send();
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      void model.close();
    }
    // Letters typed here are text, never shortcuts of the page.
    event.stopPropagation();
  };
  const title = content.subject.trim() || t('newMessage');
  return (
    <section
      ref={root}
      class={`compose ${minimised && open ? 'compose-small' : ''} ${open ? '' : 'compose-away'}`}
      role="dialog"
      aria-label={t('composeWindow', { subject: title })}
      data-practice-compose={start.id}
      data-practice-draft={start.id}
      {...(start.threadId && { 'data-practice-reply': '' })}
      data-practice-state={model.discarded ? 'discarded' : status.name}
      {...marksOf(status)}
      onKeyDown={onKeyDown}
    >
      <SendBar title={title} sending={sending} onDone={() => onEnd('sent')} />
      <div class="compose-inner" hidden={!open}>
        <Head
          title={title}
          minimised={minimised}
          onMinimise={onMinimise}
          onClose={() => void model.close()}
        />
        <div class="compose-form" hidden={minimised}>
          <Notices model={model} />
          <Recipients start={start} model={model} />
          <SubjectField id={`subject-${start.id}`} model={model} />
          <Body
            initialHtml={start.html}
            bodyRef={(element) => {
              content.body.current = element;
            }}
            onChange={model.edited}
          />
          <Foot model={model} />
        </div>
      </div>
    </section>
  );
}

/** What the server said, on the element, for the extension. */
function marksOf(status: ComposeStatus): Record<string, string> {
  if (status.name === 'failed') return { 'data-practice-error': status.message };
  if (status.name !== 'sent') return {};
  return {
    'data-practice-message': status.receipt.id,
    'data-practice-message-id': status.receipt.messageId,
    'data-practice-thread': status.receipt.threadId,
    'data-practice-sent-at': status.receipt.sentAt,
  };
}

interface HeadProps {
  title: string;
  minimised: boolean;
  onMinimise: (minimised: boolean) => void;
  onClose: () => void;
}

function Head({ title, minimised, onMinimise, onClose }: HeadProps) {
  const toggle = () => onMinimise(!minimised);
  const toggleText = minimised ? t('expand') : t('minimise');
  return (
    <div class="compose-head">
      <button type="button" class="compose-title" onClick={toggle} aria-expanded={!minimised}>
        {title}
      </button>
      <button type="button" class="icon-button" aria-label={toggleText} title={toggleText} onClick={toggle}>
        <Icon name={minimised ? 'expand' : 'minimise'} size={16} />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t('closeKeep')}
        title={t('closeKeep')}
        data-practice-action="close"
        onClick={onClose}
      >
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}

function Notices({ model: { sending, problem, send } }: { model: ComposeModel }) {
  const { status } = sending;
  return (
    <>
      {status.name === 'failed' && (
        <div class="notice notice-bad" role="alert">
          <span>{t('sendFailed', { reason: status.message })}</span>
          <button type="button" class="small" onClick={send}>
            {t('sendAgain')}
          </button>
        </div>
      )}
      {status.name === 'writing' && status.returned && (
        <p class="notice notice-quiet" role="status">
          {t('returned')}
        </p>
      )}
      {problem && (
        <p class="notice notice-bad" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

function SubjectField({ id, model: { content, edited } }: { id: string; model: ComposeModel }) {
  return (
    <div class="field">
      <label for={id}>{t('subject')}</label>
      <input
        id={id}
        class="subject"
        type="text"
        autocomplete="off"
        maxLength={998}
        value={content.subject}
        data-practice-input="subject"
        onInput={(event) => {
          content.changeSubject(event.currentTarget.value);
          edited();
        }}
      />
    </div>
  );
}

function Foot({ model: { content, saving, send, discard } }: { model: ComposeModel }) {
  return (
    <div class="compose-foot">
      <button type="button" class="primary" title={t('sendKey')} data-practice-action="send" onClick={send}>
        {t('send')}
      </button>
      <FormatBar body={() => content.body.current} />
      <SaveNote state={saving.state} />
      <button
        type="button"
        class="icon-button"
        aria-label={t('discard')}
        title={t('discard')}
        data-practice-action="discard"
        onClick={discard}
      >
        <Icon name="trash" />
      </button>
    </div>
  );
}

function SaveNote({ state }: { state: SaveState }) {
  const texts = { saving: t('saving'), saved: t('saved'), failed: t('notSaved'), gone: t('draftGone') };
  const text = { clean: '', changed: '', ...texts }[state];
  const bad = state === 'failed' || state === 'gone';
  return (
    <span class={`save-note ${bad ? 'bad' : ''}`} role="status" data-practice-saved={state}>
      {text}
    </span>
  );
}

/** A new window takes the cursor; one that comes back from Send gives it to the text again. */
function useFocus(
  root: { current: HTMLElement | null },
  status: ComposeStatus,
  body: { current: HTMLElement | null },
): void {
  const returned = status.name === 'writing' && status.returned;
  useLayoutEffect(() => {
    const find = (selector: string) => root.current?.querySelector<HTMLElement>(selector) ?? null;
    if (status.name === 'held') return find('[data-practice-action="undo"]')?.focus();
    if (status.name !== 'writing') return;
    const isNew = !returned && !find('[data-practice-field="to"] [data-practice-recipient]');
    if (isNew) find('[data-practice-input="to"]')?.focus();
    else focusStart(body.current);
  }, [status.name, returned]);
}

function focusStart(body: HTMLElement | null): void {
  body?.focus();
  if (body) getSelection()?.collapse(body, 0);
}
