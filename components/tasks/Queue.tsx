import type { Ref, RefObject } from 'preact';
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { DueCounts, TaskRow } from '../../lib/contract/messages.ts';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import type { Clock } from '../time.ts';
import { QueueRow, type RowActions } from './QueueRow.tsx';
import { layQueue, type QueueGroup, type QueueItem, type QueueLayout } from './queue-layout.ts';
import { useVirtual } from './use-virtual.ts';

export interface QueueHandle {
  /** Moves the focus up or down by lines; starts at the line used last. */
  move(lines: number): void;
  focus(): void;
  /** The task whose line Tab reaches, if it is one. */
  current(): TaskRow | null;
}

interface QueueProps extends RowActions {
  counts: DueCounts;
  total: number;
  rowAt(place: number): TaskRow | undefined;
  need(first: number, last: number): void;
  clock: Clock;
  compact: boolean;
  handle: Ref<QueueHandle>;
}

/** All due tasks in their groups. Only the lines in sight are in the page; ten thousand cost what twenty do. */
export function Queue({ counts, total, rowAt, need, clock, compact, handle, ...act }: QueueProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<QueueGroup>>(new Set());
  const [line, setLine] = useState(-1);
  // Keys may come faster than the list is drawn; each goes on from the one before.
  const here = useRef(line);
  const goTo = (index: number): void => {
    here.current = index;
    setLine(index);
  };
  const layout = useMemo(() => layQueue(counts, closed), [counts, closed]);
  const current = currentLine(line, layout);
  const virtual = useVirtual({
    scroller,
    count: layout.length,
    keep: current,
    sizeAt: (index) => sizeOf(layout.itemAt(index), compact),
    keyAt: (index) => keyOf(layout.itemAt(index)),
  });
  const measured = `${compact} ${[...closed].join()} ${JSON.stringify(counts)}`;
  useLayoutEffect(() => virtual.measure(), [measured]);

  const places = virtual.items.flatMap(({ index }) => placeOf(layout.itemAt(index)));
  const first = Math.min(...places, total);
  const last = Math.max(...places, 0);
  useEffect(() => need(first, last), [need, first, last]);

  const focusLine = useFocusLine(scroller, current, (index) => {
    goTo(index);
    virtual.scrollTo(index);
  });
  // Tasks come and go above the line in use: keys act on the task that has the focus, wherever it stands by now.
  useLayoutEffect(() => {
    const index = lineInFocus(scroller.current);
    if (index !== null && index !== here.current) goTo(index);
  });
  useImperativeHandle(handle, () => ({
    move: (lines) => {
      const from = here.current < 0 ? current - Math.sign(lines) : clamp(here.current, layout.length);
      focusLine(clamp(from + lines, layout.length));
    },
    focus: () => focusLine(current),
    current: () => {
      const item = layout.itemAt(current);
      return item?.kind === 'task' ? (rowAt(item.place) ?? null) : null;
    },
  }));
  const toggle = (group: QueueGroup): void => setClosed((old) => toggled(old, group));

  return (
    <div class="queue" ref={scroller} data-queue>
      {/* biome-ignore lint/a11y/noRedundantRoles: without list-style some readers drop the list */}
      <ul role="list" aria-label={t('queue.label')} style={{ blockSize: `${virtual.totalPx}px` }}>
        {virtual.items.map(({ index, key, start, size }) => {
          const item = layout.itemAt(index);
          const style = { transform: `translateY(${start}px)`, blockSize: `${size}px` };
          const onFocus = (): void => goTo(index);
          if (!item) return null;
          if (item.kind === 'group') {
            return (
              <GroupLine
                key={key}
                item={item}
                index={index}
                current={index === current}
                style={style}
                onFocus={onFocus}
                onToggle={toggle}
              />
            );
          }
          const task = rowAt(item.place);
          if (!task) return <LoadingLine key={key} style={style} />;
          return (
            <QueueRow
              key={task.id}
              task={task}
              clock={clock}
              current={index === current}
              place={item.place}
              total={total}
              index={index}
              style={style}
              onFocus={onFocus}
              {...act}
            />
          );
        })}
      </ul>
    </div>
  );
}

