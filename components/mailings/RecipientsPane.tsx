import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Mailing, MailingSource } from '../../lib/contract/mailing.ts';
import { Note } from '../feedback/Note.tsx';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { AddSource } from './AddSource.tsx';
import { ImportList } from './ImportList.tsx';
import { ListOptions } from './ListOptions.tsx';
import type { Source } from './ListSources.tsx';
import { RecipientList } from './RecipientList.tsx';
import type { Writing } from './use-writing.ts';
import { countsOf } from './words.ts';

interface RecipientsPaneProps {
  mailing: Mailing;
  writing: Writing;
  me: Me;
  clock: Clock;
}

/** Where recipients come from, by which rules, and who they are. */
export function RecipientsPane({ mailing, writing, me, clock }: RecipientsPaneProps) {
  const ask = useLibrary();
  const params = { id: mailing.id };
  const [isImporting, setImporting] = useState(false);
  const [adding, setAdding] = useState(false);
  const addSource = (source: Source): Promise<boolean> =>
    writing.run(() => ask('mailings.addSource', { params, body: { ...source, id: crypto.randomUUID() } }));
  const addList = async (refId: string): Promise<void> => {
    setAdding(true);
    if (await addSource({ kind: 'import', refId, excludes: false })) setImporting(false);
    setAdding(false);
  };
  return (
    <div class="stack">
      <div class="mailing-form">
        <section class="stack" aria-labelledby="add-recipients">
          <h3 id="add-recipients">{t('mailings.addRecipients')}</h3>
          <AddSource onAdd={addSource} onImport={() => setImporting(true)} />
        </section>
        <section class="stack" aria-labelledby="list-options">
          <h3 id="list-options">{t('mailings.options')}</h3>
          <ListOptions
            mailing={mailing}
            mayOverride={me.role !== 'user'}
            busy={writing.busy}
            onChange={(options) => void writing.save({ options })}
          />
        </section>
      </div>
      {isImporting && (
        <ImportList
          clock={clock}
          busy={adding}
          onClose={() => setImporting(false)}
          onAdd={(id) => void addList(id)}
        />
      )}
      <section class="stack" aria-labelledby="sources">
        <h3 id="sources">{t('mailings.sources')}</h3>
        <Sources
          sources={mailing.sources}
          onRemove={(sourceId) =>
            void writing.run(() => ask('mailings.removeSource', { params: { ...params, sourceId } }))
          }
        />
      </section>
      <section class="stack" aria-labelledby="recipients">
        <div class="row-of wrap">
          <h3 id="recipients" class="grow">
            {t('mailings.pane.recipients')}
          </h3>
          {mailing.sources.length > 0 && mailing.list.state !== 'computing' && (
            <button
              type="button"
              class="button small"
              onClick={() => void writing.run(() => ask('mailings.readList', { params, body: {} }))}
            >
              <Icon name="refresh" />
              {t('mailings.updateList')}
            </button>
          )}
        </div>
        <ListState
          mailing={mailing}
          onStop={() => void writing.run(() => ask('mailings.readList', { params, body: { stop: true } }))}
        />
        {mailing.sources.length > 0 && (
          <RecipientList
            mailing={mailing}
            me={me}
            onLeaveOut={(recipientId, leftOut) =>
              void writing.run(() =>
                ask('mailings.leaveOut', { params, body: { recipientIds: [recipientId], leftOut } }),
              )
            }
          />
        )}
      </section>
    </div>
  );
}

interface SourcesProps {
  sources: readonly MailingSource[];
  onRemove(id: string): void;
}

/** What brings recipients, and what keeps them away. */
function Sources({ sources, onRemove }: SourcesProps) {
  if (sources.length === 0) return <p class="soft">{t('mailings.noSources')}</p>;
  return (
    <div class="library-scroll">
      <table class="library-table">
        <thead>
          <tr>
            <th scope="col">{t('library.name')}</th>
            <th scope="col">{t('mailings.typeLabel')}</th>
            <th scope="col" class="number">
              {t('mailings.people')}
            </th>
            <th scope="col">
              <span class="heard">{t('campaigns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => {
            const { id, kind, count, excludes, bySetup } = source;
            const name = source.name || t(`mailings.source.${kind}`);
            const remove = t('mailings.removeSource', { name });
            return (
              <tr key={id}>
                <th scope="row">
                  <bdi class="cut">{name}</bdi>
                  {excludes && <span class="mailing-tag">{t('mailings.excluded')}</span>}
                  {bySetup && <span class="soft small"> {t('mailings.bySetup')}</span>}
                </th>
                <td>{t(`mailings.source.${kind}`)}</td>
                <td class="number">{count === null ? '…' : formatNumber(count)}</td>
                <td>
                  <button
                    type="button"
                    class="icon-button"
                    title={remove}
                    aria-label={remove}
                    onClick={() => onRemove(id)}
                  >
                    <Icon name="delete" />
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** How far the list is read, and how many there are of each kind. */
function ListState({ mailing, onStop }: { mailing: Mailing; onStop(): void }) {
  const { state, done, problem } = mailing.list;
  if (state === 'computing')
    return (
      <div class="row-of wrap" role="status">
        <Icon name="working" />
        <span class="grow">{t('mailings.reading', { count: done })}</span>
        <button type="button" class="button small" onClick={onStop}>
          {t('common.cancel')}
        </button>
      </div>
    );
  if (state === 'failed')
    return <Note tone="bad" icon="problem" title={t('mailings.listFailed')} text={problem ?? ''} />;
  if (state === 'cancelled')
    return (
      <Note
        tone="warn"
        icon="stop"
        title={t('mailings.listCancelled')}
        text={t('mailings.listCancelledText')}
      />
    );
  return (
    <ul class="mailing-counts">
      {countsOf(mailing.figures).map(({ status, count }) => (
        <li key={status} title={t(`mailings.why.${status}`)}>
          <strong>{formatNumber(count)}</strong> {t(`mailings.recipient.${status}`)}
        </li>
      ))}
    </ul>
  );
}
