import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PracticeDraftContent } from '../../../lib/contract/practice.ts';
import { Icon } from '../icons.tsx';
import { type Chip, chipsOf, recipientsOf } from '../recipients.ts';
import { outgoing } from '../sanitise.ts';
import { t } from '../text.ts';
import { Body, FormatBar } from './Body.tsx';
import { hasOwnText, type NewCompose } from './content.ts';
import { RecipientField, type RecipientKind } from './RecipientField.tsx';
import { SendBar } from './SendBar.tsx';
import { isOpen } from './state.ts';
import { type SaveState, useAutosave } from './use-autosave.ts';
import { useSend } from './use-send.ts';

export interface ComposeWindowProps {
  start: NewCompose;
  undoMs: number;
  minimised: boolean;
  onMinimise: (minimised: boolean) => void;
  /** The window has done its work: closed, discarded, or its message is sent. */
  onEnd: (how: 'closed' | 'discarded' | 'sent') => void;
  /** There is something here that leaving the page would lose. */
  onUnsafe: (unsafe: boolean) => void;
}

type Chips = Record<RecipientKind, Chip[]>;
const kinds = ['to', 'cc', 'bcc'] as const;

/** One message being written, docked at the foot of the page. */
export function ComposeWindow({ start, undoMs, minimised, onMinimise, onEnd, onUnsafe }: ComposeWindowProps) {
  const { id } = start;
  const [chips, setChips] = useState<Chips>({
    to: chipsOf(start.to),
    cc: chipsOf(start.cc),
    bcc: chipsOf(start.bcc),
  });
  const [subject, setSubject] = useState(start.subject);
  const [shown, setShown] = useState({ cc: start.cc.length > 0, bcc: start.bcc.length > 0 });
  const [problem, setProblem] = useState('');
  const [discarded, setDiscarded] = useState(false);
  const root = useRef<HTMLElement>(null);
  const body = useRef<HTMLElement | null>(null);
  const known = useRef(start.saved);

  // What the fields hold now, for work that starts between two drawings.
  const live = useRef({ chips, subject });
  live.current = { chips, subject };
  const read = (): PracticeDraftContent => ({
    to: recipientsOf(live.current.chips.to),
    cc: recipientsOf(live.current.chips.cc),
    bcc: recipientsOf(live.current.chips.bcc),
    subject: live.current.subject,
    html: body.current?.innerHTML ?? start.html,
    threadId: start.threadId,
    inReplyTo: start.inReplyTo,
  });
  const isEmpty = () =>
    kinds.every((kind) => live.current.chips[kind].length === 0) &&
    live.current.subject.trim() === '' &&
    !(body.current && hasOwnText(body.current));
  const saving = useAutosave(id, () => {
    if (isEmpty() && !known.current) return null;
    known.current = true;
    return read();
  });
  const sending = useSend(id, () => ({ ...read(), html: outgoing(read().html) }), saving.stop);
  const { status } = sending;
  const open = isOpen(status);

  const edited = () => {
    setProblem('');
    sending.edited();
    saving.touch();
  };
  const send = () => {
    // Leaving a recipient field turns what was typed there into a chip first.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    queueMicrotask(() => {
      const wrong = problemOf(live.current.chips);
      setProblem(wrong);
      if (wrong) return onMinimise(false);
      void saving.flush();
      sending.press(undoMs);
    });
  };
  const close = async () => {
    if (isEmpty() && !known.current) return onEnd('closed');
    if (await saving.flush()) onEnd('closed');
  };
  const discard = () => {
    saving.stop();
    setDiscarded(true);
  };
  // The mark must stand on the element before the window goes, for those who watch it.
  useEffect(() => {
    if (discarded) onEnd('discarded');
  }, [discarded]);
  useEffect(() => {
    const unsafe = saving.state === 'changed' || saving.state === 'saving' || saving.state === 'failed';
    onUnsafe(status.name === 'held' || status.name === 'sending' || (open && unsafe));
  }, [saving.state, status.name]);
  useFocus(root, status.name === 'writing' && status.returned ? 'returned' : status.name, body);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (open) send();
    } else if (event.key === 'Escape' && open && !event.defaultPrevented) {
      event.preventDefault();
      void close();
    }
    // Letters typed here are text, never shortcuts of the page.
    event.stopPropagation();
  };
  const title = subject.trim() || t('newMessage');
  const fieldId = (name: string) => `${name}-${id}`;
  const setKind = (kind: RecipientKind) => (next: Chip[]) => {
    live.current.chips = { ...live.current.chips, [kind]: next };
    setChips(live.current.chips);
    edited();
  };

  return (
    <section
      ref={root}
      class={`compose ${minimised && open ? 'compose-small' : ''} ${open ? '' : 'compose-away'}`}
      role="dialog"
      aria-label={t('composeWindow', { subject: title })}
      data-practice-compose={id}
      data-practice-draft={id}
      data-practice-state={discarded ? 'discarded' : status.name}
      data-practice-message-id={status.name === 'sent' ? status.receipt.messageId : undefined}
      data-practice-message={status.name === 'sent' ? status.receipt.id : undefined}
      data-practice-thread={status.name === 'sent' ? status.receipt.threadId : undefined}
      data-practice-sent-at={status.name === 'sent' ? status.receipt.sentAt : undefined}
      data-practice-error={status.name === 'failed' ? status.message : undefined}
      onKeyDown={onKeyDown}
    >
      <SendBar title={title} sending={sending} onDone={() => onEnd('sent')} />
      <div class="compose-inner" hidden={!open}>
        <header class="compose-head">
          <button
            type="button"
            class="compose-title"
            onClick={() => onMinimise(!minimised)}
            aria-expanded={!minimised}
          >
            {title}
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={minimised ? t('expand') : t('minimise')}
            title={minimised ? t('expand') : t('minimise')}
            onClick={() => onMinimise(!minimised)}
          >
            <Icon name={minimised ? 'expand' : 'minimise'} size={16} />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t('closeKeep')}
            title={t('closeKeep')}
            data-practice-action="close"
            onClick={() => void close()}
          >
            <Icon name="close" size={16} />
          </button>
        </header>
        <div class="compose-form" hidden={minimised}>
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
          <div class="field-row">
            <RecipientField kind="to" id={fieldId('to')} chips={chips.to} onChange={setKind('to')} />
            <div class="more-fields">
              {(['cc', 'bcc'] as const).map(
                (kind) =>
                  !shown[kind] && (
                    <button
                      key={kind}
                      type="button"
                      class="small quiet"
                      aria-label={t(kind === 'cc' ? 'addCc' : 'addBcc')}
                      data-practice-action={`show-${kind}`}
                      onClick={() => setShown({ ...shown, [kind]: true })}
                    >
                      {t(kind)}
                    </button>
                  ),
              )}
            </div>
          </div>
          {(['cc', 'bcc'] as const).map(
            (kind) =>
              shown[kind] && (
                <RecipientField
                  key={kind}
                  kind={kind}
                  id={fieldId(kind)}
                  chips={chips[kind]}
                  onChange={setKind(kind)}
                />
              ),
          )}
          <div class="field">
            <label for={fieldId('subject')}>{t('subject')}</label>
            <input
              id={fieldId('subject')}
              class="subject"
              type="text"
              autocomplete="off"
              maxLength={998}
              value={subject}
              data-practice-input="subject"
              onInput={(event) => {
                live.current.subject = event.currentTarget.value;
                setSubject(event.currentTarget.value);
                edited();
              }}
            />
          </div>
          <Body
            initialHtml={start.html}
            bodyRef={(element) => {
              body.current = element;
            }}
            onChange={edited}
          />
          <footer class="compose-foot">
            <button
              type="button"
              class="primary"
              title={t('sendKey')}
              data-practice-action="send"
              onClick={send}
            >
              {t('send')}
            </button>
            <FormatBar body={() => body.current} />
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
          </footer>
        </div>
      </div>
    </section>
  );
}

