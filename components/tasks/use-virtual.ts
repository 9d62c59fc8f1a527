import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

interface VirtualOptions {
  scroller: RefObject<HTMLElement | null>;
  count: number;
  sizeAt(index: number): number;
  keyAt(index: number): string;
  /** Always kept in the page, so that the focus is not lost by scrolling. */
  keep: number;
}

/** The lines of a long list that are in sight, and where they stand. */
export function useVirtual({ scroller, count, sizeAt, keyAt, keep }: VirtualOptions) {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: sizeAt,
    getItemKey: keyAt,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    initialRect: { width: 360, height: 640 },
    overscan: 6,
    rangeExtractor: (range: { startIndex: number; endIndex: number; overscan: number; count: number }) =>
      withKept(range, keep),
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());

  const items: VirtualItem[] = virtualizer.getVirtualItems();
  return {
    items,
    totalPx: virtualizer.getTotalSize(),
    measure: () => virtualizer.measure(),
    /** Of lines whose size is not known before: taken from the element, whose `data-index` says which line it is. */
    measureLine: virtualizer.measureElement,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}

function withKept(
  range: { startIndex: number; endIndex: number; overscan: number; count: number },
  keep: number,
): number[] {
  const first = Math.max(0, range.startIndex - range.overscan);
  const last = Math.min(range.count - 1, range.endIndex + range.overscan);
  const seen = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  if (keep >= 0 && keep < range.count && (keep < first || keep > last)) seen.push(keep);
  return seen.sort((a, b) => a - b);
}
