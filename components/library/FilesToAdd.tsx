import type { TemplateAttachments } from '../../lib/contract/template.ts';
import { t } from '../i18n.ts';
import { FileLine } from './FileLine.tsx';

/**
 * Files that go with the mail that is written. A mail page gives other programs no way to put one in that it promises
 * to keep, so the person does: said here, with the files at hand.
 */
export function FilesToAdd({ attachments: { templateId, files } }: { attachments: TemplateAttachments }) {
  return (
    <section class="note info files" aria-label={t('library.attachments')}>
      <div class="grow stack tight">
        <p>
          <strong>{t('library.filesToAdd', { count: files.length })}</strong>
        </p>
        <p class="small">{t('library.filesToAddText')}</p>
        <ul class="file-list">
          {files.map((file) => (
            <FileLine key={file.id} templateId={templateId} file={file} />
          ))}
        </ul>
      </div>
    </section>
  );
}
