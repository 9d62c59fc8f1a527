import { useState } from 'preact/hooks';
import { Asked } from '../feedback/Asked.tsx';
import { Empty } from '../feedback/Empty.tsx';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { ListKind } from '../people-lists/list-kind.ts';
import { type Clock, fullTime, shortTime } from '../time.ts';
import { MailingStatusMark } from './MailingStatusMark.tsx';
import { recipientsOf } from './words.ts';

const shown = 50;
/** As many as the server tells at once. */
const most = 200;

interface MailingsOfListProps {
  kind: ListKind;
  id: string;
  clock: Clock;
  /** Another one is begun. */
  onNew(): void;
}

/** Mailings that name a selection or project, or take recipients from it, those changed last first. */
export function MailingsOfList({ kind, id, clock, onNew }: MailingsOfListProps) {
  const ask = useLibrary();
  const [limit, setLimit] = useState(shown);
  const of = kind === 'selections' ? { selectionId: id } : { projectId: id };
  const live = useAsked(`mailings of ${id} ${limit}`, () => ask('mailings.list', { body: { ...of, limit } }));
  const create = (
    <button type="button" class="button" onClick={onNew}>
      <Icon name="send" />
      {t('mailings.makeFor')}
    </button>
  );
  return (
    <Asked live={live} label={t('queue.loading')}>
      {({ mailings, total }) =>
        total === 0 ? (
          <Empty
            icon="send"
            title={t(kind === 'selections' ? 'mailings.noneOfSelection' : 'mailings.noneOfProject')}
            text={t('mailings.ofListText')}
          >
            {create}
          </Empty>
        ) : (
          <>
            <p class="soft" role="status">
              {t('mailings.count', { count: total })}
            </p>
            <div class="library-scroll">
              <table class="library-table">
                <thead>
                  <tr>
                    <th scope="col">{t('library.name')}</th>
                    <th scope="col">{t('mailings.statusLabel')}</th>
                    <th scope="col" class="number" title={t('mailings.sentOfHint')}>
                      {t('mailings.pane.recipients')}
                    </th>
                    <th scope="col">{t('mailings.date')}</th>
                  </tr>
                </thead>
                <tbody>
                  {mailings.map((mailing) => {
                    const at = mailing.startedAt ?? mailing.startsAt ?? mailing.updatedAt;
                    return (
                      <tr key={mailing.id}>
                        <th scope="row">
                          <a class="library-name" data-row={mailing.id} href={`#/mailings/${mailing.id}`}>
                            <bdi class="cut">{mailing.name}</bdi>
                            <bdi class="soft small cut">{mailing.subject || t('task.noSubject')}</bdi>
                          </a>
                        </th>
                        <td>
                          <MailingStatusMark status={mailing.status} />
                        </td>
                        <td class="number">{formatNumber(recipientsOf(mailing.figures))}</td>
                        <td title={fullTime(at, clock.timeZone)}>{shortTime(at, clock)}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
            {total > mailings.length && limit < most && (
              <button type="button" class="button" onClick={() => setLimit(most)}>
                {t('library.showMore')}
              </button>
            )}
          </>
        )
      }
    </Asked>
  );
}
