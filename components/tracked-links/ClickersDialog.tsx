import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import type { Clicker } from '../../lib/contract/registered-link.ts';
import { ok } from '../../lib/contract/result.ts';
import { Address } from '../Address.tsx';
import { ExportButton } from '../export/ExportButton.tsx';
import { type ExportColumns, momentOf } from '../export/read-rows.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useAsked } from '../library/ask.ts';
import { KeepPeople } from '../people-lists/KeepPeople.tsx';
import type { ListKind } from '../people-lists/list-kind.ts';
import { type Clock, fullTime, shortTime } from '../time.ts';

const pageSize = 100;

interface ClickersDialogProps {
  /** Tells this link from others. */
  id: string;
  name: string;
  clock: Clock;
  /** In which mailing is said too: the link is of several. */
  inMailings: boolean;
  ask(page: { limit: number; offset: number }): Promise<Result<{ clickers: Clicker[]; total: number }>>;
  onClose(): void;
}

/** Who has clicked a link; those who are ticked can be kept in a selection or a project. */
export function ClickersDialog({ id, name, clock, inMailings, ask, onClose }: ClickersDialogProps) {
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Clicker>>(new Map());
  const [keeps, setKeeps] = useState<ListKind | null>(null);
  const [said, setSaid] = useState('');
  const live = useAsked(`clickers ${id} ${offset}`, () => ask({ limit: pageSize, offset }));
  const choose = (clickers: readonly Clicker[], isChosen: boolean): void => {
    const next = new Map(chosen);
    for (const one of clickers)
      if (!isChosen) next.delete(one.recipientId);
      else if (one.personId !== null) next.set(one.recipientId, one);
    setChosen(next);
  };
  const personIds = [...new Set([...chosen.values()].flatMap(({ personId }) => personId ?? []))];
  return (
    <Modal name="clickers" title={t('trackedLinks.clickersOf', { name })} onClose={onClose}>
      <div class="stack clickers">
        <Asked live={live} label={t('queue.loading')}>
          {({ clickers, total }) =>
            total === 0 ? (
              <p class="soft">{t('trackedLinks.noClickers')}</p>
            ) : (
              <>
                <div class="row-of wrap">
                  <span class="soft grow" role="status">
                    {chosen.size > 0
                      ? t('contacts.chosen', { count: personIds.length })
                      : t('mailings.pageOf', {
                          from: offset + 1,
                          to: offset + clickers.length,
                          count: total,
                        })}
                  </span>
                  {(['selections', 'projects'] as const).map((kind) => (
                    <button
                      key={kind}
                      type="button"
                      class="button small"
                      disabled={personIds.length === 0}
                      onClick={() => setKeeps(kind)}
                    >
                      {t(`trackedLinks.addTo.${kind}`)}
                    </button>
                  ))}
                </div>
                <Table
                  clickers={clickers}
                  clock={clock}
                  inMailings={inMailings}
                  chosen={chosen}
                  onChoose={choose}
                />
                <ExportButton
                  label={t('export.all')}
                  name={`${name.slice(0, 60)} ${t('export.clickers')}`}
                  now={clock.now}
                  columns={clickerColumns()}
                  keyOf={({ recipientId }) => recipientId}
                  ask={async (page) => {
                    const answer = await ask(page);
                    return answer.ok
                      ? ok({ rows: answer.value.clickers, total: answer.value.total })
                      : answer;
                  }}
                />
                {total > pageSize && (
                  <div class="row-of wrap">
                    <button
                      type="button"
                      class="button small"
                      disabled={offset === 0}
                      onClick={() => setOffset(Math.max(0, offset - pageSize))}
                    >
                      {t('mailings.previous')}
                    </button>
                    <button
                      type="button"
                      class="button small"
                      disabled={offset + clickers.length >= total}
                      onClick={() => setOffset(offset + pageSize)}
                    >
                      {t('mailings.next')}
                    </button>
                  </div>
                )}
              </>
            )
          }
        </Asked>
        <p role="status">{said}</p>
      </div>
      {keeps && (
        <KeepPeople
          kind={keeps}
          personIds={personIds}
          onClose={() => setKeeps(null)}
          onKept={(words) => {
            setKeeps(null);
            setChosen(new Map());
            setSaid(words);
          }}
        />
      )}
    </Modal>
  );
}

function clickerColumns(): ExportColumns<Clicker> {
  return [
    { head: t('contacts.name'), of: ({ name }) => name },
    { head: t('addPerson.email'), of: ({ email }) => email },
    { head: t('addPerson.company'), of: ({ companyName }) => companyName },
    { head: t('trackedLinks.mailing'), of: ({ mailingName }) => mailingName },
    { head: t('mailings.figure.clicks'), of: ({ clicks }) => clicks },
    { head: t('trackedLinks.lastClick'), of: ({ lastAt }) => momentOf(lastAt) },
  ];
}

interface TableProps extends Pick<ClickersDialogProps, 'clock' | 'inMailings'> {
  clickers: readonly Clicker[];
  chosen: ReadonlyMap<string, Clicker>;
  onChoose(clickers: readonly Clicker[], isChosen: boolean): void;
}

function Table({ clickers, clock, inMailings, chosen, onChoose }: TableProps) {
  const known = clickers.filter(({ personId }) => personId !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must do so by keyboard, too
    <div class="library-scroll" tabIndex={0}>
      <table class="library-table">
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={t('contacts.chooseAll')}
                disabled={known.length === 0}
                checked={known.length > 0 && known.every(({ recipientId }) => chosen.has(recipientId))}
                onChange={(event) => onChoose(known, event.currentTarget.checked)}
              />
            </th>
            <th scope="col">{t('contacts.name')}</th>
            {inMailings && <th scope="col">{t('trackedLinks.mailing')}</th>}
            <th scope="col" class="number">
              {t('mailings.figure.clicks')}
            </th>
            <th scope="col">{t('trackedLinks.lastClick')}</th>
          </tr>
        </thead>
        <tbody>
          {clickers.map((one) => {
            const name = one.name || t('common.noName');
            return (
              <tr key={one.recipientId}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('contacts.choose', { name })}
                    disabled={one.personId === null}
                    title={one.personId === null ? t('mailings.onlyContacts') : undefined}
                    checked={chosen.has(one.recipientId)}
                    onChange={(event) => onChoose([one], event.currentTarget.checked)}
                  />
                </td>
                <th scope="row" class="tracked-link-name">
                  <bdi class="cut">{name}</bdi>
                  {one.email && <Address text={one.email} />}
                </th>
                {inMailings && (
                  <td>
                    <bdi class="cut mailing-cut">{one.mailingName ?? t('trackedLinks.hiddenMailing')}</bdi>
                  </td>
                )}
                <td class="number">{one.clicks}</td>
                <td title={fullTime(one.lastAt, clock.timeZone)}>{shortTime(one.lastAt, clock)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
