import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useVirtual } from '../tasks/use-virtual.ts';

/** Up to so many lines all are in the page; of more, only those in sight. */
const drawnWhole = 60;

interface LongListProps<T> {
  items: readonly T[];
  keyOf(item: T): string;
  /** About how high a line is, in pixels; it is measured once it is drawn. */
  linePx: number;
  children(item: T): ComponentChildren;
}

/** A list that scrolls in itself and stays quick however long it is. */
export function LongList<T>(props: LongListProps<T>) {
  const { items, keyOf, children } = props;
  if (items.length > drawnWhole) return <Seen {...props} />;
  return (
    <ul class="launch-list">
      {items.map((item) => (
        <li key={keyOf(item)} class="row-of">
          {children(item)}
        </li>
      ))}
    </ul>
  );
}

function Seen<T>({ items, keyOf, linePx, children }: LongListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const keyAt = (index: number): string => {
    const item = items[index];
    return item === undefined ? '' : keyOf(item);
  };
  const {
    items: lines,
    totalPx,
    measureLine,
  } = useVirtual({
    scroller,
    count: items.length,
    sizeAt: () => linePx,
    keyAt,
    keep: focusedLine(scroller.current),
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must do so by keyboard, too
    <div ref={scroller} class="launch-list" tabIndex={0}>
      <ul class="long-list" style={{ blockSize: `${totalPx}px` }}>
        {lines.map(({ index, key, start }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <li
                key={key}
                ref={measureLine}
                class="row-of"
                data-index={index}
                aria-setsize={items.length}
                aria-posinset={index + 1}
                style={{ insetBlockStart: `${start}px` }}
              >
                {children(item)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

/** The line in which something has the keyboard. */
function focusedLine(list: HTMLElement | null): number {
  const line = document.activeElement?.closest<HTMLElement>('[data-index]');
  return line && list?.contains(line) ? Number(line.dataset.index) : -1;
}
