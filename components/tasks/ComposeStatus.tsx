import type { ComposeField, ComposeSession, ComposeState } from '../../lib/contract/compose.ts';
import type { RenderedEmail } from '../../lib/contract/messages.ts';
import { CopyButton } from '../feedback/CopyButton.tsx';
import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface ComposeStatusProps {
  /** `opening` while the first answer is awaited. */
  compose: Pick<ComposeSession, 'state' | 'report' | 'problem' | 'account'>;
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
          <strong>{t(`compose.${compose.state}`)}</strong>
        </p>
        {detail && <p>{detail}</p>}
        {compose.state === 'unsure' && <Settle onSettle={onSettle} />}
        {email && <NotFilled fields={notFilled(compose)} email={email} />}
      </div>
    </div>
  );
}

function Settle({ onSettle }: { onSettle(sent: boolean): void }) {
  return (
    <>
      <p>{t('compose.unsureQuestion')}</p>
      <div class="row-of wrap">
        <button type="button" class="button main small" onClick={() => onSettle(true)}>
          {t('compose.yes')}
        </button>
        <button type="button" class="button small" onClick={() => onSettle(false)}>
          {t('compose.no')}
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
      <div class="row-of wrap">
        {fields.map((field) => (
          <CopyButton
            key={field}
            text={textOf(field, email)}
            label={t('compose.copyField', { field: t(`compose.field.${field}`) })}
          />
        ))}
      </div>
    </>
  );
}

function detailOf({ state, problem }: ComposeStatusProps['compose'], byPerson: boolean): string | null {
  if (state === 'sent') return t(byPerson ? 'compose.sentByPerson' : 'compose.sentDetail');
  if (state === 'failed') return t('compose.failedDetail');
  if (state === 'unsure') return t('compose.unsureDetail');
  if (problem?.code === 'SCHEDULED') return t('compose.scheduled');
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

function textOf(field: ComposeField, email: RenderedEmail): string {
  if (field === 'subject') return email.subject;
  if (field === 'body') return email.text;
  return email[field].map(({ email: address, name }) => (name ? `${name} <${address}>` : address)).join(', ');
}
