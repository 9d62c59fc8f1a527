import type { CampaignDeletion, CampaignSummary } from '../../lib/contract/campaign-authoring.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
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
  const archive = (
    <button type="button" class="button main" onClick={onArchive}>
      {t('library.archive')}
    </button>
  );
  return (
    <DeleteDialog
      name="delete-campaign"
      title={t('library.deleteTitle', { name: campaign.name })}
      action={t('library.deleteAction')}
      told={useAsked(`deletion ${campaign.id}`, () => ask('campaigns.deletion', request))}
      remove={() => ask('campaigns.delete', request)}
      onClose={onClose}
      onDeleted={onDeleted}
      instead={({ active }) => (active === 0 ? undefined : campaign.archivedAt === null ? archive : null)}
    >
      {(held) => <Consequence held={held} />}
    </DeleteDialog>
  );
}

function Consequence({ held }: { held: CampaignDeletion }) {
  const { active, ended, tasks, versions } = held;
  if (active > 0) return <p>{t('campaigns.deleteInUse', { count: active })}</p>;
  return <p>{t('campaigns.deleteGone', { ended, tasks, versions })}</p>;
}
