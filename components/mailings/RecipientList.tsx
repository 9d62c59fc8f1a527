import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { type Mailing, type MailingRecipient, RecipientStatus } from '../../lib/contract/mailing.ts';
import { useSettled } from '../editor/use-settled.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { Choice } from '../library/LibraryFilters.tsx';
import { SearchField } from '../library/SearchField.tsx';
import { PreviewDialog } from './PreviewDialog.tsx';
import { RecipientTable } from './RecipientTable.tsx';
import { useRecipients } from './use-recipients.ts';
import { countsOf, nameOf } from './words.ts';

/** How many are shown before all are asked for. */
const firstShown = 50;

interface RecipientListProps {
  mailing: Mailing;
  me: Me;
  onLeaveOut(recipientId: string, leftOut: boolean): void;
}

/** Who gets the mailing, and who does not and why; each can be taken out, and the mail be seen as it comes to them. */
export function RecipientList({ mailing, me, onLeaveOut }: RecipientListProps) {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<RecipientStatus | ''>('');
  const [seen, setSeen] = useState<MailingRecipient | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const words = useSettled(search.trim());
  const { list, figures, version } = mailing;
  const list50 = useRecipients(
    mailing.id,
    { search: words, statuses: status ? [status] : [] },
    `${list.state} ${version}`,
    firstShown,
  );
  const { found, problem } = list50;
  const acts = (recipient: MailingRecipient) => (
    <>
      <RowAct
        icon="opened"
        text={t('mailings.previewAs', { name: nameOf(recipient) })}
        onClick={() => setSeen(recipient)}
      />
      {recipient.status === 'left_out' ? (
        <RowAct
          icon="undo"
          text={t('mailings.putBack', { name: nameOf(recipient) })}
          onClick={() => onLeaveOut(recipient.id, false)}
        />
      ) : (
        <RowAct
          icon="close"
          text={t('mailings.leaveOut', { name: nameOf(recipient) })}
          onClick={() => onLeaveOut(recipient.id, true)}
        />
      )}
    </>
  );
  return (
    <>
      <search class="library-filters">
        <SearchField
          label={t('mailings.searchRecipients')}
          value={search}
          field={field}
          onSearch={setSearch}
        />
        <Choice
          label={t('mailings.statusLabel')}
          value={status}
          options={[
            { value: '', label: t('library.view.all') },
            ...countsOf(figures).map((one) => ({
              value: one.status,
              label: t(`mailings.recipient.${one.status}`),
            })),
          ]}
          onChange={(value) => setStatus(RecipientStatus.options.find((one) => one === value) ?? '')}
        />
      </search>
      {problem && (
        <ProblemNote problem={problem}>
          <button type="button" class="button small" onClick={list50.reload}>
            {t('common.retry')}
          </button>
        </ProblemNote>
      )}
      {!found && !problem && <Bones label={t('queue.loading')} />}
      {found && found.total === 0 && list.state !== 'computing' && (
        <p class="soft">{t(search || status ? 'mailings.noRecipientMatch' : 'mailings.noRecipients')}</p>
      )}
      {found && found.total > 0 && (
        <>
          <RecipientTable recipients={found.recipients} acts={acts} />
          {found.recipients.length < found.total && (
            <div class="row-of wrap">
              <span class="soft" role="status">
                {t('mailings.shownOf', { shown: found.recipients.length, count: found.total })}
              </span>
              <button type="button" class="button small" onClick={list50.loadAll}>
                {t('mailings.loadAll')}
              </button>
            </div>
          )}
        </>
      )}
      {seen && (
        <PreviewDialog mailingId={mailing.id} recipient={seen} me={me} onClose={() => setSeen(null)} />
      )}
    </>
  );
}

function RowAct({
  icon,
  text,
  onClick,
}: {
  icon: 'opened' | 'undo' | 'close';
  text: string;
  onClick(): void;
}) {
  return (
    <button type="button" class="icon-button" title={text} aria-label={text} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
