import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import type { ComposeState } from '../../lib/contract/compose.ts';
import type { TaskDetail } from '../../lib/contract/messages.ts';
import type { CallResult, TaskOutcome } from '../../lib/contract/task.ts';
import { CopyButton } from '../feedback/CopyButton.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { EmailPreview } from './EmailPreview.tsx';

/** What the person has typed about a task that is not done yet. */
export interface Draft {
  callResult: CallResult | null;
  note: string;
  /** Done was pressed before an outcome was chosen. */
  outcomeNeeded: boolean;
}

export const noDraft: Draft = { callResult: null, note: '', outcomeNeeded: false };

/** What has come of the task, as the server is told. */
export function outcomeOf({ callResult, note }: Draft): Omit<TaskOutcome, 'proof'> {
  return { ...(callResult && { callResult }), ...(note.trim() && { note: note.trim() }) };
}

/** The big button or link, so that the key `s` presses it. */
export type MainRef = RefObject<HTMLElement | null>;

interface MainActionProps {
  detail: TaskDetail;
  main: MainRef;
  framed: boolean;
  onWrite(): void;
  onDone(): void;
}

/** What the button of an email says where it does not open another window. */
const wordsOf: Partial<Record<ComposeState, 'writeMail' | 'showMail'>> = {
  opening: 'writeMail',
  writing: 'showMail',
};

/** The one big button of a task: write, call, open the profile, or done. */
export function MainAction({ detail, main, framed, onWrite, onDone }: MainActionProps) {
  const { task, person } = detail;
  const ref = (element: HTMLElement | null): void => {
    main.current = element;
  };
  if (task.type === 'email') {
    const state = detail.compose?.state;
    // While a send is under way or proven a second mail is not what the next key press should open.
    if (state === 'sending' || state === 'sent') return null;
    const weight = state === 'writing' || state === 'unsure' || state === 'scheduled' ? '' : 'main';
    return (
      <button
        type="button"
        ref={ref}
        class={`button ${weight} big wide`}
        disabled={!detail.email?.to.length}
        onClick={onWrite}
      >
        <Icon name="email" size={20} />
        {t(`task.${wordsOf[state ?? 'opening'] ?? 'writeAgain'}`)}
      </button>
    );
  }
  if (task.type === 'call' && person?.phone) {
    // A tel: link inside a frame is held to the mail page's policy; the top frame is not left by it.
    return (
      <a
        ref={ref}
        class="button main big wide"
        href={`tel:${dialled(person.phone)}`}
        target={framed ? '_top' : undefined}
      >
        <Icon name="call" size={20} />
        {t('task.call')} <bdi dir="ltr">{person.phone}</bdi>
      </a>
    );
  }
  if (task.type === 'inmail' && person?.profileUrl) {
    return (
      <a
        ref={ref}
        class="button main big wide"
        href={person.profileUrl}
        target="_blank"
        rel="noopener noreferrer"
      >
        <Icon name="external" size={20} />
        {t('task.openInmail')}
      </a>
    );
  }
  return (
    <button type="button" ref={ref} class="button main big wide" onClick={onDone}>
      <Icon name="check" size={20} />
      {t('task.done')}
    </button>
  );
}

interface TaskContentProps {
  detail: TaskDetail;
  /** Null: nothing comes of it here. */
  draft: Draft | null;
  onDraft(draft: Draft): void;
  /** Null when it is closed already. */
  onDone: (() => void) | null;
}

/** What the task is worked with: the email, the talk track, the message, the notes; and room for what came of it. */
export function TaskContent({ detail, draft, onDraft, onDone }: TaskContentProps) {
  const { task, person, details } = detail;
  const headings = {
    email: t('task.notes'),
    call: t('task.talkTrack'),
    inmail: t('task.message'),
    custom: t('task.notes'),
  };
  return (
    <>
      {task.type === 'email' && !detail.email?.to.length && <p class="note warn">{t('task.noAddress')}</p>}
      {task.type === 'call' && !person?.phone && <p class="note warn">{t('task.noPhone')}</p>}
      {task.type === 'inmail' && !person?.profileUrl && <p class="note warn">{t('task.noProfile')}</p>}
      {task.type === 'call' && person?.phone && (
        <div>
          <CopyButton text={person.phone} label={t('task.copyNumber')} />
        </div>
      )}
      {details && (
        <section class="stack tight">
          <div class="row-of">
            <h3 class="grow">{headings[task.type]}</h3>
            {task.type === 'inmail' && <CopyButton text={details} label={t('task.copyText')} />}
          </div>
          <p class="details" dir="auto">
            {details}
          </p>
        </section>
      )}
      {detail.email && <EmailPreview email={detail.email} />}
      {draft && task.type === 'call' && <CallOutcome draft={draft} onDraft={onDraft} />}
      {draft && task.type !== 'email' && (
        <label class="field">
          <span>
            {t('task.note')} <small>({t('common.optional')})</small>
          </span>
          <textarea
            class="input"
            dir="auto"
            placeholder={t('task.notePlaceholder')}
            maxLength={10_000}
            value={draft.note}
            onInput={(event) => onDraft({ ...draft, note: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              onDone?.();
            }}
          />
        </label>
      )}
    </>
  );
}

const callResults = [
  'reached',
  'voicemail',
  'no_answer',
  'busy',
  'wrong_number',
] as const satisfies readonly CallResult[];

function CallOutcome({ draft, onDraft }: Pick<TaskContentProps, 'onDraft'> & { draft: Draft }) {
  const name = useId();
  return (
    <fieldset
      class="choices"
      aria-describedby={draft.outcomeNeeded ? `${name}-needed` : undefined}
      data-outcome
    >
      <legend class="legend">{t('task.outcome')}</legend>
      {callResults.map((result) => (
        <label key={result} class="choice">
          <input
            type="radio"
            name={name}
            checked={draft.callResult === result}
            onChange={() => onDraft({ ...draft, callResult: result, outcomeNeeded: false })}
          />
          <span>{t(`callResult.${result}`)}</span>
        </label>
      ))}
      {draft.outcomeNeeded && (
        <p id={`${name}-needed`} class="danger" role="alert">
          {t('task.outcomeNeeded')}
        </p>
      )}
    </fieldset>
  );
}

/** `+46 (0)8-123 456` → digits and a leading plus, as RFC 3966 wants it; a bracketed trunk zero is not dialled abroad. */
function dialled(phone: string): string {
  const bare = phone.trim().startsWith('+') ? phone.replace(/\(0\)/g, '') : phone;
  return bare.replace(/[^\d+#*]/g, '');
}
