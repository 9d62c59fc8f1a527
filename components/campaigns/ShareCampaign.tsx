import type { CampaignSheet, CampaignSummary } from '../../lib/contract/campaign-authoring.ts';
import { useLibrary } from '../library/ask.ts';
import { SharingDialog } from '../library/SharingDialog.tsx';

interface ShareCampaignProps {
  campaign: Pick<CampaignSummary, 'id' | 'name' | 'shared' | 'teamIds'>;
  onClose(): void;
  /** @param said - what was done, in a sentence */
  onShared(sheet: CampaignSheet, said: string): void;
}

/** With whom a campaign is shared, from the list and from the editor. */
export function ShareCampaign({ campaign, onClose, onShared }: ShareCampaignProps) {
  const ask = useLibrary();
  const { id, name } = campaign;
  return (
    <SharingDialog
      kind="campaigns"
      name={name}
      sharing={campaign}
      onClose={onClose}
      share={(body) => ask('campaigns.share', { params: { id }, body })}
      onShared={onShared}
    />
  );
}
