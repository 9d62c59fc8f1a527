import type { RefObject } from 'preact';
import { CampaignView } from '../../lib/contract/campaign-authoring.ts';
import { t } from '../i18n.ts';
import { Choice } from '../library/LibraryFilters.tsx';
import { SearchField } from '../library/SearchField.tsx';
import type { CampaignsAddress } from './address.ts';

interface CampaignFiltersProps {
  address: CampaignsAddress;
  /** Names, by the alphabet. */
  categories: readonly string[];
  /** As whom one may look, oneself aside; empty: as nobody else. */
  others: readonly { id: string; name: string }[];
  field: RefObject<HTMLInputElement | null>;
  onChange(change: Partial<CampaignsAddress>): void;
}

/** Which campaigns are shown. */
export function CampaignFilters({ address, categories, others, field, onChange }: CampaignFiltersProps) {
  const { view, search, category, as } = address;
  return (
    <search class="library-filters">
      <SearchField
        label={t('addToCampaign.search')}
        value={search}
        field={field}
        onSearch={(words) => onChange({ search: words })}
      />
      <Choice
        label={t('library.view.label')}
        value={view}
        options={CampaignView.options.map((value) => ({ value, label: t(`library.view.${value}`) }))}
        onChange={(value) => onChange({ view: CampaignView.parse(value) })}
      />
      <Choice
        label={t('tools.category')}
        value={category}
        options={[
          { value: '', label: t('tools.allCategories') },
          ...categories.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(value) => onChange({ category: value })}
      />
      {others.length > 0 && (
        <Choice
          label={t('center.viewAs')}
          value={as}
          options={[
            { value: '', label: t('center.myself') },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => onChange({ as: value, category: '' })}
        />
      )}
    </search>
  );
}
