import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Mail, MailAction } from '../../lib/contract/mail.ts';
import { attempt, type Problem, useLink } from '../data/link.ts';
import { useActions } from '../data/use-actions.ts';
import { useClock } from '../data/use-clock.ts';
import { DoneBar } from '../feedback/DoneBar.tsx';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { t } from '../i18n.ts';
import { useRows } from '../library/use-rows.ts';
import { ViewAs } from '../library/ViewAs.tsx';
import { PersonDialogs } from '../person/PersonDialogs.tsx';
import { PersonSheet } from '../person/PersonSheet.tsx';
import { useSomeone } from '../person/use-someone.ts';
import { ColumnsDialog } from './ColumnsDialog.tsx';
import { Filters } from './Filters.tsx';
import { Folders } from './Folders.tsx';
import { focusedRow, MailTable, type MailTableProps } from './MailTable.tsx';
import { SearchDialog } from './SearchDialog.tsx';
import { type CenterPage, useCenter } from './use-center.ts';

/** Every mail in its folder: what went out, what waits, what failed, and what can be done about it. */
export function Center({ me }: { me: Me }) {
  const link = useLink();
  const page = useCenter();
  const clock = useClock(me.user.timeZone);
  const actions = useActions(clock);
  const acts = useSomeone(actions);
  const field = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<'columns' | 'search' | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const act = async (mail: Mail, action: MailAction): Promise<void> => {
    if (action !== 'edit') return await page.perform(mail, action);
    const { campaignId, taskId } = mail;
    if (campaignId !== null) {
      location.hash = `#/campaigns?id=${campaignId}&edit=open`;
      return;
    }
    const opened = taskId && (await attempt(() => link.ask('compose.start', { taskId })));
    setProblem(opened && !opened.ok ? opened.problem : null);
  };
  const onMail = (then: (mail: Mail) => void) => () => {
    const mail = page.found?.mails.find(({ id }) => id === focusedRow());
    if (mail) then(mail);
  };
  const onRow = (...wanted: MailAction[]) =>
    onMail((mail) => {
      const action = mail.actions.find((one) => wanted.includes(one));
      if (action) void act(mail, action);
    });
  const { address, done, filter } = page;
  const only = ({ personId }: Mail): void => filter({ personId: personId ?? undefined });
  useRows({
    '/': () => field.current?.focus(),
    a: onRow('archive', 'unarchive'),
    s: onRow('success', 'noSuccess'),
    r: onRow('retry'),
    e: onRow('edit'),
    Delete: onRow('delete'),
    w: onMail((mail) => void acts.email(mail)),
    t: onMail((mail) => void acts.addTask(mail)),
    c: onMail((mail) => void acts.addToCampaign(mail)),
    p: onMail(only),
    z: () => void (page.done ? page.undo() : actions.undo()),
    Escape: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  });
  const saved = page.searches?.find(({ id }) => id === address.id) ?? null;
  const shown = problem ?? actions.problem ?? page.problem;
  return (
    <main class="library center">
      <Folders page={page} />
      <div class="library-list stack">
        <header class="row-of wrap">
          <h1 class="grow">{saved ? <bdi>{saved.name}</bdi> : headOf(page)}</h1>
          <ViewAs
            me={me}
            users={page.folders?.senders}
            value={page.address.as}
            onChange={(as) => page.go({ as })}
          />
          <button type="button" class="button" onClick={() => setDialog('search')}>
            {t('center.saveSearch')}
          </button>
          <button type="button" class="button" onClick={() => setDialog('columns')}>
            {t('center.columns')}
          </button>
        </header>
        <Filters page={page} field={field} />
        {shown && (
          <ProblemNote
            problem={shown}
            onDismiss={() => {
              setProblem(null);
              actions.setProblem(null);
              page.dismiss();
            }}
          >
            <button type="button" class="button small" onClick={() => void page.refresh()}>
              {t('common.retry')}
            </button>
          </ProblemNote>
        )}
        <Found
          page={page}
          clock={clock}
          acts={acts}
          onOnly={address.filters.personId === undefined ? only : null}
          onAction={(mail, action) => void act(mail, action)}
        />
        {done && (
          <UndoBar
            id={done.key}
            text={done.text}
            onUndo={done.undo ? () => void page.undo() : null}
            onExpire={page.forget}
          />
        )}
        {!done && <DoneBar actions={actions} />}
      </div>
      {acts.opened && <PersonSheet id={acts.opened} acts={acts} clock={clock} />}
      <PersonDialogs model={acts.person} clock={clock} />
      {dialog === 'columns' && (
        <ColumnsDialog
          folder={page.folder}
          layout={page.layout}
          onSave={(layout) => void page.saveLayout(layout)}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'search' && (
        <SearchDialog
          search={saved}
          filters={address.filters}
          onSave={page.saveSearch}
          onClose={() => setDialog(null)}
        />
      )}
      <p class="heard" aria-live="polite">
        {page.spoken || actions.spoken}
      </p>
    </main>
  );
}

function headOf({ address, folder }: CenterPage): string {
  return address.filters.folders === folder ? t(`center.folder.${folder}`) : t('center.mails');
}

interface FoundProps extends Pick<MailTableProps, 'clock' | 'acts' | 'onOnly' | 'onAction'> {
  page: CenterPage;
}

function Found({ page, ...shown }: FoundProps) {
  const { found, address } = page;
  if (!found) return page.problem ? null : <Bones label={t('queue.loading')} />;
  if (found.total === 0) return <Nothing page={page} />;
  return (
    <>
      <p class="soft" role="status">
        {t('center.count', { count: found.total })}
      </p>
      <MailTable
        key={`${address.as} ${page.folder}`}
        mails={found.mails}
        total={found.total}
        layout={page.layout}
        {...shown}
        onLayout={(layout) => void page.saveLayout(layout)}
        onEnd={page.showMore}
      />
    </>
  );
}

/** Nothing to show: because nothing is there, or because nothing is like that. */
function Nothing({ page }: { page: CenterPage }) {
  const { address, folder } = page;
  const isSearch = Object.keys(address.filters).some((name) => name !== 'folders');
  if (isSearch || address.filters.folders !== folder)
    return (
      <Empty icon="search" title={t('center.noMatch')} text={t('center.noMatchText')}>
        <button
          type="button"
          class="button"
          onClick={() => page.go({ filters: { folders: folder }, id: '' })}
        >
          {t('center.clear')}
        </button>
      </Empty>
    );
  return <Empty icon="inbox" title={t('center.empty')} text={t(`center.meaning.${folder}`)} />;
}
