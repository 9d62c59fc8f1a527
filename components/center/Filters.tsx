import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { MailFilters, MailFolder, MailMoment } from '../../lib/contract/mail.ts';
import { periodsOf } from '../../lib/core/period/bounds.ts';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Choice } from '../library/LibraryFilters.tsx';
import { PeriodChoice } from '../library/PeriodChoice.tsx';
import { SearchField } from '../library/SearchField.tsx';
import { calledOf } from '../person/use-someone.ts';
import type { CenterPage } from './use-center.ts';

const yesNo = ['yes', 'no'] as const;
const told = ['replied', 'opened', 'clicked', 'success'] as const;

/** Which mails are shown: words, and what more may be asked. */
export function Filters({ page, field }: { page: CenterPage; field: RefObject<HTMLInputElement | null> }) {
  const { address, filter, found } = page;
  const { filters } = address;
  const [open, setOpen] = useState(() => isDetailed(filters));
  return (
    <search class="stack">
      <div class="row-of">
        <SearchField
          label={t('center.search')}
          value={filters.text ?? ''}
          field={field}
          onSearch={(words) => filter({ text: words })}
        />
        {filters.personId !== undefined && (
          <button type="button" class="button" onClick={() => filter({ personId: undefined })}>
            {t('feed.notOnly', { name: found?.mails[0] ? calledOf(found.mails[0]) : t('tabs.person') })}
          </button>
        )}
        <button type="button" class="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('center.advanced')}
        </button>
      </div>
      {open && <Details page={page} />}
    </search>
  );
}

const isDetailed = (filters: MailFilters): boolean =>
  Object.keys(filters).some((name) => name !== 'folders' && name !== 'text');

function Details({ page }: { page: CenterPage }) {
  const ask = useLibrary();
  const { filter, address } = page;
  const { filters } = address;
  const campaigns = useAsked('feed-choices', () => ask('feed.choices', {})).value?.campaigns;
  const selections = useAsked('selections', () => ask('selections.list', {})).value?.selections;
  const only = MailFolder.options.find((folder) => folder === filters.folders) ?? null;
  const any = { value: '', label: t('center.any') };
  return (
    <div class="library-filters">
      <Choice
        label={t('center.momentLabel')}
        value={filters.moment ?? 'at'}
        options={MailMoment.options.map((value) => ({ value, label: t(`center.moment.${value}`) }))}
        onChange={(value) => filter({ moment: value === 'at' ? undefined : MailMoment.parse(value) })}
      />
      <PeriodChoice
        value={filters.period}
        named={periodsOf(only)}
        orAny
        onChange={(period) => filter({ period })}
      />
      <OneOf page={page} name="campaignId" label={t('center.column.campaign')} choices={campaigns} />
      <OneOf page={page} name="selectionId" label={t('center.ofSelection')} choices={selections} />
      {told.map((name) => (
        <Choice
          key={name}
          label={t(`center.told.${name}`)}
          value={filters[name] ?? ''}
          options={[any, ...yesNo.map((value) => ({ value, label: t(`center.${value}`) }))]}
          onChange={(value) => filter({ [name]: yesNo.find((one) => one === value) })}
        />
      ))}
      <StatusChoice page={page} />
      {isDetailed(filters) && (
        <button
          type="button"
          class="button plain"
          onClick={() => page.go({ filters: MailFilters.pick({ folders: true }).parse(filters) })}
        >
          {t('center.clear')}
        </button>
      )}
    </div>
  );
}

interface OneOfProps {
  page: CenterPage;
  name: 'campaignId' | 'selectionId';
  label: string;
  choices: readonly { id: string; name: string }[] | undefined;
}

/** What a mail belongs to; nothing where there is nothing to choose from. */
function OneOf({ page, name, label, choices = [] }: OneOfProps) {
  if (choices.length === 0) return null;
  return (
    <Choice
      label={label}
      value={page.address.filters[name] ?? ''}
      options={[
        { value: '', label: t('center.any') },
        ...choices.map((choice) => ({ value: choice.id, label: choice.name })),
      ]}
      onChange={(value) => page.filter({ [name]: value || undefined })}
    />
  );
}

/** Several folders at once, for searches that look further than one. */
function StatusChoice({ page }: { page: CenterPage }) {
  const { filter, address } = page;
  const chosen = address.filters.folders?.split(',') ?? MailFolder.options;
  return (
    <fieldset class="choices">
      <legend class="legend">{t('center.status')}</legend>
      {MailFolder.options.map((folder) => (
        <label key={folder} class="choice">
          <input
            type="checkbox"
            checked={chosen.some((name) => name === folder)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              const next = MailFolder.options.filter((name) =>
                name === folder ? isOn : chosen.some((one) => one === name),
              );
              // None is no question: then it is all of them.
              const all = next.length === 0 || next.length === MailFolder.options.length;
              filter({ folders: all ? MailFolder.options.join(',') : next.join(',') });
            }}
          />
          <span>{t(`center.folder.${folder}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
