import type { ComposeField, ComposeSession, ComposeState } from '../../lib/contract/compose.ts';
import type { RenderedEmail } from '../../lib/contract/messages.ts';
import { isAddressed } from '../../lib/core/compose/addressed.ts';
import { readMark } from '../../lib/core/template/marks.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { formatList, t } from '../i18n.ts';
import { CopyFields } from './CopyFields.tsx';

interface ComposeStatusProps {
  /** `opening` while the first answer is awaited. */
  compose: Pick<
    ComposeSession,
    | 'state'
    | 'report'
    | 'problem'
    | 'account'
    | 'links'
    | 'pressedAt'
    | 'addressees'
    | 'recipients'
    | 'partial'
    | 'marks'
  >;
  email: RenderedEmail | null;
  /** Proof was the person's own word. */
  byPerson: boolean;
  onSettle(sent: boolean): void;
}

const looks: Record<ComposeState, { tone: 'info' | 'good' | 'warn' | 'bad'; icon: IconName }> = {
  opening: { tone: 'info', icon: 'working' },
  writing: { tone: 'info', icon: 'email' },
  sending: { tone: 'info', icon: 'working' },
  sent: { tone: 'good', icon: 'done' },
  failed: { tone: 'bad', icon: 'problem' },
  unsure: { tone: 'warn', icon: 'question' },
  scheduled: { tone: 'info', icon: 'alarm' },
  discarded: { tone: 'info', icon: 'close' },
  closed: { tone: 'info', icon: 'close' },
  undone: { tone: 'info', icon: 'undo' },
  refused: { tone: 'bad', icon: 'problem' },
};

/** Where the email stands: only what is proven, and what to do when it is not. */
export function ComposeStatus({ compose, email, byPerson, onSettle }: ComposeStatusProps) {
  const { tone, icon } = looks[compose.state];
  const detail = detailOf(compose, byPerson);
  return (
    <div class={`note ${tone}`} role="status">
      <Icon name={icon} />
      <div class="grow stack tight">
        <p>
          <strong>{t(`compose.${isHeld(compose) ? 'held' : compose.state}`)}</strong>
        </p>
        {detail && <p>{detail}</p>}
        <StillToFill compose={compose} />
        <Untracked compose={compose} />
        <Readdressed compose={compose} />
        {(compose.state === 'unsure' || compose.state === 'scheduled') && (
          <Settle words={isAddressed(compose) ? 'asked' : 'askedOthers'} onSettle={onSettle} />
        )}
        {email && <NotFilled fields={notFilled(compose)} email={email} />}
      </div>
    </div>
  );
}

/** What stands in the window as it is written in the template; as long as it does. */
function StillToFill({ compose: { state, marks = [] } }: Pick<ComposeStatusProps, 'compose'>) {
  const found = marks.map(readMark);
  const named = (type: 'field' | 'prompt') =>
    found.filter((mark) => mark.type === type).map(({ text }) => text);
  const [fields, prompts] = [named('field'), named('prompt')];
  if (state !== 'writing' || found.length === 0) return null;
  return (
    <div class="warn-line">
      <Icon name="problem" />
      <div>
        {fields.length > 0 && <p>{t('compose.left', { fields: formatList(fields) })}</p>}
        {prompts.length > 0 && <p>{t('compose.leftPrompts', { prompts: formatList(prompts) })}</p>}
      </div>
    </div>
  );
}

/** Links were to be tracked and are not; said as long as the text can be changed. */
function Untracked({ compose: { state, links } }: Pick<ComposeStatusProps, 'compose'>) {
  if (state !== 'writing' || (links !== 'away' && links !== 'refused')) return null;
  return <p>{t(links === 'away' ? 'tools.fillAway' : 'tools.fillRefused')}</p>;
}

/** The letter is not, or no longer, for the task's person. */
function Readdressed({ compose }: Pick<ComposeStatusProps, 'compose'>) {
  const { state, recipients, addressees = [] } = compose;
  if (!recipients || isAddressed(compose) || state === 'refused') return null;
  const meant = addressees.join(', ');
  const others = [...recipients.to, ...recipients.cc, ...recipients.bcc].join(', ');
  const gone = state === 'unsure' || state === 'sent';
  if (gone) return <p>{t('compose.toOthers', { others, meant })}</p>;
  return state === 'writing' ? <p>{t('compose.notAddressed', { meant })}</p> : null;
}

function Settle({ words, onSettle }: { words: 'asked' | 'askedOthers'; onSettle(sent: boolean): void }) {
  return (
    <>
      <p>{t(`compose.${words}.question`)}</p>
      <div class="row-of wrap">
        <button type="button" class="button main small" onClick={() => onSettle(true)}>
          {t(`compose.${words}.yes`)}
        </button>
        <button type="button" class="button small" onClick={() => onSettle(false)}>
          {t(`compose.${words}.no`)}
        </button>
      </div>
    </>
  );
}

function NotFilled({ fields, email }: { fields: ComposeField[]; email: RenderedEmail }) {
  if (fields.length === 0) return null;
  return (
    <>
      <p>{t('compose.notFilled')}</p>
      <CopyFields fields={fields} email={email} />
    </>
  );
}

/** Send was pressed, and the mail page still waits. */
function isHeld({ state, pressedAt }: ComposeStatusProps['compose']): boolean {
  return state === 'writing' && Boolean(pressedAt);
}

function detailOf(compose: ComposeStatusProps['compose'], byPerson: boolean): string | null {
  const { state, problem } = compose;
  if (state === 'sent') return t(byPerson ? 'compose.sentByPerson' : 'compose.sentDetail');
  if (state === 'failed') return t('compose.failedDetail');
  if (state === 'unsure') return isAddressed(compose) ? t('compose.unsureDetail') : null;
  if (state === 'scheduled') return t('compose.scheduledDetail');
  // What a mail page refuses is said there in the person's language, with the accounts and reasons at hand.
  return problem?.message ?? null;
}

/** Fields the window did not take; all of them when it could not be opened at all because the page has changed. */
function notFilled({ report, problem, state }: ComposeStatusProps['compose']): ComposeField[] {
  if (state === 'refused' && problem?.code === 'COMPOSE_NOT_FOUND')
    return ['to', 'cc', 'bcc', 'subject', 'body'];
  if (state !== 'writing' || !report) return [];
  const order: ComposeField[] = ['to', 'cc', 'bcc', 'subject', 'body'];
  return order.filter((field) => report[field] === 'refused' || report[field] === 'unverified');
}
