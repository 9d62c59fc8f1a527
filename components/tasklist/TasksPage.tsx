import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { ok } from '../../lib/contract/errors.ts';
import {
  type FoundTask,
  mostForetold,
  type TaskDeed,
  type TaskFailure,
} from '../../lib/contract/task-changes.ts';
import { AwayNote } from '../absence/AwayNote.tsx';
import { attempt, type Problem, useLink } from '../data/link.ts';
import { useClock } from '../data/use-clock.ts';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { useRows } from '../library/use-rows.ts';
import { TaskDialog } from '../person/TaskDialog.tsx';
import { type EditableTask, useTaskUndo } from '../person/use-task-form.ts';
import type { Clock } from '../time.ts';
import { ChangeDialog, type DeedKind } from './ChangeDialog.tsx';
import { Failures } from './Consequences.tsx';
import { deedIcons, deeds } from './deeds.ts';
import { TaskFilters } from './TaskFilters.tsx';
import { TaskSheet } from './TaskSheet.tsx';
import { focusedTask, TaskTable } from './TaskTable.tsx';
import { useChange } from './use-change.ts';
import type { Acted } from './use-task-work.ts';
import { type TasksPageModel, useTasksPage } from './use-tasks-page.ts';

/** What was done, for ten seconds, and how it is taken back. */
interface Done {
  key: string;
  text: string;
  /** @returns what could not be taken back */
  undo(): Promise<TaskFailure[] | Problem>;
}

/** What went wrong, in sight until it was read. */
interface Kept {
  title: string;
  problem: Problem | null;
  failures: TaskFailure[];
}

/** All open tasks, overdue first; many are changed at once, with what follows from it told before. */
export function TasksPage({ me }: { me: Me }) {
  const link = useLink();
  const clock = useClock(me.user.timeZone);
  const page = useTasksPage(clock);
  const change = useChange();
  const undoing = useTaskUndo();
  const field = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState<{ kind: DeedKind; taskIds: string[] } | null>(null);
  const [opened, setOpened] = useState<FoundTask | null>(null);
  const [form, setForm] = useState<{ task: EditableTask | null } | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const afterwards = useRef<(() => void) | null>(null);
  const isAsked = useRef(false);
  const [kept, setKept] = useState<Kept | null>(null);

  const tell = (text: string, undo: Done['undo']): void => {
    setKept(null);
    setDone({ key: crypto.randomUUID(), text, undo });
  };
  const beginWith = (kind: DeedKind, taskIds: string[]): void => {
    if (taskIds.length === 0) return;
    isAsked.current = true;
    setWanted({ kind, taskIds });
  };
  /** The selected tasks, or else the one in whose row the keyboard is. */
  const begin = (kind: DeedKind): void => {
    const focused = focusedTask();
    beginWith(kind, page.selected.size > 0 ? [...page.selected] : focused ? [focused] : []);
  };
  /** The list is the server's: what was done in this browser must have come there. */
  const passOn = async (): Promise<void> => {
    await attempt(async () => ok(await link.ask('sync.now', {})));
    await page.reload();
  };
  const acted = ({ text, undo }: Acted): void => {
    setOpened(null);
    tell(text, async () => {
      const answer = await attempt(undo);
      if (answer.ok) await passOn();
      return answer.ok ? [] : answer.problem;
    });
    void passOn();
  };
  const run = async (taskIds: readonly string[], deed: TaskDeed): Promise<void> => {
    const { changeIds, changed, failures, state, problem } = await change.run(taskIds, deed);
    await page.reload();
    page.select(failures.map(({ taskId }) => taskId));
    const text = t(`tasksPage.said.${deed.kind}`, { count: changed });
    const say = (): void => {
      if (changed > 0) tell(text, () => change.takeBack(changeIds));
    };
    // What went wrong stays in sight until it was read; the ten seconds begin then.
    const isWhole = failures.length === 0 && state === 'done';
    if (!isWhole && isAsked.current) {
      afterwards.current = say;
      return;
    }
    close();
    say();
    // The dialog was closed meanwhile: the page itself tells.
    if (!isWhole) setKept({ title: text, problem, failures });
  };
  const close = (): void => {
    isAsked.current = false;
    setWanted(null);
    change.forget();
    afterwards.current?.();
    afterwards.current = null;
  };
  const undo = async (): Promise<void> => {
    if (!done) return;
    setDone(null);
    const left = await done.undo();
    if (!Array.isArray(left)) setKept({ title: '', problem: left, failures: [] });
    else if (left.length > 0)
      setKept({ title: t('tasksPage.notUndone', { count: left.length }), problem: null, failures: left });
    await page.reload();
  };
  const add = (): void => setForm({ task: null });
  useRows({
    '/': () => field.current?.focus(),
    x: () => {
      const id = focusedTask();
      if (id) page.toggle(id);
    },
    a: () => void page.selectAll(),
    n: add,
    e: () => begin('complete'),
    h: () => begin('move'),
    g: () => begin('assign'),
    Delete: () => begin('skip'),
    z: () => void undo(),
    Enter: () => {
      // A link in the row is followed.
      if (document.activeElement instanceof HTMLAnchorElement) return document.activeElement.click();
      const task = page.found?.tasks.find(({ id }) => id === focusedTask());
      if (task) setOpened(task);
    },
    Escape: () => page.select([]),
  });
  const problem = kept?.problem ?? page.problem;
  return (
    <main class="library tasks-page">
      <div class="library-list stack">
        <header class="row-of wrap">
          <h1 class="grow">{t('shell.tasks')}</h1>
          <button type="button" class="button main" onClick={add}>
            <Icon name="add" />
            {t('newTask.anybody')}
          </button>
        </header>
        <AwayNote clock={clock} />
        <TaskFilters page={page} me={me} field={field} />
        {problem && (
          <ProblemNote
            problem={problem}
            onDismiss={() => {
              setKept(null);
              page.dismiss();
            }}
          >
            <button type="button" class="button small" onClick={() => void page.reload()}>
              {t('common.retry')}
            </button>
          </ProblemNote>
        )}
        {kept && kept.failures.length > 0 && (
          <Note tone="warn" icon="problem" title={kept.title}>
            <Failures failures={kept.failures} />
            <button type="button" class="button small" onClick={() => setKept(null)}>
              {t('common.dismiss')}
            </button>
          </Note>
        )}
        <Selection page={page} onDeed={begin} />
        <Found page={page} clock={clock} onAdd={add} onOpen={setOpened} />
        {done && (
          <UndoBar id={done.key} text={done.text} onUndo={() => void undo()} onExpire={() => setDone(null)} />
        )}
      </div>
      {opened && (
        <TaskSheet
          key={opened.id}
          task={opened}
          me={me}
          members={page.members}
          clock={clock}
          onDeed={(kind) => {
            setOpened(null);
            beginWith(kind, [opened.id]);
          }}
          onEdit={() => {
            setOpened(null);
            setForm({ task: opened });
          }}
          onActed={acted}
          onClose={() => setOpened((now) => (now === opened ? null : now))}
        />
      )}
      {wanted && (
        <ChangeDialog
          {...wanted}
          members={page.members}
          clock={clock}
          progress={change.progress}
          onRun={(deed) => void run(wanted.taskIds, deed)}
          onStop={change.stop}
          onClose={close}
        />
      )}
      {form && (
        <TaskDialog
          task={form.task}
          clock={clock}
          onClose={() => setForm(null)}
          onDone={({ id, title }, was) => {
            setForm(null);
            void page.reload();
            const text = was.edit ? t('newTask.saved', { title }) : t('person.taskAdded', { title });
            tell(text, async () => {
              const answer = await attempt(undoing.of(id, was));
              return answer.ok ? [] : answer.problem;
            });
          }}
        />
      )}
      <p class="heard" role="status" aria-live="polite">
        {done?.text}
      </p>
    </main>
  );
}

