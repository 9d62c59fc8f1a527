import type { RenderedEmail } from '../../lib/contract/messages.ts';
import type { Recipient } from '../../lib/contract/primitives.ts';
import { Icon } from '../Icon.tsx';
import { formatList, t } from '../i18n.ts';

/**
 * The email as the person will get it. The text is a template's, filled with other people's data: the frame has no
 * script, no origin, no network, and its links lead nowhere.
 */
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
      {email.missing.length > 0 && (
        <div class="note warn">
          <Icon name="problem" />
          <div class="grow">
            <p>
              <strong>{t('task.missing', { fields: formatList(email.missing) })}</strong>
            </p>
            <p>{t('task.missingText')}</p>
          </div>
        </div>
      )}
      <iframe
        style={{ blockSize: `${heightOf(email.text)}px` }}
        class="preview-frame"
        title={t('task.preview')}
        sandbox=""
        srcdoc={framed(email.html)}
      />
    </section>
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
            {name ? `${name} <${email}>` : email}
          </bdi>
        ))}
      </dd>
    </div>
  );
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";
const look =
  'body{margin:12px;font:14px/20px system-ui,sans-serif;color:#1c1a22;background:#fff;overflow-wrap:anywhere}img{max-width:100%}';

/** A frame without script cannot tell its height; the text's lines, at this width, say it nearly enough. */
function heightOf(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 40)), 0);
  return Math.min(360, Math.max(120, 48 + lines * 20));
}

function framed(html: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${look}</style><base target="_blank"><body dir="auto">${html}`;
}
