import { useEffect, useRef } from 'preact/hooks';
import type { Mail, MailAction, MailLayout } from '../../lib/contract/mail.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';
import type { SomeoneActs } from '../person/use-someone.ts';
import { useVirtual } from '../tasks/use-virtual.ts';
import type { Clock } from '../time.ts';
import { Cell, isNumber } from './cells.tsx';
import { HeadCell } from './HeadCell.tsx';

const rowPx = 40;
/** Room for two buttons. */
const actionsPx = 80;

export interface MailTableProps {
  mails: readonly Mail[];
  total: number;
  layout: MailLayout;
  clock: Clock;
  acts: SomeoneActs;
  onOnly: ((mail: Mail) => void) | null;
  onLayout(layout: MailLayout): void;
  onAction(mail: Mail, action: MailAction): void;
  /** The last mails that are here come into sight. */
  onEnd(): void;
}

/** Mails in the columns that were chosen. Only rows in sight are in the page. */
export function MailTable(props: MailTableProps) {
  const { mails, total, layout, clock, acts, onOnly, onLayout, onAction, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { items, totalPx } = useVirtual({
    scroller,
    count: mails.length,
    sizeAt: () => rowPx,
    keyAt: (index) => mails[index]?.id ?? '',
    keep: mails.findIndex(({ id }) => id === focusedRow()),
  });
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (mails.length > 0 && lastSeen >= mails.length - 20) onEnd();
  }, [lastSeen, mails.length, onEnd]);
  const columns = [...layout.columns.map(({ widthPx }) => `${widthPx}px`), `minmax(${actionsPx}px, 1fr)`];
  const widthPx = layout.columns.reduce((sum, column) => sum + column.widthPx, actionsPx);
  const grid = { gridTemplateColumns: columns.join(' '), minInlineSize: `${widthPx}px` };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a table element
    <div
      ref={scroller}
      class="center-scroll"
      role="table"
      aria-label={t('center.mails')}
      aria-rowcount={total + 1}
      aria-colcount={layout.columns.length + 1}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: what is in it takes the focus */}
      <div class="center-head" role="row" aria-rowindex={1} style={grid}>
        {layout.columns.map(({ name }) => (
          <HeadCell key={name} name={name} layout={layout} onLayout={onLayout} />
        ))}
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <span role="columnheader" class="heard" tabIndex={-1}>
          {t('campaigns.actions')}
        </span>
      </div>
      <div class="center-rows" style={{ blockSize: `${totalPx}px`, minInlineSize: `${widthPx}px` }}>
        {items.map(({ key, index, start }) => {
          const mail = mails[index];
          if (!mail) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            <div
              key={key}
              class="center-row"
              role="row"
              aria-rowindex={index + 2}
              tabIndex={0}
              data-row={mail.id}
              style={{ ...grid, insetBlockStart: `${start}px`, blockSize: `${rowPx}px` }}
            >
              {layout.columns.map(({ name }) => (
                // biome-ignore lint/a11y/useSemanticElements: as above
                <span key={name} role="cell" class={isNumber(name) ? 'center-cell number' : 'center-cell'}>
                  <Cell mail={mail} column={name} clock={clock} acts={acts} onOnly={onOnly} />
                </span>
              ))}
              {/* biome-ignore lint/a11y/useSemanticElements: as above */}
              <span role="cell" class="center-acts">
                {mail.actions.map((action) => (
                  <Act key={action} mail={mail} action={action} onAction={onAction} />
                ))}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The row that has the keyboard, or in which something has it. */
export function focusedRow(): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]');
  return row?.dataset.row ?? null;
}

const icons: Record<MailAction, IconName> = {
  archive: 'archive',
  unarchive: 'undo',
  success: 'favourite',
  noSuccess: 'favourite',
  edit: 'edit',
  retry: 'refresh',
  arrived: 'check',
  notSent: 'close',
  delete: 'delete',
};

interface ActProps {
  mail: Mail;
  action: MailAction;
  onAction: MailTableProps['onAction'];
}

function Act({ mail, action, onAction }: ActProps) {
  const text = t(`center.act.${action}`, { subject: mail.subject || (mail.personName ?? '') });
  return (
    <button
      type="button"
      class={action === 'noSuccess' ? 'icon-button chosen' : 'icon-button'}
      title={text}
      aria-label={text}
      onClick={() => onAction(mail, action)}
    >
      <Icon name={icons[action]} />
    </button>
  );
}
