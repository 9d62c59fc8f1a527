import type { CampaignChoice } from '../../lib/contract/person-pane.ts';
import { t } from '../i18n.ts';

interface CampaignListProps {
  campaigns: readonly CampaignChoice[];
  activeId: string | null;
  onChoose(id: string): void;
}

export function campaignOptionId(id: string): string {
  return `campaign-${id}`;
}

/** Campaigns to choose from; the search field keeps the keyboard, as with templates. */
export function CampaignList({ campaigns, activeId, onChoose }: CampaignListProps) {
  return (
    <div class="tool-list alone">
      <div id="campaigns" role="listbox" aria-label={t('tools.campaignList')} tabIndex={-1}>
        {campaigns.map(({ id, name, category, steps, days }) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field, which has the focus
          <div
            key={id}
            id={campaignOptionId(id)}
            role="option"
            aria-selected={id === activeId}
            tabIndex={-1}
            class="tool-option"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(id)}
          >
            <span class="row-of">
              <strong class="cut grow">
                <bdi>{name}</bdi>
              </strong>
              {category && (
                <span class="mark-line soft">
                  <bdi>{category}</bdi>
                </span>
              )}
            </span>
            <span class="soft small cut">
              {t('tools.steps', { count: steps })} · {t('tools.days', { count: days })}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
