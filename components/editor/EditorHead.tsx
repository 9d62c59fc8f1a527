import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { CheckField, TextField } from '../person/Form.tsx';
import { CategoryField } from './CategoryField.tsx';
import type { Editing } from './use-editing.ts';

interface EditorHeadProps {
  editing: Editing;
  categories: readonly string[];
  onBack(): void;
  onSave(): void;
  onSaveAndClose(): void;
}

/** What the template is called and where it stands, whether it is saved, and the ways out. */
export function EditorHead({ editing, categories, onBack, onSave, onSaveAndClose }: EditorHeadProps) {
  const { base, form, setForm, busy, isChanged } = editing;
  const place = useRef<HTMLDivElement>(null);
  // A new one begins with its name, and without one nothing is saved.
  useEffect(() => {
    if (!base || editing.isNameless) place.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, [editing.isNameless]);
  const title = base ? t('library.editTitle', { name: base.name }) : t('library.new');
  return (
    <header class="editor-head stack">
      <div class="row-of wrap">
        <button type="button" class="button small" onClick={onBack}>
          <Icon name="back" />
          {t('editor.back')}
        </button>
        <h1 class="grow cut">{title}</h1>
        <span class="soft small" role="status">
          {busy ? t('person.saving') : t(`editor.state.${stateOf(editing)}`)}
        </span>
        <button type="button" class="button" disabled={busy || !isChanged} onClick={onSave}>
          {t('library.save')}
        </button>
        <button type="button" class="button main" disabled={busy} onClick={onSaveAndClose}>
          {t('editor.saveAndClose')}
        </button>
      </div>
      <div ref={place} class="editor-place">
        <TextField
          label={t('library.name')}
          value={form.name}
          maxLength={200}
          first
          wrong={editing.isNameless ? t('editor.nameNeeded') : editing.wrong('name', true)}
          onInput={(name) => setForm((now) => ({ ...now, name }))}
        />
        <CategoryField
          value={form.category}
          names={categories}
          onInput={(category) => setForm((now) => ({ ...now, category }))}
        />
        <div class="stack tight">
          <CheckField
            label={t('library.share')}
            on={form.shared}
            onChange={(shared) => setForm((now) => ({ ...now, shared }))}
          />
          <CheckField
            label={t('editor.nonCommercial')}
            on={form.nonCommercial}
            onChange={(nonCommercial) => setForm((now) => ({ ...now, nonCommercial }))}
          />
        </div>
      </div>
    </header>
  );
}

function stateOf({ isChanged, draft, base }: Editing): 'saved' | 'nothing' | 'unsaved' | 'kept' | 'failed' {
  if (!isChanged) return base ? 'saved' : 'nothing';
  if (draft.state === 'failed') return 'failed';
  return draft.state === 'kept' ? 'kept' : 'unsaved';
}
