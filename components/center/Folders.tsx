import type { MailFolder } from '../../lib/contract/mail.ts';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import type { CenterPage } from './use-center.ts';

const groups: readonly { name: 'sent' | 'pending' | 'undelivered'; folders: readonly MailFolder[] }[] = [
  { name: 'sent', folders: ['delivered', 'archived'] },
  { name: 'pending', folders: ['scheduled', 'draft', 'inProgress', 'unsure'] },
  { name: 'undelivered', folders: ['failed', 'bounced', 'spam'] },
];

/** Folders with how much is in each, and the searches that were kept. */
export function Folders({ page }: { page: CenterPage }) {
  const { address, folders, searches, go } = page;
  const here = address.id ? null : address.filters.folders;
  const open = (filters: CenterPage['address']['filters'], id = '') => go({ filters, id });
  return (
    <>
      <nav class="center-folders" aria-label={t('center.folders')}>
        {groups.map(({ name, folders: members }) => (
          <section key={name}>
            <h2>{t(`center.group.${name}`)}</h2>
            <ul>
              {members.map((folder) => (
                <li key={folder}>
                  <button
                    type="button"
                    class="center-folder"
                    title={t(`center.meaning.${folder}`)}
                    aria-current={folder === here ? 'page' : undefined}
                    onClick={() => open({ folders: folder })}
                  >
                    <span class="grow cut">{t(`center.folder.${folder}`)}</span>
                    {folders && <span class="soft">{formatNumber(folders.counts[folder])}</span>}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <section>
          <h2>{t('center.searches')}</h2>
          {searches?.length === 0 && <p class="soft small">{t('center.noSearches')}</p>}
          <ul>
            {searches?.map((search) => (
              <li key={search.id} class="row-of">
                <button
                  type="button"
                  class="center-folder grow"
                  aria-current={search.id === address.id ? 'page' : undefined}
                  onClick={() => open(search.filters, search.id)}
                >
                  <Icon name="search" />
                  <bdi class="grow cut">{search.name}</bdi>
                </button>
                <button
                  type="button"
                  class="icon-button"
                  aria-label={t('center.deleteSearch', { name: search.name })}
                  title={t('center.deleteSearch', { name: search.name })}
                  onClick={() => void page.deleteSearch(search)}
                >
                  <Icon name="delete" />
                </button>
              </li>
            ))}
          </ul>
        </section>
      </nav>
      <FolderChoice page={page} />
    </>
  );
}

/** The same where there is no room for it. */
function FolderChoice({ page }: { page: CenterPage }) {
  const { address, folders, searches, go } = page;
  const value = address.id ? `search ${address.id}` : (address.filters.folders ?? '');
  return (
    <label class="center-choice field">
      <span>{t('center.folders')}</span>
      <select
        class="input"
        value={value}
        onChange={(event) => {
          const said = event.currentTarget.value;
          const search = searches?.find(({ id }) => said === `search ${id}`);
          go(search ? { filters: search.filters, id: search.id } : { filters: { folders: said }, id: '' });
        }}
      >
        {groups.map(({ name, folders: members }) => (
          <optgroup key={name} label={t(`center.group.${name}`)}>
            {members.map((folder) => (
              <option key={folder} value={folder}>
                {`${t(`center.folder.${folder}`)} (${formatNumber(folders?.counts[folder] ?? 0)})`}
              </option>
            ))}
          </optgroup>
        ))}
        {(searches?.length ?? 0) > 0 && (
          <optgroup label={t('center.searches')}>
            {searches?.map(({ id, name }) => (
              <option key={id} value={`search ${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  );
}
