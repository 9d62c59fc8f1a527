import { useRef } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { isLocked, mayChange } from '../../lib/core/access/may-change.ts';
import { useClock } from '../data/use-clock.ts';
import { Editor, type Saved } from '../editor/Editor.tsx';
import { Unsaved } from '../editor/Unsaved.tsx';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import type { Clock } from '../time.ts';
import { Dialogs } from './Dialogs.tsx';
import { LibraryFilters } from './LibraryFilters.tsx';
import { NoTemplates } from './NoTemplates.tsx';
import { TemplatePanel } from './TemplatePanel.tsx';
import { TemplateTable } from './TemplateTable.tsx';
import { type LibraryPage, useLibraryPage } from './use-library-page.ts';
import { useRows } from './use-rows.ts';

/** The templates of a workspace, or the one that is written. */
export function Library({ me }: { me: Me }) {
  const page = useLibraryPage();
  const clock = useClock(me.user.timeZone);
  const { address, categories } = page;
  if (!address.edit || isLocked(me, 'templates')) return <List me={me} page={page} clock={clock} />;
  return (
    <Editor
      id={address.id}
      isNew={address.edit === 'new'}
      me={me}
      clock={clock}
      categories={categories}
      onSaved={({ id }) => page.go({ id, edit: 'open' })}
      onLeave={(saved) => leaveEditor(page, me, saved)}
    />
  );
}

/** Who may give a new text to campaigns is asked about those that hold the old one. */
function leaveEditor(page: LibraryPage, me: Me, saved: Saved | null): void {
  const { address } = page;
  page.go({ edit: '', id: saved?.template.id ?? (address.edit === 'new' ? '' : address.id) });
  if (!saved) return;
  const isNewText = saved.before !== null && saved.template.version !== saved.before.version;
  if (me.role !== 'user' && isNewText && !isLocked(me, 'campaigns')) void page.offerCopies(saved.template);
  void page.refresh();
}

interface ListProps {
  me: Me;
  page: LibraryPage;
  clock: Clock;
}

/** Templates found, compared by what came of them, and looked after. */
function List({ me, page, clock }: ListProps) {
  const field = useRef<HTMLInputElement>(null);
  // Made here, so that what is written is found again under the same address.
  const locked = isLocked(me, 'templates');
  const create = (): void => {
    if (!locked) page.go({ id: crypto.randomUUID(), edit: 'new' });
  };
  const close = (): void => {
    const row = `[data-row="${CSS.escape(page.address.id)}"]`;
    page.go({ id: '' });
    // Where there is room for one of the two only, the list is in sight again by then.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(row)?.focus());
  };
  useRows({ '/': () => field.current?.focus(), n: create, Escape: close });
  return (
    <main class={page.open.value ? 'library open' : 'library'}>
      <div class="library-list stack">
        <header class="row-of wrap">
          <h1 class="grow">{t('library.title')}</h1>
          {!locked && (
            <>
              <button type="button" class="button" onClick={() => page.setDialog({ kind: 'categories' })}>
                {t('library.categories')}
              </button>
              <button type="button" class="button" onClick={() => page.setDialog({ kind: 'import' })}>
                {t('library.import')}
              </button>
            </>
          )}
          <button
            type="button"
            class="button"
            disabled={!page.found?.total}
            title={t('library.exportHint')}
            onClick={() => void page.saveAll()}
          >
            {t('library.export')}
          </button>
          {!locked && (
            <button type="button" class="button main" onClick={create}>
              <Icon name="add" />
              {t('library.new')}
            </button>
          )}
        </header>
        {locked && <p class="note">{t('lockdown.reason.templates')}</p>}
        <LibraryFilters
          address={page.address}
          categories={page.categories}
          field={field}
          onChange={page.go}
        />
        <Unsaved clock={clock} onOpen={(id, isNew) => page.go({ id, edit: isNew ? 'new' : 'open' })} />
        <PageProblem page={page} />
        <Found page={page} clock={clock} onNew={locked ? null : create} />
      </div>
      <OpenTemplate page={page} me={me} onClose={close} />
      <Dialogs
        dialog={page.dialog}
        me={me}
        clock={clock}
        onClose={() => page.setDialog(null)}
        onMany={() => void page.refresh()}
        onShared={(said) => {
          page.setDialog(null);
          void page.heard(said);
        }}
        onDone={(template, changed) => {
          page.setDialog(null);
          if (changed) void page.offerCopies(changed);
          page.go({ id: template?.id ?? '' });
          void page.refresh();
        }}
      />
      <p class="heard" aria-live="polite">
        {page.spoken}
      </p>
    </main>
  );
}

function PageProblem({ page }: { page: LibraryPage }) {
  const { open } = page;
  if (open.problem) return <ProblemNote problem={open.problem} onDismiss={() => page.go({ id: '' })} />;
  if (!page.problem) return null;
  return (
    <ProblemNote problem={page.problem} onDismiss={page.dismiss}>
      <button type="button" class="button small" onClick={() => void page.refresh()}>
        {t('common.retry')}
      </button>
    </ProblemNote>
  );
}

function Found({ page, clock, onNew }: { page: LibraryPage; clock: Clock; onNew: (() => void) | null }) {
  const { found, address } = page;
  if (!found) return page.problem ? null : <Bones label={t('queue.loading')} />;
  const all = { view: 'all', search: '', category: '' } as const;
  if (found.total === 0) return <NoTemplates address={address} onAll={() => page.go(all)} onNew={onNew} />;
  return (
    <>
      <p class="soft" role="status">
        {t('library.count', { count: found.total })}
      </p>
      <TemplateTable
        templates={found.templates}
        openId={address.id}
        clock={clock}
        onOpen={(id) => (id === address.id ? focusOpen() : page.go({ id }))}
        onFavourite={(template) => void page.favourite(template)}
      />
      {found.total > found.templates.length && (
        <button type="button" class="button" onClick={page.showMore}>
          {t('library.showMore')}
        </button>
      )}
    </>
  );
}

/** Chosen once more, the open template gets the keyboard. */
function focusOpen(): void {
  document.getElementById('template-name')?.focus();
}

function OpenTemplate({ page, me, onClose }: { page: LibraryPage; me: Me; onClose(): void }) {
  const { open, figures, setDialog } = page;
  const template = open.value;
  if (!template) return null;
  const show = (kind: 'share' | 'delete' | 'versions' | 'copies' | 'recommend') => () =>
    setDialog({ kind, template });
  return (
    <TemplatePanel
      template={template}
      figures={figures}
      mayChange={mayChange(me, 'templates', template)}
      isLocked={isLocked(me, 'templates')}
      act={{
        onClose,
        onEdit: () => page.go({ edit: 'open' }),
        onDelete: show('delete'),
        onVersions: show('versions'),
        onCopies: show('copies'),
        onDuplicate: () => void page.duplicate(template),
        onArchive: (archived) => void page.archive(template, archived),
        onChanged: () => void page.refresh(),
        onShare: show('share'),
        onRecommend: show('recommend'),
      }}
    />
  );
}
