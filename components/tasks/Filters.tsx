import type { ParsedMessage } from '../../lib/contract/messages.ts';
import type { TaskType } from '../../lib/contract/task.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

type Filter = ParsedMessage<'tasks.list'>['filter'];

interface FiltersProps {
  filter: Filter;
  campaigns: readonly { id: string; name: string }[];
  onChange(filter: Filter): void;
}

const types = ['email', 'call', 'inmail', 'custom'] as const satisfies readonly TaskType[];

/** What of the queue is shown: kinds of task, and a campaign. */
export function Filters({ filter, campaigns, onChange }: FiltersProps) {
  return (
    <div class="filters">
      <fieldset class="type-filter">
        <legend class="heard">{t('filter.type')}</legend>
        <TypeChoice
          label={t('filter.allTypes')}
          checked={filter.type === null}
          onChoose={() => onChange({ ...filter, type: null })}
        />
        {types.map((type) => (
          <TypeChoice
            key={type}
            type={type}
            label={t(`type.${type}`)}
            checked={filter.type === type}
            onChoose={() => onChange({ ...filter, type })}
          />
        ))}
      </fieldset>
      <select
        class="input campaign-filter"
        aria-label={t('filter.campaign')}
        value={filter.campaignId ?? ''}
        onChange={(event) => onChange({ ...filter, campaignId: event.currentTarget.value || null })}
      >
        <option value="">{t('filter.allCampaigns')}</option>
        {campaigns.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TypeChoiceProps {
  type?: TaskType;
  label: string;
  checked: boolean;
  onChoose(): void;
}

function TypeChoice({ type, label, checked, onChoose }: TypeChoiceProps) {
  return (
    <label class="choice" title={label}>
      <input type="radio" name="type-filter" checked={checked} onChange={onChoose} />
      <span>{type ? <Icon name={type} /> : label}</span>
      {type && <span class="heard">{label}</span>}
    </label>
  );
}
