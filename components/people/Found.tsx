import type { ResponseOf } from '../../lib/contract/api.ts';
import type { Person } from '../../lib/contract/person.ts';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { formatNumber, t } from '../i18n.ts';
import { CompanyTable } from './CompanyTable.tsx';
import { ContactTable } from './ContactTable.tsx';
import { type FoundList, mostShown } from './use-found.ts';

interface FoundContactsProps {
  list: FoundList<ResponseOf<'people.list'>>;
  search: string;
  chosen: ReadonlyMap<string, Person>;
  onChoose(people: readonly Person[], isChosen: boolean): void;
  onOpen(person: Person): void;
  onCompany(companyId: string): void;
  onAdd(): void;
}

/** Contacts that are found. */
export function FoundContacts(props: FoundContactsProps) {
  const { list, search, chosen, onAdd } = props;
  const { found } = list;
  if (!found) return list.problem ? null : <Bones label={t('queue.loading')} />;
  if (found.total === 0)
    return search ? (
      <Empty icon="search" title={t('launch.noMatch')} text={t('launch.noMatchText')} />
    ) : (
      <Empty icon="people" title={t('contacts.emptyTitle')} text={t('contacts.emptyText')}>
        <button type="button" class="button main" onClick={onAdd}>
          {t('addPerson.title')}
        </button>
      </Empty>
    );
  return (
    <>
      <p class="soft" role="status">
        {t('launch.found', { count: found.total })}
      </p>
      <ContactTable {...props} people={found.people} chosen={new Set(chosen.keys())} />
      <More count={found.people.length} total={found.total} onMore={list.showMore} />
    </>
  );
}

interface FoundCompaniesProps {
  list: FoundList<ResponseOf<'companies.list'>>;
  search: string;
  onOpen(id: string): void;
  onAdd(): void;
}

/** Companies that are found. */
export function FoundCompanies({ list, search, onOpen, onAdd }: FoundCompaniesProps) {
  const { found } = list;
  if (!found) return list.problem ? null : <Bones label={t('queue.loading')} />;
  if (found.total === 0)
    return search ? (
      <Empty icon="search" title={t('company.noMatch')} text={t('launch.noMatchText')} />
    ) : (
      <Empty icon="people" title={t('company.emptyTitle')} text={t('company.emptyText')}>
        <button type="button" class="button main" onClick={onAdd}>
          {t('company.new')}
        </button>
      </Empty>
    );
  return (
    <>
      <p class="soft" role="status">
        {t('company.count', { count: found.total })}
      </p>
      <CompanyTable companies={found.companies} onOpen={onOpen} />
      <More count={found.companies.length} total={found.total} onMore={list.showMore} />
    </>
  );
}

interface MoreProps {
  count: number;
  total: number;
  onMore(): void;
}

/** The way to what is not shown yet; of very many only some are. */
export function More({ count, total, onMore }: MoreProps) {
  if (total <= count) return null;
  if (count >= mostShown) return <p class="soft">{t('contacts.most', { shown: formatNumber(count) })}</p>;
  return (
    <button type="button" class="button" onClick={onMore}>
      {t('library.showMore')}
    </button>
  );
}
