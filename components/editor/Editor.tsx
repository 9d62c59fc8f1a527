import { useMemo, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Template } from '../../lib/contract/template.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import type { Clock } from '../time.ts';
import { EditorHead } from './EditorHead.tsx';
import { EditorNotes } from './EditorNotes.tsx';
import { knownFields } from './fields.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import { Mistakes } from './Mistakes.tsx';
import { Preview } from './Preview.tsx';
import { useEditing } from './use-editing.ts';
import { useFieldNames } from './use-field-names.ts';
import { useJumps } from './use-jumps.ts';
import { type Opened, useOpened } from './use-opened.ts';
import { usePreviewPerson } from './use-preview-person.ts';
import { useSaveKey } from './use-save-key.ts';
import { Writing } from './Writing.tsx';

interface EditorProps {
  id: string;
  isNew: boolean;
  me: Me;
  clock: Clock;
  categories: readonly string[];
  onSaved(): void;
  /** Null: nothing was saved. */
  onLeave(saved: Saved | null): void;
}

/** A template that was saved here. */
export interface Saved {
  /** The first that was there before; null for a new one. */
  before: Template | null;
  template: Template;
}

/** A template is written: how it looks, its source, its plain text; beside it how it comes to a person. */
export function Editor(props: EditorProps) {
  const { opened, problem, retry } = useOpened(props.id, props.isNew);
  if (opened) return <Open {...props} key={props.id} opened={opened} />;
  return (
    <main class="editor">
      {problem ? (
        <ProblemNote problem={problem}>
          <button type="button" class="button small" onClick={retry}>
            {t('common.retry')}
          </button>
          <button type="button" class="button small" onClick={() => props.onLeave(null)}>
            {t('editor.back')}
          </button>
        </ProblemNote>
      ) : (
        <Bones label={t('queue.loading')} />
      )}
    </main>
  );
}

function Open({ id, me, clock, categories, opened, onSaved, onLeave }: EditorProps & { opened: Opened }) {
  const editing = useEditing(id, opened);
  const [saved, setSaved] = useState<Template | null>(null);
  const [asks, setAsks] = useState(false);
  const [spoken, setSpoken] = useState('');
  const choice = usePreviewPerson();
  const custom = useFieldNames();
  const known = useMemo(() => knownFields(me, custom), [me, custom?.join('\n')]);
  const { mode, setMode, jump, goTo } = useJumps();
  const leave = (template: Template | null): void =>
    onLeave(template && { before: opened.template, template });
  const save = async (): Promise<Template | null> => {
    const template = await editing.save();
    if (template) {
      setSaved(template);
      onSaved();
      setSpoken(t('editor.saidSaved', { version: template.version }));
    }
    return template;
  };
  useSaveKey(() => void save());
  const saveAndLeave = async (): Promise<void> => {
    const template = await save();
    if (template) leave(template);
  };
  return (
    <main class="editor">
      <EditorHead
        editing={editing}
        categories={categories}
        onBack={() => (editing.isChanged ? setAsks(true) : leave(saved))}
        onSave={() => void save()}
        onSaveAndClose={() => void saveAndLeave()}
      />
      <EditorNotes editing={editing} draft={opened.draft} clock={clock} />
      <div class="editor-columns">
        <Writing
          editing={editing}
          me={me}
          person={choice.person}
          custom={custom ?? []}
          mode={mode}
          jump={jump}
          onMode={setMode}
        />
        <div class="editor-side stack">
          <Mistakes text={editing.text} known={known} onGo={goTo} />
          <Preview text={editing.text} me={me} choice={choice} />
        </div>
      </div>
      {asks && (
        <LeaveDialog
          busy={editing.busy}
          onSave={() => void saveAndLeave().finally(() => setAsks(false))}
          onKeep={() => void editing.draft.keep().then(() => leave(saved))}
          onThrowAway={() => void editing.throwAway().then(() => leave(saved))}
          onClose={() => setAsks(false)}
        />
      )}
      <p class="heard" aria-live="polite">
        {spoken}
      </p>
    </main>
  );
}
