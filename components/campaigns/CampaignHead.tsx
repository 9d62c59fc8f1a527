import { useEffect, useRef } from 'preact/hooks';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import { CategoryField } from '../editor/CategoryField.tsx';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { TextField } from '../person/Form.tsx';
import { writeAddress as tasksAddress } from '../tasklist/address.ts';
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
  onPeople(): void;
  onLaunch(): void;
  onVersions(): void;
  onShare(): void;
}

/** Who may not change a campaign only reads it. */
function headingOf(name: string | undefined, mayChange: boolean): string {
  if (name === undefined) return t('campaigns.new');
  return mayChange ? t('library.editTitle', { name }) : name;
}

/** What the campaign is called, whether it is saved, and the launch whose dates are shown. */
export function CampaignHead(props: CampaignHeadProps) {
  const { editing, mayChange, categories, start, onStart, onBack, onSave, onSaveAndClose } = props;
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
        <h1 class="grow cut">{headingOf(base?.name, mayChange)}</h1>
        {base && <Elsewhere {...props} base={base} />}
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

/** To what else there is of a saved campaign: its versions, sharing and rehearsal, the people on it, and a launch. */
function Elsewhere(props: CampaignHeadProps & { base: CampaignSheet }) {
  const { editing, mayChange, base, onRehearse, onPeople, onLaunch, onVersions, onShare } = props;
  const isUnsaved = editing.isChanged && mayChange;
  const canStart = editing.form.days.length > 0 && base.archivedAt === null;
  /** Goes by what is saved: before that it says what to do first. */
  const ofSaved = (saveFirst: string, onClick: () => void, about?: string) => ({
    type: 'button' as const,
    class: 'button',
    disabled: isUnsaved,
    title: isUnsaved ? saveFirst : about,
    onClick,
  });
  return (
    <>
      <button {...ofSaved(t('campaignVersions.saveFirst'), onVersions)}>{t('campaignVersions.open')}</button>
      {mayChange && (
        <button type="button" class="button" onClick={onShare}>
          <Icon name="shared" />
          {t('sharing.open')}
        </button>
      )}
      {canStart && (
        <button {...ofSaved(t('rehearsal.saveFirst'), onRehearse, t('rehearsal.about'))}>
          {t('rehearsal.open')}
        </button>
      )}
      <button {...ofSaved(t('launch.saveFirst'), onPeople)}>
        <Icon name="people" />
        {t('campaigns.inside')} ({formatNumber(base.active)})
      </button>
      <button {...ofSaved(t('launch.saveFirst'), () => showTasks(base.id))}>
        <Icon name="done" />
        {t('shell.tasks')}
      </button>
      {canStart && (
        <button {...ofSaved(t('launch.saveFirst'), onLaunch)}>
          <Icon name="addPerson" />
          {t('launch.open')}
        </button>
      )}
    </>
  );
}

function showTasks(campaignId: string): void {
  location.hash = tasksAddress({ search: { campaignId }, due: '', id: '', edit: '' });
}
