import type { Me } from '../../lib/contract/account.ts';
import type { CampaignSummary } from '../../lib/contract/campaign-authoring.ts';
import { isLocked, mayChange } from '../../lib/core/access/may-change.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { saySharing } from '../library/SharingDialog.tsx';
import { type Clock, fullTime, shortDay } from '../time.ts';

export interface CampaignActs {
  onOpen(id: string): void;
  onPeople(id: string): void;
  onLaunch(id: string): void;
  onCopy(campaign: CampaignSummary): void;
  onArchive(campaign: CampaignSummary, archived: boolean): void;
  onShare(campaign: CampaignSummary): void;
  onDelete(campaign: CampaignSummary): void;
}

interface CampaignTableProps {
  campaigns: readonly CampaignSummary[];
  me: Me;
  clock: Clock;
  isArchive: boolean;
  act: CampaignActs;
}

/** Campaigns with the people inside. The arrows, or j and k, go from name to name. */
export function CampaignTable({ campaigns, me, clock, isArchive, act }: CampaignTableProps) {
  return (
    <div class="library-scroll">
      <table class="library-table">
        <thead>
          <tr>
            <th scope="col">{t('library.name')}</th>
            <th scope="col" class="roomy">
              {t('tools.category')}
            </th>
            <th scope="col" class="roomy">
              {t('campaigns.owner')}
            </th>
            <th scope="col" class="roomy">
              {t('library.sharing')}
            </th>
            <th scope="col">{t('campaigns.state')}</th>
            <th scope="col" class="number" title={t('campaigns.insideHint')}>
              {t('campaigns.inside')}
            </th>
            <th scope="col" class="roomy">
              {t('campaigns.changed')}
            </th>
            <th scope="col">
              <span class="heard">{t('campaigns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <Row
              key={campaign.id}
              campaign={campaign}
              mayCopy={!isLocked(me, 'campaigns')}
              mayChange={mayChange(me, 'campaigns', campaign)}
              isArchive={isArchive}
              clock={clock}
              act={act}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  campaign: CampaignSummary;
  mayCopy: boolean;
  mayChange: boolean;
  isArchive: boolean;
  clock: Clock;
  act: CampaignActs;
}

function Row({ campaign, mayCopy, mayChange, isArchive, clock, act }: RowProps) {
  const { id, name, category, ownerName, active, ended, steps, days, changedAt } = campaign;
  const shape = t('campaigns.shape', {
    steps: t('addToCampaign.steps', { count: steps }),
    days: t('tools.days', { count: days }),
  });
  return (
    <tr>
      <th scope="row">
        <button type="button" class="library-name" data-row={id} onClick={() => act.onOpen(id)}>
          <bdi class="cut">{name}</bdi>
          <span class="soft small cut">{steps === 0 ? t('campaigns.noSteps') : shape}</span>
        </button>
      </th>
      <td class="roomy">
        <bdi class="cut">{category}</bdi>
      </td>
      <td class="roomy">
        <bdi class="cut">{ownerName ?? ''}</bdi>
      </td>
      <td class="roomy">{saySharing(campaign)}</td>
      <td>{t(`campaigns.stateOf.${stateOf(campaign)}`)}</td>
      <td class="number" title={t('campaigns.endedCount', { count: ended })}>
        <button
          type="button"
          class="button plain small"
          aria-label={t('campaigns.peopleOf', { count: active, name })}
          onClick={() => act.onPeople(id)}
        >
          {formatNumber(active)}
        </button>
      </td>
      <td class="roomy" title={fullTime(changedAt, clock.timeZone)}>
        {shortDay(changedAt, clock)}
      </td>
      <td class="campaign-acts">
        {!isArchive && steps > 0 && (
          <Act icon="addPerson" text={t('campaigns.launchOf', { name })} onClick={() => act.onLaunch(id)} />
        )}
        {mayCopy && (
          <Act icon="copy" text={t('campaigns.copyOf', { name })} onClick={() => act.onCopy(campaign)} />
        )}
        {mayChange && !isArchive && (
          <Act icon="shared" text={t('sharing.of', { name })} onClick={() => act.onShare(campaign)} />
        )}
        {mayChange && (
          <>
            <Act
              icon={isArchive ? 'undo' : 'archive'}
              text={t(isArchive ? 'campaigns.bringBackOf' : 'campaigns.archiveOf', { name })}
              onClick={() => act.onArchive(campaign, !isArchive)}
            />
            <Act
              icon="delete"
              text={t('campaigns.deleteOf', { name })}
              onClick={() => act.onDelete(campaign)}
            />
          </>
        )}
      </td>
    </tr>
  );
}

/** Where a campaign stands, in one word. */
function stateOf({ archivedAt, active, steps }: CampaignSummary): 'archived' | 'running' | 'empty' | 'ready' {
  if (archivedAt !== null) return 'archived';
  if (active > 0) return 'running';
  return steps === 0 ? 'empty' : 'ready';
}

function Act({ icon, text, onClick }: { icon: IconName; text: string; onClick(): void }) {
  return (
    <button type="button" class="icon-button" title={text} aria-label={text} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
