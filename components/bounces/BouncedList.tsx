import { useRef, useState } from 'preact/hooks';
import { type BouncedAddress, mostAddressesAtOnce } from '../../lib/contract/bounce.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { useSettled } from '../editor/use-settled.ts';
import { ExportButton } from '../export/ExportButton.tsx';
import { Asked } from '../feedback/Asked.tsx';
import { Empty } from '../feedback/Empty.tsx';
import { t } from '../i18n.ts';
import { useAsked } from '../library/ask.ts';
import { SearchField } from '../library/SearchField.tsx';
import { useRows } from '../library/use-rows.ts';
import type { Clock } from '../time.ts';
import { BounceActs } from './BounceActs.tsx';
import { BouncedDialog } from './BouncedDialog.tsx';
import { BounceTable, keyOf } from './BounceTable.tsx';
import { bounceColumns } from './bounce-columns.ts';

const pageSize = 100;

interface BouncedListProps {
  /** Tells this list from others, and from itself before something changed. */
  about: string;
  /** Of a file with the list, without the day. */
  fileName: string;
  clock: Clock;
  empty: { title: string; text: string };
  search: string;
  onSearch(search: string): void;
  ask(page: {
    search: string;
    limit: number;
    offset: number;
  }): Promise<Result<{ bounces: BouncedAddress[]; total: number }>>;
  /** Sends the mailing again to whoever was corrected; null: it cannot be. */
  resend?: ((recipientId: string) => Promise<Result<unknown>>) | null;
}

/** Addresses from which mail came back, to be dealt with: each leaves the list then. */
export function BouncedList({
  about,
  fileName,
  clock,
  empty,
  search,
  onSearch,
  ask,
  resend = null,
}: BouncedListProps) {
  const words = useSettled(search.trim());
  const [place, setPlace] = useState({ words, offset: 0 });
  // Other words begin at the first page.
  const offset = place.words === words ? place.offset : 0;
  const [chosen, setChosen] = useState<ReadonlyMap<string, BouncedAddress>>(new Map());
  const [opened, setOpened] = useState<BouncedAddress | null>(null);
  const [said, setSaid] = useState('');
  const live = useAsked(`bounces ${about} ${words} ${offset}`, () =>
    ask({ search: words, limit: pageSize, offset }),
  );
  const field = useRef<HTMLInputElement>(null);
  useRows({ '/': () => field.current?.focus(), Escape: () => onSearch('') });
  const goTo = (next: number): void => setPlace({ words, offset: Math.max(0, next) });
  const done = (words: string): void => {
    setSaid(words);
    setChosen(new Map());
    setOpened(null);
    goTo(0);
    void live.reload();
  };
  const choose = (bounces: readonly BouncedAddress[], isChosen: boolean): void => {
    const next = new Map(chosen);
    for (const one of bounces)
      if (!isChosen) next.delete(keyOf(one));
      else if (next.size < mostAddressesAtOnce) next.set(keyOf(one), one);
    setChosen(next);
  };
  return (
    <div class="stack">
      <search class="library-filters">
        <SearchField label={t('bounces.search')} value={search} field={field} onSearch={onSearch} />
      </search>
      {said && (
        <p class="note good" role="status">
          {said}
        </p>
      )}
      {chosen.size > 0 && (
        <BounceActs chosen={[...chosen.values()]} onNobody={() => setChosen(new Map())} onDone={done} />
      )}
      <Asked live={live} label={t('queue.loading')}>
        {({ bounces, total }) =>
          total === 0 && words === '' ? (
            <Empty icon="done" {...empty} />
          ) : total === 0 ? (
            <p class="soft">{t('bounces.noMatch')}</p>
          ) : (
            <>
              <BounceTable
                bounces={bounces}
                clock={clock}
                chosen={chosen}
                onChoose={choose}
                onOpen={setOpened}
              />
              <div class="row-of wrap">
                <span class="soft" role="status">
                  {t('mailings.pageOf', { from: offset + 1, to: offset + bounces.length, count: total })}
                </span>
                <button
                  type="button"
                  class="button small"
                  disabled={offset === 0}
                  onClick={() => goTo(offset - pageSize)}
                >
                  {t('mailings.previous')}
                </button>
                <button
                  type="button"
                  class="button small"
                  disabled={offset + bounces.length >= total}
                  onClick={() => goTo(offset + pageSize)}
                >
                  {t('mailings.next')}
                </button>
              </div>
              <ExportButton
                label={t(chosen.size > 0 ? 'export.chosen' : 'export.all')}
                name={fileName}
                now={clock.now}
                columns={bounceColumns()}
                keyOf={keyOf}
                ask={async ({ limit, offset: from }) => {
                  if (chosen.size > 0)
                    return ok({ rows: [...chosen.values()].slice(from, from + limit), total: chosen.size });
                  const answer = await ask({ search: words, limit, offset: from });
                  return answer.ok ? ok({ rows: answer.value.bounces, total: answer.value.total }) : answer;
                }}
              />
            </>
          )
        }
      </Asked>
      {opened && (
        <BouncedDialog
          key={keyOf(opened)}
          bounced={opened}
          clock={clock}
          resend={resend}
          onClose={() => setOpened(null)}
          onCorrected={done}
        />
      )}
    </div>
  );
}
