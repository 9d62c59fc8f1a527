import { Empty } from '../feedback/Empty.tsx';
import { t } from '../i18n.ts';
import type { LibraryAddress } from './address.ts';

interface NoTemplatesProps {
  address: LibraryAddress;
  onAll(): void;
  /** Null: nobody but admins may make one. */
  onNew: (() => void) | null;
}

/** Nothing to show: because there is nothing yet, or because nothing is like that. */
export function NoTemplates({ address, onAll, onNew }: NoTemplatesProps) {
  const { view, search, category } = address;
  if (view === 'all' && !search && !category)
    return (
      <Empty icon="template" title={t('tools.emptyTitle')} text={t('library.emptyText')}>
        {onNew && (
          <button type="button" class="button main" onClick={onNew}>
            {t('library.new')}
          </button>
        )}
      </Empty>
    );
  return (
    <Empty icon="search" title={t('tools.noMatchTitle')} text={t('library.noMatchText')}>
      <button type="button" class="button" onClick={onAll}>
        {t('library.showAll')}
      </button>
    </Empty>
  );
}
