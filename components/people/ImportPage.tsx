import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { ImportWizard } from '../imports/ImportWizard.tsx';
import type { Clock } from '../time.ts';

interface ImportPageProps {
  /** Of the import that is under way; empty: none yet. */
  id: string;
  clock: Clock;
  onOpen(id: string): void;
  onLeave(): void;
}

/** Contacts are imported from a file. */
export function ImportPage({ id, clock, onOpen, onLeave }: ImportPageProps) {
  return (
    <main class="library">
      <div class="library-list stack">
        <header class="row-of wrap">
          <h1 class="grow">{t('imports.title')}</h1>
          <button type="button" class="button" onClick={onLeave}>
            <Icon name="back" />
            {t('imports.leave')}
          </button>
        </header>
        <ImportWizard
          target="contacts"
          id={id}
          clock={clock}
          onOpen={onOpen}
          onDone={() => (
            <button type="button" class="button main" onClick={onLeave}>
              {t('imports.seeContacts')}
            </button>
          )}
        />
      </div>
    </main>
  );
}
