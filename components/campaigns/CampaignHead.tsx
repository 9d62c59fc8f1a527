import { useEffect, useRef } from 'preact/hooks';
import { CategoryField } from '../editor/CategoryField.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { TextField } from '../person/Form.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

interface CampaignHeadProps {
  editing: CampaignEditing;
  mayChange: boolean;
  categories: readonly string[];
  /** Of the example, on the person's clock. */
  start: string;
  onStart(start: string): void;
  onBack(): void;
  onSave(): void;
  onSaveAndClose(): void;
  onRehearse(): void;
}

/** What the campaign is called, whether it is saved, and the launch whose dates are shown. */
export function CampaignHead(props: CampaignHeadProps) {
  const { editing, mayChange, categories, start, onStart, onBack, onSave, onSaveAndClose, onRehearse } =
    props;
  const { base, form, setForm, busy, isChanged, wrong } = editing;
  const place = useRef<HTMLDivElement>(null);
  const isNameless = wrong.has('name');
  // A new one begins with its name, and without one nothing is saved.
  useEffect(() => {
    if (!base || isNameless) place.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, [isNameless]);
  const state = isChanged ? 'unsaved' : base ? 'saved' : 'nothing';
  return (
    <header class="editor-head stack">
      <div class="row-of wrap">
        <button type="button" class="button small" onClick={onBack}>
          <Icon name="back" />
          {t('person.campaigns')}
        </button>
        <h1 class="grow cut">{base ? t('library.editTitle', { name: base.name }) : t('campaigns.new')}</h1>
        {base && form.days.length > 0 && base.archivedAt === null && (
          <button
            type="button"
            class="button"
            disabled={isChanged && mayChange}
            title={t(isChanged && mayChange ? 'rehearsal.saveFirst' : 'rehearsal.about')}
            onClick={onRehearse}
          >
            {t('rehearsal.open')}
          </button>
        )}
        {mayChange && (
          <>
            <span class="soft small" role="status">
              {busy ? t('person.saving') : t(`editor.state.${state}`)}
            </span>
            <button type="button" class="button" disabled={busy || !isChanged} onClick={onSave}>
              {t('library.save')}
            </button>
            <button type="button" class="button main" disabled={busy} onClick={onSaveAndClose}>
              {t('editor.saveAndClose')}
            </button>
          </>
        )}
      </div>
      <div ref={place} class="editor-place">
        <fieldset class="bare" disabled={!mayChange}>
          <TextField
            label={t('library.name')}
            value={form.name}
            maxLength={200}
            first
            wrong={wrong.get('name') ?? null}
            onInput={(name) => setForm((now) => ({ ...now, name }))}
          />
        </fieldset>
        <fieldset class="bare" disabled={!mayChange}>
          <CategoryField
            value={form.category}
            names={categories}
            onInput={(category) => setForm((now) => ({ ...now, category }))}
          />
        </fieldset>
        <label class="field">
          <span>{t('campaigns.exampleStart')}</span>
          <input
            class="input"
            type="datetime-local"
            value={start}
            title={t('campaigns.exampleHint')}
            onInput={(event) => onStart(event.currentTarget.value)}
          />
        </label>
      </div>
    </header>
  );
}
