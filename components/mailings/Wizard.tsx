import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Mailing, MailingPane } from '../../lib/contract/mailing.ts';
import { stepsOf } from '../../lib/core/mailing/steps.ts';
import { useSaveKey } from '../editor/use-save-key.ts';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { dayAndTimeWithin } from '../time.ts';
import { ConfirmPane } from './ConfirmPane.tsx';
import { ContentPane } from './ContentPane.tsx';
import type { MailingDraft } from './drafts.ts';
import type { OpenedMailingProps } from './OpenedMailing.tsx';
import { RecipientsPane } from './RecipientsPane.tsx';
import { SetupPane } from './SetupPane.tsx';
import { TemplatePane } from './TemplatePane.tsx';
import { useWriting, type Writing } from './use-writing.ts';
import { WizardSteps } from './WizardSteps.tsx';

interface WizardProps extends OpenedMailingProps {
  mailing: Mailing;
  /** Unsaved work that it is opened with. */
  draft: MailingDraft | null;
  onMailing(mailing: Mailing): void;
}

/** A mailing is put together, step by step. To go to another step saves. */
export function Wizard(props: WizardProps) {
  const { mailing, draft, me, clock, part, onPart, onLeave, onMailing } = props;
  const writing = useWriting(mailing, draft, onMailing);
  const steps = stepsOf({ ...mailing, ...writing.form });
  const asked = MailingPane.safeParse(part || mailing.pane).data ?? 'setup';
  // An address can be older than what has become of the steps before it.
  const isThere = steps.some(({ pane, state }) => pane === asked && state !== 'closed');
  const pane = isThere ? asked : (steps.findLast(({ state }) => state !== 'closed')?.pane ?? 'setup');
  const at = steps.findIndex((step) => step.pane === pane);
  const heading = useRef<HTMLHeadingElement>(null);
  const [tried, setTried] = useState(false);
  const isFirst = useRef(true);
  useEffect(() => {
    // The eye goes to the new step, and the keyboard with it.
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
    setTried(false);
  }, [pane]);
  const goTo = async (next: MailingPane): Promise<void> => {
    if (await writing.save({ pane: next })) onPart(next);
  };
  const previous = steps[at - 1]?.pane;
  const next = steps[at + 1];
  const goOn = (): void => {
    // Nobody must choose a template.
    const mayGo = next && (next.state !== 'closed' || pane === 'template');
    if (mayGo) void goTo(next.pane);
    else setTried(true);
  };
  const goBack = (): void => {
    if (previous) void goTo(previous);
  };
  const close = async (): Promise<void> => {
    if (await writing.save({ pane })) onLeave();
  };
  useSaveKey(() => void writing.save());
  useStepKeys({ onNext: goOn, onPrevious: goBack });
  const state = writing.busy
    ? t('person.saving')
    : t(`editor.state.${writing.isChanged ? 'unsaved' : 'saved'}`);
  return (
    <main class="library mailing-wizard">
      <header class="stack">
        <div class="row-of wrap">
          <button type="button" class="button small" onClick={() => void close()}>
            <Icon name="back" />
            {t('mailings.title')}
          </button>
          <h1 class="grow cut">
            <bdi>{writing.form.setup.name || t('mailings.new')}</bdi>
          </h1>
          <span class="soft small" role="status">
            {state}
          </span>
        </div>
        <WizardSteps steps={steps} current={pane} onStep={(step) => void goTo(step)} />
      </header>
      <Notes writing={writing} draft={draft} clock={clock} onLeave={onLeave} />
      <section class="stack" aria-labelledby="mailing-step">
        <h2 id="mailing-step" ref={heading} tabIndex={-1}>
          {t('mailings.stepTitle', { number: at + 1, name: t(`mailings.pane.${pane}`) })}
        </h2>
        {pane === 'setup' && <SetupPane writing={writing} me={me} tried={tried} />}
        {pane === 'template' && (
          <TemplatePane mailing={mailing} writing={writing} onChosen={() => void goTo('content')} />
        )}
        {pane === 'content' && <ContentPane mailing={mailing} writing={writing} me={me} />}
        {pane === 'recipients' && (
          <RecipientsPane mailing={mailing} writing={writing} me={me} clock={clock} />
        )}
        {pane === 'confirm' && (
          <ConfirmPane
            mailing={mailing}
            writing={writing}
            clock={clock}
            onStep={(step) => void goTo(step)}
            onSent={(sent) => {
              onPart('summary');
              onMailing(sent);
            }}
          />
        )}
        {tried && next && (
          <p class="danger" role="alert">
            {t(`mailings.needed.${pane}`)}
          </p>
        )}
      </section>
      <footer class="mailing-foot row-of wrap">
        <button type="button" class="button" disabled={writing.busy} onClick={() => void close()}>
          {t('mailings.saveAndClose')}
        </button>
        <span class="grow soft small">{t('mailings.keys')}</span>
        {previous && (
          <button type="button" class="button" disabled={writing.busy} onClick={goBack}>
            {t('mailings.previous')}
          </button>
        )}
        {next && (
          <button type="button" class="button main" disabled={writing.busy} onClick={goOn}>
            {t('mailings.next')}
          </button>
        )}
      </footer>
      <p class="heard" role="status" aria-live="polite">
        {writing.spoken}
      </p>
    </main>
  );
}

interface NotesProps extends Pick<WizardProps, 'draft' | 'clock' | 'onLeave'> {
  writing: Writing;
}

/** What one should know before going on: work that was brought back, somebody else's version, a refusal. */
function Notes({ writing, draft, clock, onLeave }: NotesProps) {
  const [isSeen, setSeen] = useState(false);
  const { theirs, problem } = writing;
  return (
    <>
      {draft && !isSeen && writing.isChanged && !theirs && (
        <Note
          tone="info"
          icon="undo"
          title={t('editor.broughtBack', { time: dayAndTimeWithin(draft.savedAt, clock) })}
          text={t('editor.broughtBackText')}
        >
          <button type="button" class="button small" onClick={() => setSeen(true)}>
            {t('editor.goOn')}
          </button>
          <button type="button" class="button small" onClick={() => void writing.throwAway()}>
            {t('editor.throwAway')}
          </button>
        </Note>
      )}
      {theirs && (
        <div role="alert">
          <Note tone="warn" icon="problem" title={t('mailings.conflict')} text={t('mailings.conflictText')}>
            <button
              type="button"
              class="button small"
              disabled={writing.busy}
              onClick={() => void writing.keepMine()}
            >
              {t('mailings.keepMine')}
            </button>
            <button type="button" class="button small" onClick={writing.takeTheirs}>
              {t('editor.takeTheirs')}
            </button>
          </Note>
        </div>
      )}
      {problem && !theirs && (
        <ProblemNote
          problem={problem}
          reasons={(problem.fields ?? [])
            .slice(0, 5)
            .map(({ message }) => t('editor.wrong', { reason: message }))}
          onDismiss={writing.dismiss}
        >
          <button type="button" class="button small" onClick={() => void writing.draft.keep().then(onLeave)}>
            {t('editor.keepForLater')}
          </button>
        </ProblemNote>
      )}
    </>
  );
}

/** Ctrl+Enter goes on, Alt with an arrow to a neighbouring step, where no text is typed that they belong to. */
function useStepKeys(go: { onNext(): void; onPrevious(): void }): void {
  const latest = useRef(go);
  latest.current = go;
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const isOn = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      const isArrow = event.altKey && !isTyping(event.target);
      if (isOn || (isArrow && event.key === 'ArrowRight')) latest.current.onNext();
      else if (isArrow && event.key === 'ArrowLeft') latest.current.onPrevious();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}
