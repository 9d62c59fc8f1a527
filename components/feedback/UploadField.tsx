import { useEffect, useRef, useState } from 'preact/hooks';
import type { Upload } from '../data/use-upload.ts';
import { fileSize } from '../file-size.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { ProblemNote } from './ProblemNote.tsx';

interface UploadFieldProps {
  upload: Upload;
  /** What it takes, e.g. Image file. */
  label: string;
  /** What stands on its button. */
  choose: string;
  /** What can be given, and how much. */
  hint: string;
  icon: IconName;
  /** Media types; any where absent. */
  accept?: string;
  /** Its button gets the focus of the dialog. */
  isFirst?: boolean;
}

/** A file from this computer: chosen, dropped on the dialog or pasted into it. */
export function UploadField(props: UploadFieldProps) {
  const { upload, label, choose, hint, icon, accept, isFirst = false } = props;
  const { sending, wrong, problem, send, cancel } = upload;
  const [isOver, setOver] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const take = (file: File): void => void send(file);
  useGivenFile(take, setOver);
  return (
    <div class={`picture-file stack tight${isOver ? ' over' : ''}`}>
      {sending ? (
        <>
          <p>{t('editor.imageSending', { name: sending.name, size: fileSize(sending.bytes) })}</p>
          <div class="row-of">
            <progress
              class="grow"
              aria-label={label}
              max={sending.bytes}
              {...(sending.sent !== undefined && { value: sending.sent })}
            />
            <button type="button" class="button small" onClick={cancel}>
              {t('common.cancel')}
            </button>
          </div>
        </>
      ) : (
        <>
          <input
            ref={field}
            type="file"
            accept={accept}
            hidden
            aria-label={label}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) take(file);
              // The same file once more is a change too.
              event.currentTarget.value = '';
            }}
          />
          <button
            type="button"
            class="button"
            data-first={isFirst || undefined}
            onClick={() => field.current?.click()}
          >
            <Icon name={icon} />
            {choose}
          </button>
          <p class="soft small">{hint}</p>
        </>
      )}
      {wrong && (
        <p class="danger" role="alert">
          {wrong}
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

/** Files that are dropped or pasted anywhere while the dialog is open; the browser would leave the page for them. */
function useGivenFile(take: (file: File) => void, setOver: (isOver: boolean) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const stop = new AbortController();
    const given = (event: Event, data: DataTransfer | null): void => {
      const [file] = data?.files ?? [];
      setOver(false);
      if (!file) return;
      event.preventDefault();
      latest.current(file);
    };
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const { signal } = stop;
    window.addEventListener('paste', (event) => given(event, event.clipboardData), { signal });
    window.addEventListener('drop', (event) => given(event, event.dataTransfer), { signal });
    window.addEventListener(
      'dragover',
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), {
      signal,
    });
    return () => stop.abort();
  }, []);
}
