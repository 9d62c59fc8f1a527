import type { CampaignDeletion, CampaignSummary } from '../../lib/contract/campaign-authoring.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

interface DeleteCampaignProps {
  campaign: CampaignSummary;
  onClose(): void;
  onArchive(): void;
  onDeleted(): void;
}

/** Asks before a campaign is deleted, with what goes; while people are inside it can be archived instead. */
export function DeleteCampaign({ campaign, onClose, onArchive, onDeleted }: DeleteCampaignProps) {
  const ask = useLibrary();
  const request = { params: { id: campaign.id } };
  const told = useAsked(`deletion ${campaign.id}`, () => ask('campaigns.deletion', request));
  const { submit, busy, problem } = useSubmit(() => ask('campaigns.delete', request), onDeleted);
  const held = told.value;
  const failed = problem ?? told.problem;
  const isInUse = held !== null && held.active > 0;
  return (
    <Modal name="delete-campaign" title={t('library.deleteTitle', { name: campaign.name })} onClose={onClose}>
      <div class="stack form">
        {!held && !failed && <Bones label={t('queue.loading')} />}
        {held && <Consequence held={held} />}
        {failed && <ProblemNote problem={failed} />}
        <div class="row-of wrap">
          {isInUse && campaign.archivedAt === null && (
            <button type="button" class="button main" onClick={onArchive}>
              {t('library.archive')}
            </button>
          )}
          {!isInUse && (
            <button type="button" class="button main" disabled={!held || busy} onClick={() => void submit()}>
              {t('library.deleteAction')}
            </button>
          )}
          <button type="button" class="button" data-first onClick={onClose}>
            {t('common.cancel')}
          </button>
        </div>
      </div>
    </Modal>
  );
}

function Consequence({ held }: { held: CampaignDeletion }) {
  const { active, ended, tasks, versions } = held;
  if (active > 0) return <p>{t('campaigns.deleteInUse', { count: active })}</p>;
  return <p>{t('campaigns.deleteGone', { ended, tasks, versions })}</p>;
}
