import { Empty } from '../feedback/Empty.tsx';
import type { IconName } from '../Icon.tsx';

interface NothingListedProps {
  /** Null: there is nothing yet. Else nothing is like what was asked for, and this shows all again. */
  onAll: (() => void) | null;
  onNew(): void;
  icon: IconName;
  words: Record<'noMatch' | 'noMatchText' | 'showAll' | 'emptyTitle' | 'emptyText' | 'begin', string>;
}

/** A list without rows: because there is nothing yet, or because nothing is like that. */
export function NothingListed({ onAll, onNew, icon, words }: NothingListedProps) {
  if (onAll)
    return (
      <Empty icon="search" title={words.noMatch} text={words.noMatchText}>
        <button type="button" class="button" onClick={onAll}>
          {words.showAll}
        </button>
      </Empty>
    );
  return (
    <Empty icon={icon} title={words.emptyTitle} text={words.emptyText}>
      <button type="button" class="button main" onClick={onNew}>
        {words.begin}
      </button>
    </Empty>
  );
}
