import type { RenderedEmail } from '../../lib/contract/messages.ts';
import type { Recipient } from '../../lib/contract/primitives.ts';
import { Address } from '../Address.tsx';
import { Icon } from '../Icon.tsx';
import { formatList, t } from '../i18n.ts';
import { HtmlFrame, heightOf } from './HtmlFrame.tsx';

/** The email as the person will get it. */
export function EmailPreview({ email }: { email: RenderedEmail }) {
  return (
    <section class="preview" aria-label={t('task.preview')}>
      <dl>
        <Recipients label={t('task.to')} people={email.to} />
        <Recipients label={t('task.cc')} people={email.cc} />
        <Recipients label={t('task.bcc')} people={email.bcc} />
        <div>
          <dt>{t('task.subject')}</dt>
          <dd>
            <bdi class={email.subject ? 'subject' : 'soft'}>{email.subject || t('task.noSubject')}</bdi>
          </dd>
        </div>
      </dl>
      <ToFill missing={email.missing} prompts={email.prompts} />
      <HtmlFrame html={email.html} title={t('task.preview')} heightPx={heightOf(email.text)} />
    </section>
  );
}

/** What is still to be written by hand, before it is opened in the mailbox. */
function ToFill({ missing, prompts }: Pick<RenderedEmail, 'missing' | 'prompts'>) {
  if (missing.length === 0 && prompts.length === 0) return null;
  return (
    <div class="note warn">
      <Icon name="problem" />
      <div class="grow">
        {missing.length > 0 && (
          <>
            <p>
              <strong>{t('task.missing', { fields: formatList(missing) })}</strong>
            </p>
            <p>{t('task.missingText')}</p>
          </>
        )}
        {prompts.length > 0 && (
          <p>
            <strong>{t('tools.prompts', { count: prompts.length, prompts: formatList(prompts) })}</strong>
          </p>
        )}
      </div>
    </div>
  );
}

function Recipients({ label, people }: { label: string; people: readonly Recipient[] }) {
  if (people.length === 0) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {people.map(({ email, name }) => (
          <bdi key={email} class="recipient" title={email}>
            {name && `${name} <`}
            <Address text={email} />
            {name && '>'}
          </bdi>
        ))}
      </dd>
    </div>
  );
}
