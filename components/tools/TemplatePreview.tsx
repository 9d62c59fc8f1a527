import type { TemplateAttachments } from '../../lib/contract/template.ts';
import type { ToolPreview } from '../../lib/contract/tools.ts';
import { Icon } from '../Icon.tsx';
import { formatList, t } from '../i18n.ts';
import { HtmlFrame } from '../tasks/HtmlFrame.tsx';

interface TemplatePreviewProps {
  preview: ToolPreview;
  /** The window's own subject stands, or belongs to its thread. */
  subjectStays: boolean;
}

/** What would be inserted, and what is still to be filled in by hand. */
export function TemplatePreview({ preview, subjectStays }: TemplatePreviewProps) {
  const { subject, html, missing, prompts, attachments } = preview;
  return (
    <section class="tool-preview" aria-label={t('tools.preview')}>
      <p class="small">
        <span class="soft">{t('task.subject')}: </span>
        <bdi>{subject || t('task.noSubject')}</bdi>
        {subjectStays && subject && <span class="soft"> · {t('tools.subjectStays')}</span>}
      </p>
      {missing.length > 0 && <ToFill text={t('task.missing', { fields: formatList(missing) })} />}
      {prompts.length > 0 && (
        <ToFill text={t('tools.prompts', { count: prompts.length, prompts: formatList(prompts) })} />
      )}
      {attachments && (
        <p class="soft small">
          <Icon name="attachment" /> {filesIn(attachments)}
        </p>
      )}
      <HtmlFrame html={html} title={t('tools.preview')} />
    </section>
  );
}

function filesIn({ files }: TemplateAttachments): string {
  return t('tools.files', { count: files.length, names: formatList(files.map(({ name }) => name)) });
}

function ToFill({ text }: { text: string }) {
  return (
    <p class="warn-line small">
      <Icon name="problem" />
      <strong>{text}</strong>
    </p>
  );
}