/** How many are selected, and what can be done to them. */
function Selection({ page, onDeed }: { page: TasksPageModel; onDeed(kind: DeedKind): void }) {
  const { selected, select } = page;
  if (selected.size === 0) return <p class="soft small">{t('tasksPage.keys')}</p>;
  return (
    <div class="row-of wrap tasks-selection">
      <strong role="status">
        {t('tasksPage.selected', { count: selected.size })}
        {selected.size >= mostForetold && page.total > selected.size && (
          <> {t('tasksPage.onlyFirst', { total: formatNumber(page.total) })}</>
        )}
      </strong>
      {deeds.map((kind) => (
        <button key={kind} type="button" class="button small" onClick={() => onDeed(kind)}>
          <Icon name={deedIcons[kind]} />
          {t(`tasksPage.act.${kind}`)}
        </button>
      ))}
      <button type="button" class="button plain small" onClick={() => select([])}>
        {t('tasksPage.clear')}
      </button>
    </div>
  );
}

interface FoundProps {
  page: TasksPageModel;
  clock: Clock;
  onAdd(): void;
  onOpen(task: FoundTask): void;
}

function Found({ page, clock, onAdd, onOpen }: FoundProps) {
  const { found, total, address } = page;
  if (!found) return page.problem ? null : <Bones label={t('queue.loading')} />;
  if (total === 0) return <Nothing page={page} onAdd={onAdd} />;
  const isOwn = !address.search.assigneeId;
  return (
    <TaskTable
      tasks={found.tasks}
      counts={found.counts}
      total={total}
      selected={page.selected}
      members={isOwn ? [] : page.members}
      clock={clock}
      onToggle={page.toggle}
      onAll={(all) => (all ? void page.selectAll() : page.select([]))}
      onOpen={onOpen}
      onEnd={page.showMore}
    />
  );
}

/** Nothing to show: because nothing is to be done, or because nothing is like that. */
function Nothing({ page, onAdd }: { page: TasksPageModel; onAdd(): void }) {
  const { search, due } = page.address;
  if (Object.keys(search).length > 0 || due !== '')
    return (
      <Empty icon="search" title={t('tasksPage.noMatch')}>
        <button
          type="button"
          class="button"
          onClick={() =>
            page.search(Object.fromEntries(Object.keys(search).map((name) => [name, undefined])), '')
          }
        >
          {t('filter.clear')}
        </button>
      </Empty>
    );
  return (
    <Empty icon="done" title={t('tasksPage.empty')} text={t('tasksPage.emptyText')}>
      <button type="button" class="button" onClick={onAdd}>
        {t('newTask.anybody')}
      </button>
    </Empty>
  );
}
