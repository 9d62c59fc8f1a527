import { PreviewFrame } from '../editor/PreviewFrame.tsx';
import { Asked } from '../feedback/Asked.tsx';
import { formatList, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

interface MailPreviewProps {
  mailingId: string;
  /** Null: with one's own values. */
  recipientId: string | null;
  /** Of the mailing; another one is asked for anew. */
  version: number;
}

/** A mail of a mailing, written by the server as it will leave; its links lead nowhere here. */
export function MailPreview({ mailingId, recipientId, version }: MailPreviewProps) {
  const ask = useLibrary();
  const live = useAsked(`mail ${mailingId} ${recipientId} ${version}`, () =>
    ask('mailings.preview', { params: { id: mailingId }, body: { recipientId } }),
  );
  return (
    <Asked live={live} label={t('queue.loading')}>
      {({ to, from, replyTo, subject, preheader, html, missing }) => (
        <div class="stack">
          <dl class="mailing-lines">
            <Line label={t('mailings.from')} text={from} />
            <Line label={t('mailings.to')} text={to} />
            {replyTo && <Line label={t('mailings.replyTo')} text={replyTo} />}
            <Line label={t('library.part.subject')} text={subject || t('task.noSubject')} />
            {preheader && <Line label={t('library.part.preheader')} text={preheader} />}
          </dl>
          <PreviewFrame html={html} title={t('tools.preview')} width="desk" look={{ images: true }} />
          {missing.length > 0 && (
            <p class="note warn">{t('mailings.missingFields', { fields: formatList(missing) })}</p>
          )}
        </div>
      )}
    </Asked>
  );
}

function Line({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <bdi>{text}</bdi>
      </dd>
    </div>
  );
}