function SaveNote({ state }: { state: SaveState }) {
  const text = {
    clean: '',
    changed: '',
    saving: t('saving'),
    saved: t('saved'),
    failed: t('notSaved'),
    gone: t('draftGone'),
  }[state];
  return (
    <span
      class={`save-note ${state === 'failed' || state === 'gone' ? 'bad' : ''}`}
      role="status"
      data-practice-saved={state}
    >
      {text}
    </span>
  );
}

function problemOf(chips: Chips): string {
  const all = kinds.flatMap((kind) => chips[kind]);
  const wrong = all.filter((chip) => chip.email === null).map((chip) => chip.text);
  if (wrong.length > 0) return t('fixRecipients', { list: wrong.join(', ') });
  return all.length === 0 ? t('needRecipient') : '';
}

/** A new window takes the cursor; one that comes back from Send gives it to the text again. */
function useFocus(
  root: { current: HTMLElement | null },
  moment: string,
  body: { current: HTMLElement | null },
): void {
  useLayoutEffect(() => {
    const to = root.current?.querySelector<HTMLElement>('[data-practice-input="to"]');
    const filled = root.current?.querySelector('[data-practice-field="to"] [data-practice-recipient]');
    if (moment === 'writing' && to && !filled) to.focus();
    else if (moment === 'writing' || moment === 'returned') focusStart(body.current);
    else if (moment === 'held')
      root.current?.querySelector<HTMLElement>('[data-practice-action="undo"]')?.focus();
  }, [moment]);
}

function focusStart(body: HTMLElement | null): void {
  body?.focus();
  if (body) getSelection()?.collapse(body, 0);
}
