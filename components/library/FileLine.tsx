import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { AttachmentInfo } from '../../lib/contract/template.ts';
import { attempt, type Problem, useLink } from '../data/link.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { fileSize } from '../file-size.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { bytesOf, saveFile } from './save-file.ts';

interface FileLineProps {
  templateId: string;
  file: AttachmentInfo;
  /** What else can be done with it. */
  children?: ComponentChildren;
}

/** One attachment of a template, and the button that saves it on the person's computer. */
export function FileLine({ templateId, file, children }: FileLineProps) {
  const { ask } = useLink();
  const { id, name, type, bytes } = file;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (): Promise<void> => {
    setBusy(true);
    const answer = await attempt(() => ask('library.attachment', { templateId, id }));
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) saveFile(name, type, bytesOf(answer.value.data));
  };
  return (
    <li class="stack tight">
      <div class="row-of">
        <Icon name="attachment" />
        <bdi class="cut" title={name}>
          {name}
        </bdi>
        <span class="soft small">{fileSize(bytes)}</span>
        <button
          type="button"
          class="button small"
          disabled={busy}
          aria-label={t('library.saveFile', { name })}
          onClick={() => void save()}
        >
          <Icon name="download" />
          {t(busy ? 'library.fetching' : 'library.saveIt')}
        </button>
        {children}
      </div>
      {problem && <ProblemNote problem={problem} onDismiss={() => setProblem(null)} />}
    </li>
  );
}
