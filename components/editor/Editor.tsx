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
import { textAt } from './form.ts';
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
  onSaved(template: Template): void;
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
  // A copy of one that is gone has an address of its own, and is gone on with where it was begun.
  const [copy, setCopy] = useState({ of: props.id, id: props.id });
  const id = props.id === copy.id ? copy.of : props.id;
  const { opened, problem, retry } = useOpened(id, props.isNew);
  const saved = (template: Template): void => {
    setCopy({ of: id, id: template.id });
    props.onSaved(template);
  };
  if (opened) return <Open {...props} key={id} id={id} opened={opened} onSaved={saved} />;
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
  const { mode, setMode, jump, goTo } = useJumps(editing.place, editing.setPlace);
  const leave = (template: Template | null): void =>
    onLeave(template && { before: opened.template?.id === template.id ? opened.template : null, template });
  const save = async (): Promise<Template | null> => {
    const template = await editing.save();
    if (template) {
      setSaved(template);
      onSaved(template);
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
      <EditorNotes
        editing={editing}
        draft={opened.draft}
        clock={clock}
        onThrowAway={() => void editing.throwAway().then(() => leave(saved))}
      />
      <div class="editor-columns">
        <Writing
          mail={editing}
          languages={editing}
          me={me}
          person={choice.person}
          custom={custom ?? []}
          mode={mode}
          jump={jump}
          onMode={setMode}
        />
        <div class="editor-side stack">
          <Mistakes
            texts={editing.languages.map((_, place) => textAt(editing.form, place))}
            known={known}
            onGo={goTo}
          />
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
