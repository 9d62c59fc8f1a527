import { useState } from 'preact/hooks';
import type { MailColumn, MailLayout } from '../../lib/contract/mail.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { isNumber, sortOf } from './cells.tsx';

const [narrowestPx, widestPx] = [60, 900];

interface HeadCellProps {
  name: MailColumn;
  layout: MailLayout;
  onLayout(layout: MailLayout): void;
}

/** The head of a column: sorts by it, is dragged to another place, and made wider or narrower at its edge. */
export function HeadCell({ name, layout, onLayout }: HeadCellProps) {
  const sort = sortOf[name];
  const isSorted = sort !== undefined && layout.sort === sort;
  const label = t(`center.column.${name}`);
  const isDescending = isSorted && layout.descending;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table
    <span
      role="columnheader"
      tabIndex={-1}
      class={isNumber(name) ? 'center-head-cell number' : 'center-head-cell'}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
      draggable
      onDragStart={(event) => event.dataTransfer?.setData('text/plain', name)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onLayout(movedBefore(layout, event.dataTransfer?.getData('text/plain') ?? '', name));
      }}
    >
      {sort === undefined ? (
        <span class="cut" title={label}>
          {label}
        </span>
      ) : (
        <button
          type="button"
          class="center-sort cut"
          title={t('center.sortBy', { column: label })}
          onClick={() =>
            onLayout({ ...layout, sort, descending: isSorted ? !layout.descending : sort === 'at' })
          }
        >
          {label}
          {isSorted && <span aria-hidden="true">{isDescending ? ' ↓' : ' ↑'}</span>}
        </button>
      )}
      <Edge name={name} label={label} layout={layout} onLayout={onLayout} />
    </span>
  );
}

/** The layout with one column put in front of another. */
export function movedBefore(layout: MailLayout, moved: string, before: MailColumn): MailLayout {
  const column = layout.columns.find(({ name }) => name === moved);
  if (!column || moved === before) return layout;
  const columns = layout.columns.flatMap((one) => {
    if (one.name === moved) return [];
    return one.name === before ? [column, one] : [one];
  });
  return { ...layout, columns };
}

/** Drag it, or use the arrows. */
function Edge({ name, label, layout, onLayout }: HeadCellProps & { label: string }) {
  const [drag, setDrag] = useState<{ fromPx: number; widthPx: number; latestPx: number } | null>(null);
  const widthPx = layout.columns.find((column) => column.name === name)?.widthPx ?? narrowestPx;
  const setWidth = (wantedPx: number) => {
    const boundPx = Math.round(Math.min(widestPx, Math.max(narrowestPx, wantedPx)));
    onLayout({
      ...layout,
      columns: layout.columns.map((column) => (column.name === name ? { name, widthPx: boundPx } : column)),
    });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <span
      class="center-edge"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('center.widthOf', { column: label })}
      aria-valuenow={widthPx}
      aria-valuemin={narrowestPx}
      aria-valuemax={widestPx}
      draggable={false}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        setWidth(widthPx + by);
      }}
      onDragStart={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ fromPx: event.clientX, widthPx, latestPx: widthPx });
      }}
      onPointerMove={(event) => {
        if (!drag) return;
        const sign = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
        setDrag({ ...drag, latestPx: drag.widthPx + sign * (event.clientX - drag.fromPx) });
      }}
      onPointerUp={() => {
        if (drag && drag.latestPx !== drag.widthPx) setWidth(drag.latestPx);
        setDrag(null);
      }}
      onPointerCancel={() => setDrag(null)}
    >
      <Icon name="grip" />
      {drag && <span class="center-guide" style={{ translate: `${drag.latestPx - drag.widthPx}px` }} />}
    </span>
  );
}
