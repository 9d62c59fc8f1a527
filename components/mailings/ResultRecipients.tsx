import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { type Mailing, type MailingRecipient, RecipientGroup } from '../../lib/contract/mailing.ts';
import { mostAdded } from '../../lib/contract/mailing-api.ts';
import { ok } from '../../lib/contract/result.ts';
import type { Problem } from '../data/link.ts';
import { useSettled } from '../editor/use-settled.ts';
import { ExportButton } from '../export/ExportButton.tsx';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { SearchField } from '../library/SearchField.tsx';
import { KeepPeople } from '../people-lists/KeepPeople.tsx';
import type { ListKind } from '../people-lists/list-kind.ts';
import { CheckField } from '../person/Form.tsx';
import type { Clock } from '../time.ts';
import { PreviewDialog } from './PreviewDialog.tsx';
import { RecipientTable } from './RecipientTable.tsx';
import { Sure } from './ResultActs.tsx';
import { recipientColumns } from './recipient-columns.ts';
import { useRecipients } from './use-recipients.ts';
import { nameOf } from './words.ts';

const pageSize = 100;

interface ResultRecipientsProps {
  mailing: Mailing;
  me: Me;
  clock: Clock;
  onMailing(mailing: Mailing): void;
  onProblem(problem: Problem | null): void;
  onSaid(said: string): void;
}

/** Who was to get a mailing and what became of it, by groups; who is ticked can be kept, or get it again. */
export function ResultRecipients({
  mailing,
  me,
  clock,
  onMailing,
  onProblem,
  onSaid,
}: ResultRecipientsProps) {
  const ask = useLibrary();
  const [groups, setGroups] = useState<readonly RecipientGroup[]>(RecipientGroup.options);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, MailingRecipient>>(new Map());
  const [asks, setAsks] = useState<ListKind | 'resend' | null>(null);
  const [seen, setSeen] = useState<MailingRecipient | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const words = useSettled(search.trim());
  const isAll = groups.length === RecipientGroup.options.length;
  const about = `${mailing.status} ${mailing.version} ${JSON.stringify(mailing.figures)}`;
  const filter = { search: words, groups: isAll ? [] : [...groups] };
  const list = useRecipients(mailing.id, filter, about, pageSize);
  const { found, problem, offset } = list;
  const choose = (recipients: readonly MailingRecipient[], isChosen: boolean): void => {
    const next = new Map(chosen);
    for (const one of recipients)
      if (!isChosen) next.delete(one.id);
      else if (next.size < mostAdded) next.set(one.id, one);
    setChosen(next);
  };
  const personIds = [...new Set([...chosen.values()].flatMap(({ personId }) => personId ?? []))];
  const mayResend =
    mailing.mayChange && ['finished', 'finished_with_errors', 'stopped', 'sending'].includes(mailing.status);
  return (
    <div class="stack">
      <search class="library-filters">
        <SearchField
          label={t('mailings.searchRecipients')}
          value={search}
          field={field}
          onSearch={setSearch}
        />
        <fieldset class="bare row-of wrap">
          <legend class="heard">{t('mailings.groups')}</legend>
          {RecipientGroup.options.map((group) => (
            <CheckField
              key={group}
              label={t(`mailings.groupOf.${group}`)}
              on={groups.includes(group)}
              onChange={(on) =>
                setGroups(RecipientGroup.options.filter((one) => (one === group ? on : groups.includes(one))))
              }
            />
          ))}
        </fieldset>
      </search>
      {chosen.size > 0 && (
        <div class="row-of wrap">
          <p role="status">{t('contacts.chosen', { count: chosen.size })}</p>
          {(['selections', 'projects'] as const).map((kind) => (
            <button
              key={kind}
              type="button"
              class="button small"
              disabled={personIds.length === 0}
              title={personIds.length === 0 ? t('mailings.onlyContacts') : undefined}
              onClick={() => setAsks(kind)}
            >
              {t(`trackedLinks.addTo.${kind}`)}
            </button>
          ))}
          {mayResend && (
            <button type="button" class="button small" onClick={() => setAsks('resend')}>
              {t('mailings.resendSelected')}
            </button>
          )}
          <button type="button" class="button plain small" onClick={() => setChosen(new Map())}>
            {t('contacts.chooseNobody')}
          </button>
        </div>
      )}
      {problem && (
        <ProblemNote problem={problem}>
          <button type="button" class="button small" onClick={list.reload}>
            {t('common.retry')}
          </button>
        </ProblemNote>
      )}
      {!found && !problem && <Bones label={t('queue.loading')} />}
      {groups.length === 0 && <p class="soft">{t('mailings.noGroups')}</p>}
      {groups.length > 0 && found?.total === 0 && <p class="soft">{t('mailings.noRecipientMatch')}</p>}
      {groups.length > 0 && found && found.total > 0 && (
        <>
          <RecipientTable
            recipients={found.recipients}
            clock={clock}
            chosen={new Set(chosen.keys())}
            onChoose={choose}
            acts={(recipient) => {
              const text = t('mailings.previewAs', { name: nameOf(recipient) });
              return (
                <button
                  type="button"
                  class="icon-button"
                  title={text}
                  aria-label={text}
                  onClick={() => setSeen(recipient)}
                >
                  <Icon name="opened" />
                </button>
              );
            }}
          />
          <div class="row-of wrap">
            <span class="soft" role="status">
              {t('mailings.pageOf', {
                from: offset + 1,
                to: offset + found.recipients.length,
                count: found.total,
              })}
            </span>
            <button
              type="button"
              class="button small"
              disabled={offset === 0}
              onClick={() => list.goTo(offset - pageSize)}
            >
              {t('mailings.previous')}
            </button>
            <button
              type="button"
              class="button small"
              disabled={offset + found.recipients.length >= found.total}
              onClick={() => list.goTo(offset + pageSize)}
            >
              {t('mailings.next')}
            </button>
          </div>
          <ExportButton
            label={t(chosen.size > 0 ? 'export.chosen' : 'export.all')}
            name={`${mailing.name} ${t('export.recipients')}`}
            now={clock.now}
            columns={recipientColumns()}
            keyOf={({ id }) => id}
            ask={async (page) => {
              if (chosen.size > 0)
                return ok({
                  rows: [...chosen.values()].slice(page.offset, page.offset + page.limit),
                  total: chosen.size,
                });
              const answer = await ask('mailings.recipients', {
                params: { id: mailing.id },
                body: { ...filter, ...page },
              });
              return answer.ok ? ok({ rows: answer.value.recipients, total: answer.value.total }) : answer;
            }}
          />
        </>
      )}
      {(asks === 'selections' || asks === 'projects') && (
        <KeepPeople
          kind={asks}
          personIds={personIds}
          onClose={() => setAsks(null)}
          onKept={(said) => {
            setAsks(null);
            onSaid(said);
          }}
        />
      )}
      {asks === 'resend' && (
        <Sure
          title={t('mailings.resendSelected')}
          text={t('mailings.sureSelected', { count: chosen.size })}
          question={() =>
            ask('mailings.resend', {
              params: { id: mailing.id },
              body: { recipientIds: [...chosen.keys()] },
            })
          }
          onClose={() => setAsks(null)}
          onDone={(next) => {
            setAsks(null);
            setChosen(new Map());
            onProblem(null);
            onSaid(t('mailings.saidStarted'));
            onMailing(next);
          }}
        />
      )}
      {seen && (
        <PreviewDialog mailingId={mailing.id} recipient={seen} me={me} onClose={() => setSeen(null)} />
      )}
    </div>
  );
}
