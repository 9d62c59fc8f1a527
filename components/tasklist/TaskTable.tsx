import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { FoundTask, MemberChoice, OpenTaskCounts } from '../../lib/contract/task-changes.ts';
import { awaitsTurn } from '../../lib/core/mail/turn.ts';
import { dayBounds, dueGroup } from '../../lib/core/task/group.ts';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { sayTrouble } from '../tasks/Trouble.tsx';
import { useVirtual } from '../tasks/use-virtual.ts';
import { type Clock, dayAndTime, fullTime } from '../time.ts';

const rowPx = 44;
const groupPx = 36;

interface TaskTableProps {
  tasks: readonly FoundTask[];
  counts: OpenTaskCounts;
  total: number;
  selected: ReadonlySet<string>;
  /** Whose each task is; empty: they are all one's own. */
  members: readonly MemberChoice[];
  clock: Clock;
  onToggle(id: string): void;
  /** Everything, or nothing. */
  onAll(all: boolean): void;
  onOpen(task: FoundTask): void;
  /** The last tasks that are here come into sight. */
  onEnd(): void;
}

type Group = ReturnType<typeof dueGroup>;
type Line = { group: Group; task: null } | { group: Group; task: FoundTask };

/** Open tasks in their groups, overdue first. Only rows in sight are in the page. */
export function TaskTable(props: TaskTableProps) {
  const { tasks, counts, total, selected, clock, onAll, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(tasks, clock), [tasks, clock]);
  const { items, totalPx } = useVirtual({
    scroller,
    count: lines.length,
    sizeAt: (index) => (lines[index]?.task ? rowPx : groupPx),
    keyAt: (index) => lines[index]?.task?.id ?? lines[index]?.group ?? '',
    keep: lines.findIndex(({ task }) => task?.id === focusedTask()),
  });
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (tasks.length < total && lastSeen >= lines.length - 20) onEnd();
  }, [lastSeen, tasks.length, total, lines.length, onEnd]);
  const isAll = total > 0 && selected.size >= Math.min(total, tasks.length);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a table element
    <div ref={scroller} class="center-scroll tasklist" role="table" aria-label={t('shell.tasks')}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: what is in it takes the focus */}
      <div class="center-head tasklist-grid" role="row">
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <span role="columnheader" class="tasklist-check" tabIndex={-1}>
          <input
            type="checkbox"
            aria-label={t('tasksPage.selectAll')}
            checked={isAll}
            onChange={() => onAll(!isAll)}
          />
        </span>
        {(['tasksPage.task', 'tasksPage.person', 'tasksPage.campaign', 'tasksPage.due.label'] as const).map(
          (name) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            <span key={name} role="columnheader" class="center-head-cell" tabIndex={-1}>
              {t(name)}
            </span>
          ),
        )}
      </div>
      <div class="center-rows" style={{ blockSize: `${totalPx}px` }}>
        {items.map(({ key, index, start }) => {
          const line = lines[index];
          if (!line) return null;
          const style = { insetBlockStart: `${start}px`, blockSize: `${line.task ? rowPx : groupPx}px` };
          if (line.task)
            return <Row key={key} {...props} task={line.task} group={line.group} style={style} />;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: a heading between rows
            <div key={key} role="row" class="tasklist-group" style={style} data-group={line.group}>
              {/* biome-ignore lint/a11y/useSemanticElements: as above */}
              <span role="cell">
                {t(`group.${line.group}`)} <span class="queue-count">{formatNumber(counts[line.group])}</span>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface RowProps extends TaskTableProps {
  task: FoundTask;
  group: Group;
  style: Record<string, string>;
}

function Row({ task, group, style, selected, members, clock, onToggle, onOpen }: RowProps) {
  const isSelected = selected.has(task.id);
  const whose = members.find(({ id }) => id === task.assigneeId);
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page itself hears Enter on a row
    <div
      class={isSelected ? 'center-row tasklist-grid chosen' : 'center-row tasklist-grid'}
      role="row"
      aria-selected={isSelected}
      tabIndex={0}
      data-row={task.id}
      style={style}
      onClick={(event) => {
        // What is a link or a control of its own does its own.
        if (event.target instanceof Element && !event.target.closest('a, button, input')) onOpen(task);
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <span role="cell" class="tasklist-check">
        <input
          type="checkbox"
          aria-label={t('tasksPage.select', { title: task.title })}
          checked={isSelected}
          onChange={() => onToggle(task.id)}
        />
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <span role="cell" class="center-cell tasklist-what">
        <Icon name={task.type} />
        <span class="heard">{t(`type.${task.type}`)}: </span>
        <span class="tasklist-texts">
          <span class="tasklist-title">
            <button type="button" class="button plain small cut" onClick={() => onOpen(task)}>
              <bdi class="cut" title={task.title}>
                {task.title}
              </bdi>
            </button>
            {task.standingInFor !== undefined && (
              <span class="cut soft">{t('absence.standingInFor', { name: task.standingInFor })}</span>
            )}
            {task.priority === 'high' && (
              <span class="tasklist-high" title={t('queue.high')}>
                <Icon name="flag" />
                <span class="heard">{t('queue.high')}</span>
              </span>
            )}
          </span>
          <Mark task={task} clock={clock} />
        </span>
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <span role="cell" class="center-cell">
        <span class="cut">
          <bdi>{task.personName || t('common.noName')}</bdi>
          {task.companyName && (
            <span class="soft">
              {' '}
              · <bdi>{task.companyName}</bdi>
            </span>
          )}
        </span>
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <span role="cell" class="center-cell">
        <span class="cut">
          {task.campaignId !== null && (
            <>
              <a href={`#/campaigns?id=${task.campaignId}&edit=open`}>
                <bdi>{task.campaignName}</bdi>
              </a>
              {task.dayNumber !== null && (
                <span class="soft"> · {t('tasksPage.day', { day: task.dayNumber })}</span>
              )}
            </>
          )}
        </span>
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <span role="cell" class="center-cell">
        <span class="cut">
          <time
            class={group === 'overdue' && !awaitsTurn(task, clock.now) ? 'danger' : 'soft'}
            dateTime={task.dueAt}
            title={fullTime(task.dueAt, clock.timeZone)}
          >
            {dayAndTime(task.dueAt, clock)}
          </time>
          {whose && (
            <span class="soft">
              {' '}
              · <bdi>{whose.name}</bdi>
            </span>
          )}
        </span>
      </span>
    </div>
  );
}

/** That a mail needs nobody, or why it does. */
function Mark({ task, clock }: { task: FoundTask; clock: Clock }) {
  const { automatic, held, trouble } = task;
  if (trouble || held) {
    const why = trouble ? sayTrouble(trouble.code) : t('task.held.title');
    return (
      <span class="tasklist-mark warn" title={why}>
        <Icon name="problem" />
        <span class="cut">{why}</span>
      </span>
    );
  }
  if (!automatic) return null;
  return (
    <span class="tasklist-mark">
      <span class="tasklist-automatic">
        {t(awaitsTurn(task, clock.now) ? 'task.automatic.dueTitle' : 'tasksPage.automatic')}
      </span>
    </span>
  );
}

/** The task whose row has the keyboard, or in whose row something has it. */
export function focusedTask(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null;
}

/** Tasks, soonest first, with a heading where a group begins. */
function linesOf(tasks: readonly FoundTask[], { now, timeZone }: Clock): Line[] {
  const bounds = dayBounds(now, timeZone);
  const lines: Line[] = [];
  for (const task of tasks) {
    const group = dueGroup(task.dueAt, bounds);
    if (lines.at(-1)?.group !== group) lines.push({ group, task: null });
    lines.push({ group, task });
  }
  return lines;
}
