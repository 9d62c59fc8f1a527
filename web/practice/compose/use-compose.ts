import { useEffect, useRef, useState } from 'preact/hooks';
import type { PracticeDraftContent } from '../../../lib/contract/practice.ts';
import { type Chip, chipsOf, recipientsOf } from '../recipients.ts';
import { outgoing } from '../sanitise.ts';
import { t } from '../text.ts';
import { hasOwnText, type NewCompose } from './content.ts';
import type { RecipientKind } from './RecipientField.tsx';
import { isOpen } from './state.ts';
import { useAutosave } from './use-autosave.ts';
import { useSend } from './use-send.ts';

export interface ComposeProps {
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

/** All that happens to one message while its window is open; the window only shows it. */
export function useCompose({ start, undoMs, onMinimise, onEnd, onUnsafe }: ComposeProps) {
  const content = useContent(start);
  const [problem, setProblem] = useState('');
  const [discarded, setDiscarded] = useState(false);
  /** The server has a draft of it. */
  const known = useRef(start.saved);
  const isWorthKeeping = () => known.current || !content.isEmpty();
  const saving = useAutosave(start.id, () => {
    if (!isWorthKeeping()) return null;
    known.current = true;
    return content.read();
  });
  const readOutgoing = () => ({ ...content.read(), html: outgoing(content.read().html) });
  const sending = useSend(start.id, readOutgoing, saving.stop);
  const open = isOpen(sending.status);

  const edited = () => {
    setProblem('');
    sending.edited();
    saving.touch();
  };
  const send = () => {
    if (!open) return;
    // Leaving a recipient field turns what was typed there into a chip first.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    queueMicrotask(() => {
      const wrong = problemOf(content.live.current.chips);
      setProblem(wrong);
      if (wrong) return onMinimise(false);
      void saving.flush();
      sending.press(undoMs);
    });
  };
  const close = async () => {
    if (!open) return;
    if (!isWorthKeeping() || (await saving.flush())) onEnd('closed');
  };
  const discard = () => {
    saving.stop();
    setDiscarded(true);
  };
  // The mark must stand on the element before the window goes, for those who watch it.
  useEffect(() => {
    if (discarded) onEnd('discarded');
  }, [discarded]);
  const { name } = sending.status;
  useEffect(() => {
    const unsaved = saving.state === 'changed' || saving.state === 'saving' || saving.state === 'failed';
    onUnsafe(name === 'held' || name === 'sending' || (open && unsaved));
  }, [saving.state, name]);
  return { content, problem, discarded, saving, sending, open, edited, send, close, discard };
}

export type ComposeModel = ReturnType<typeof useCompose>;

/** What stands in the fields; the body is the browser's, and read when it is needed. */
function useContent(start: NewCompose) {
  const [chips, setChips] = useState<Chips>({
    to: chipsOf(start.to),
    cc: chipsOf(start.cc),
    bcc: chipsOf(start.bcc),
  });
  const [subject, setSubject] = useState(start.subject);
  const body = useRef<HTMLElement | null>(null);
  // What the fields hold now, for work that starts between two drawings.
  const live = useRef({ chips, subject });
  live.current = { chips, subject };
  const changeChips = (kind: RecipientKind, next: Chip[]) => {
    live.current.chips = { ...live.current.chips, [kind]: next };
    setChips(live.current.chips);
  };
  const changeSubject = (next: string) => {
    live.current.subject = next;
    setSubject(next);
  };
  const isEmpty = () =>
    kinds.every((kind) => live.current.chips[kind].length === 0) &&
    live.current.subject.trim() === '' &&
    !(body.current && hasOwnText(body.current));
  const read = (): PracticeDraftContent => ({
    to: recipientsOf(live.current.chips.to),
    cc: recipientsOf(live.current.chips.cc),
    bcc: recipientsOf(live.current.chips.bcc),
    subject: live.current.subject,
    html: body.current?.innerHTML ?? start.html,
    threadId: start.threadId,
    inReplyTo: start.inReplyTo,
  });
  return { chips, subject, body, live, changeChips, changeSubject, isEmpty, read };
}

/** Why it cannot be sent as it is; empty when it can. */
function problemOf(chips: Chips): string {
  const all = kinds.flatMap((kind) => chips[kind]);
  const wrong = all.filter((chip) => chip.email === null).map((chip) => chip.text);
  if (wrong.length > 0) return t('fixRecipients', { list: wrong.join(', ') });
  return all.length === 0 ? t('needRecipient') : '';
}
