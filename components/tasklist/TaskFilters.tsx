import type { RefObject } from 'preact';
import type { Me } from '../../lib/contract/account.ts';
import { TaskSearch } from '../../lib/contract/task-changes.ts';
import { duePeriods } from '../../lib/core/task/due-period.ts';
import { t } from '../i18n.ts';
import { Choice } from '../library/LibraryFilters.tsx';
import { DayField } from '../library/PeriodChoice.tsx';
import { SearchField } from '../library/SearchField.tsx';
import { dueChoices } from './address.ts';
import type { TasksPageModel } from './use-tasks-page.ts';

const types = ['email', 'call', 'inmail', 'custom'] as const;

interface TaskFiltersProps {
  page: TasksPageModel;
  me: Me;
  field: RefObject<HTMLInputElement | null>;
}

/** Which open tasks are shown. */
export function TaskFilters({ page, me, field }: TaskFiltersProps) {
  const { search } = page.address;
  return (
    <search class="library-filters">
      <SearchField
        label={t('shell.search')}
        value={search.text ?? ''}
        field={field}
        onSearch={(words) => page.search({ text: words })}
      />
      <Due page={page} />
      <Choice
        label={t('filter.type')}
        value={search.type ?? ''}
        options={[
          { value: '', label: t('filter.allTypes') },
          ...types.map((value) => ({ value, label: t(`type.${value}`) })),
        ]}
        onChange={(type) => page.search({ type: types.find((one) => one === type) })}
      />
      <Choice
        label={t('tasksPage.campaign')}
        value={search.campaignId ?? ''}
        options={[
          { value: '', label: t('filter.allCampaigns') },
          { value: 'own', label: t('tasksPage.own') },
          ...(page.found?.campaigns ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(campaignId) => page.search({ campaignId })}
      />
      <Choice
        label={t('newTask.priority')}
        value={search.priority ?? ''}
        options={[
          { value: '', label: t('tasksPage.anyPriority') },
          { value: 'high', label: t('newTask.high') },
          { value: 'normal', label: t('newTask.normal') },
        ]}
        onChange={(value) => page.search({ priority: TaskSearch.shape.priority.parse(value || undefined) })}
      />
      {me.role !== 'user' && page.members.length > 1 && (
        <Choice
          label={t('tasksPage.whose')}
          value={search.assigneeId ?? ''}
          options={[
            { value: '', label: t('center.myself') },
            { value: 'all', label: t('center.everybody') },
            ...page.members.filter(({ self }) => !self).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(assigneeId) => page.search({ assigneeId })}
        />
      )}
    </search>
  );
}

function Due({ page }: { page: TasksPageModel }) {
  const { due, search } = page.address;
  return (
    <>
      <Choice
        label={t('tasksPage.due.label')}
        value={due}
        options={[
          { value: '', label: t('tasksPage.due.all') },
          ...duePeriods.map((value) => ({ value, label: t(`tasksPage.due.${value}`) })),
          { value: 'range', label: t('tasksPage.due.range') },
        ]}
        onChange={(value) => page.search({}, dueChoices.find((one) => one === value) ?? '')}
      />
      {due === 'range' && (
        <>
          <DayField
            label={t('tasksPage.from')}
            value={search.from}
            onInput={(from) => page.search({ from })}
          />
          <DayField label={t('tasksPage.to')} value={search.to} onInput={(to) => page.search({ to })} />
        </>
      )}
    </>
  );
}
