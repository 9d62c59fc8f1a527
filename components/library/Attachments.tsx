import { useRef, useState } from 'preact/hooks';
import { type AttachmentInfo, libraryLimits, type Template } from '../../lib/contract/template.ts';
import { attempt, type Problem, useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { fileSize } from '../file-size.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from './ask.ts';
import { FileLine } from './FileLine.tsx';
import { LinkedFiles, Tracked } from './LinkedFiles.tsx';
import { base64Of } from './save-file.ts';
import { useTracking } from './use-tracking.ts';

interface AttachmentsProps {
  template: Template;
  mayChange: boolean;
  /** Files were added or removed. */
  onChanged(): void;
}

/** The files that go with mails made from a template: added, saved, removed. */
export function Attachments({ template, mayChange, onChanged }: AttachmentsProps) {
  const { attachments } = template;
  const adding = useAdding(template, onChanged);
  const tracking = useTracking(template, onChanged);
  const [leaving, setLeaving] = useState<AttachmentInfo | null>(null);
  const isChangeable = mayChange && template.archivedAt === null;
  if (attachments.length === 0 && tracking.linked.length === 0 && !isChangeable) return null;
  return (
    <section class="stack tight" aria-label={t('library.attachments')}>
      <div class="row-of">
        <h3 class="grow">{t('library.attachments')}</h3>
        {isChangeable && <AddFiles busy={adding.busy} onFiles={(files) => void adding.add(files)} />}
      </div>
      {adding.tooLarge && (
        <p class="note warn" role="alert">
          {adding.tooLarge}
        </p>
      )}
      {adding.problem && <ProblemNote problem={adding.problem} onDismiss={adding.dismiss} />}
      {attachments.length > 0 && (
        <ul class="file-list">
          {attachments.map((file) => (
            <FileLine key={file.id} templateId={template.id} file={file}>
              {isChangeable && (
                <Tracked
                  name={file.name}
                  on={false}
                  busy={tracking.busy}
                  onChange={() => void tracking.track(file)}
                />
              )}
              {isChangeable && (
                <button
                  type="button"
                  class="icon-button"
                  aria-label={t('library.removeFile', { name: file.name })}
                  onClick={() => setLeaving(file)}
                >
                  <Icon name="delete" />
                </button>
              )}
            </FileLine>
          ))}
        </ul>
      )}
      <p class="soft small">
        {t(attachments.length > 0 ? 'library.attachmentsHint' : 'library.noAttachments')}
      </p>
      <LinkedFiles tracking={tracking} isChangeable={isChangeable} />
      {isChangeable && (attachments.length > 0 || tracking.linked.length > 0) && (
        <p class="soft small">{t('content.trackedHint')}</p>
      )}
      {tracking.problem && <ProblemNote problem={tracking.problem} onDismiss={tracking.dismiss} />}
      <p class="heard" aria-live="polite">
        {tracking.spoken}
      </p>
      {leaving && (
        <RemoveFile
          templateId={template.id}
          file={leaving}
          onClose={() => setLeaving(null)}
          onRemoved={() => {
            setLeaving(null);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

function AddFiles({ busy, onFiles }: { busy: boolean; onFiles(files: readonly File[]): void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={t('library.addFiles')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file once more is a change too.
          event.currentTarget.value = '';
        }}
      />
      <button type="button" class="button small" disabled={busy} onClick={() => field.current?.click()}>
        <Icon name="attachment" />
        {t(busy ? 'library.addingFiles' : 'library.addFiles')}
      </button>
    </>
  );
}

/** Adds one file after the other; what stood in the way of one is said, and those before it are kept. */
function useAdding({ id: templateId, attachments }: Template, onChanged: () => void) {
  const { ask } = useLink();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const send = (file: File) =>
    attempt(async () => {
      const { name, type } = file;
      const data = await base64Of(file);
      const about = { id: crypto.randomUUID(), name: name.slice(0, 200), type: type.slice(0, 200) };
      return ask('library.attach', { ...about, templateId, data });
    });
  return {
    busy,
    problem,
    tooLarge,
    dismiss: () => setProblem(null),
    add: async (files: readonly File[]): Promise<void> => {
      const refusal = overLimit(files, attachments);
      setTooLarge(refusal);
      setProblem(null);
      if (refusal || files.length === 0) return;
      setBusy(true);
      for (const file of files) {
        const answer = await send(file);
        if (answer.ok) continue;
        setProblem(answer.problem);
        break;
      }
      setBusy(false);
      onChanged();
    },
  };
}

/** @returns what is too much and how much there may be; null when all of it fits */
function overLimit(files: readonly File[], present: readonly AttachmentInfo[]): string | null {
  const { attachments: mostFiles, attachmentBytes } = libraryLimits;
  const bytes = [...files.map(({ size }) => size), ...present.map((file) => file.bytes)];
  const sum = bytes.reduce((total, one) => total + one, 0);
  if (bytes.length > mostFiles) return t('library.tooManyFiles', { most: mostFiles, files: bytes.length });
  if (sum <= attachmentBytes) return null;
  return t('library.tooLarge', { most: fileSize(attachmentBytes), size: fileSize(sum) });
}

interface RemoveFileProps {
  templateId: string;
  file: AttachmentInfo;
  onClose(): void;
  onRemoved(): void;
}

/** Attachments are in no version, so none of them comes back. */
function RemoveFile({ templateId, file: { id, name }, onClose, onRemoved }: RemoveFileProps) {
  const ask = useLibrary();
  const params = { id: templateId, attachmentId: id };
  const removal = useSubmit(() => ask('templates.detach', { params }), onRemoved);
  return (
    <Modal name="remove-file" title={t('library.removeFileTitle', { name })} onClose={onClose}>
      <div class="stack form">
        <p>{t('library.removeFileText')}</p>
        {removal.problem && <ProblemNote problem={removal.problem} />}
        <div class="row-of wrap">
          <button
            type="button"
            class="button main"
            disabled={removal.busy}
            onClick={() => void removal.submit()}
          >
            {t('library.removeIt')}
          </button>
          <button type="button" class="button" data-first onClick={onClose}>
            {t('common.cancel')}
          </button>
        </div>
      </div>
    </Modal>
  );
}