interface GroupLineProps {
  item: Extract<QueueItem, { kind: 'group' }>;
  index: number;
  current: boolean;
  style: Record<string, string>;
  onFocus(): void;
  onToggle(group: QueueGroup): void;
}

function GroupLine({ item, index, current, style, onFocus, onToggle }: GroupLineProps) {
  return (
    <li class="queue-group" style={style} data-group={item.group}>
      <h2>
        <button
          type="button"
          tabIndex={current ? 0 : -1}
          aria-expanded={item.open}
          data-line={index}
          onFocus={onFocus}
          onClick={() => onToggle(item.group)}
        >
          <Icon name="chevron" />
          {t(`group.${item.group}`)}
          <span class="queue-count">{formatNumber(item.count)}</span>
        </button>
      </h2>
    </li>
  );
}

function LoadingLine({ style }: { style: Record<string, string> }) {
  return (
    <li class="queue-row loading" style={style}>
      <span class="bone" />
      <span class="heard">{t('queue.loading')}</span>
    </li>
  );
}

/**
 * Puts the focus on a line, which may have to be drawn first. Also takes the focus to the present line when the line
 * that had it is gone, so that the next key goes on from there.
 */
function useFocusLine(
  scroller: RefObject<HTMLElement | null>,
  current: number,
  show: (index: number) => void,
) {
  const wanted = useRef<number | null>(null);
  const within = useRef(false);
  useEffect(() => {
    const list = scroller.current;
    const come = (): void => {
      within.current = true;
    };
    const go = (event: FocusEvent): void => {
      if (event.relatedTarget)
        within.current = event.relatedTarget instanceof Node && list?.contains(event.relatedTarget) === true;
    };
    list?.addEventListener('focusin', come);
    list?.addEventListener('focusout', go);
    return () => {
      list?.removeEventListener('focusin', come);
      list?.removeEventListener('focusout', go);
    };
  }, [scroller]);
  const take = (index: number): boolean => {
    const line = scroller.current?.querySelector<HTMLElement>(`[data-line="${index}"]`);
    line?.focus({ preventScroll: true });
    return line !== null && line !== undefined;
  };
  useLayoutEffect(() => {
    const lost = within.current && document.activeElement === document.body && document.hasFocus();
    const index = wanted.current ?? (lost ? current : null);
    if (index !== null && take(index)) wanted.current = null;
  });
  return (index: number): void => {
    wanted.current = take(index) ? null : index;
    show(index);
  };
}

function lineInFocus(list: HTMLElement | null): number | null {
  const line = list?.querySelector<HTMLElement>('[data-line]:focus')?.dataset.line;
  return line === undefined ? null : Number(line);
}

/** The line used last, or the first task when none was; within the list as it is now. */
function currentLine(line: number, layout: QueueLayout): number {
  if (line >= 0) return clamp(line, layout.length);
  return layout.itemAt(1)?.kind === 'task' ? 1 : 0;
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}

function placeOf(item: QueueItem | undefined): number[] {
  return item?.kind === 'task' ? [item.place] : [];
}

function keyOf(item: QueueItem | undefined): string {
  if (!item) return 'none';
  return item.kind === 'group' ? item.group : `${item.place}`;
}

/** Heights as `theme.css` has them in `--row` and `--group`. */
function sizeOf(item: QueueItem | undefined, compact: boolean): number {
  if (item?.kind === 'group') return compact ? 32 : 36;
  return compact ? 48 : 60;
}

function toggled(closed: ReadonlySet<QueueGroup>, group: QueueGroup): ReadonlySet<QueueGroup> {
  const next = new Set(closed);
  if (!next.delete(group)) next.add(group);
  return next;
}
