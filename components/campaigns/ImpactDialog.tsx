import { useState } from 'preact/hooks';
import type { CampaignImpact, PeopleInside, StepImpact } from '../../lib/contract/campaign-authoring.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { Choices } from '../person/Form.tsx';

interface ImpactDialogProps {
  impact: CampaignImpact;
  busy: boolean;
  onClose(): void;
  onSave(people: PeopleInside): void;
}

/** Before a campaign with people inside is saved: what the edit does to how many, and by what they go then. */
export function ImpactDialog({ impact, busy, onClose, onSave }: ImpactDialogProps) {
  const [people, setPeople] = useState<PeopleInside>('stay');
  const { forwarded, completed, redated, versions, settings } = impact;
  return (
    <Modal name="impact" title={t('campaigns.impactTitle', { count: impact.people })} onClose={onClose}>
      <form
        class="stack form wide"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(people);
        }}
      >
        <ul class="impact">
          {impact.steps.map((step) => (
            <li key={`${step.change} ${step.stepId}`}>{sayImpact(step)}</li>
          ))}
          {settings.length > 0 && <li>{t('campaigns.impactSettings')}</li>}
        </ul>
        {versions.length > 1 && (
          <p class="soft small">{t('campaigns.impactVersions', { count: versions.length })}</p>
        )}
        <Choices
          label={t('campaigns.impactChoice')}
          options={[
            { value: 'stay' as const, label: t('campaigns.impactStay') },
            { value: 'move' as const, label: t('campaigns.impactMove') },
          ]}
          value={people}
          onChange={setPeople}
        />
        {people === 'stay' ? (
          <p>{t('campaigns.impactStayText', { count: impact.people })}</p>
        ) : (
          <ul class="impact">
            <li>{t('campaigns.impactForwarded', { count: forwarded })}</li>
            <li>{t('campaigns.impactCompleted', { count: completed })}</li>
            <li>{t('campaigns.impactRedated', { count: redated })}</li>
            <li>{t('library.openTasksStay')}</li>
          </ul>
        )}
        <div class="row-of wrap">
          <button type="submit" class="button main" data-first disabled={busy}>
            {busy ? t('person.saving') : t('library.save')}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function sayImpact({ change, title, standing, ahead, behind }: StepImpact): string {
  return t(`campaigns.impact.${change}`, { title, standing, ahead, behind });
}
