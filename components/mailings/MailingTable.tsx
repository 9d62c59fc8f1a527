import type { MailingRow } from '../../lib/contract/mailing.ts';
import { summaryOf } from '../../lib/core/mailing/figures.ts';
import { percent } from '../analytics/percent.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { type Clock, fullTime, shortTime } from '../time.ts';
import { MailingStatusMark } from './MailingStatusMark.tsx';
import { recipientsOf } from './words.ts';

interface MailingActs {
  onOpen(id: string): void;
  onCopy(mailing: MailingRow): void;
  onShare(mailing: MailingRow): void;
  onDelete(mailing: MailingRow): void;
}

interface MailingTableProps {
  mailings: readonly MailingRow[];
  clock: Clock;
  act: MailingActs;
}

/** Mailings with where they stand and what came of them. The arrows, or j and k, go from name to name. */
export function MailingTable({ mailings, clock, act }: MailingTableProps) {
  return (
    <div class="library-scroll">
      <table class="library-table mailing-table">
        <thead>
          <tr>
            <th scope="col">{t('library.name')}</th>
            <th scope="col" class="roomy">
              {t('mailings.typeLabel')}
            </th>
            <th scope="col">{t('mailings.statusLabel')}</th>
            <th scope="col" class="roomy">
              {t('campaigns.owner')}
            </th>
            <th scope="col" class="number" title={t('mailings.sentOfHint')}>
              {t('mailings.sentOf')}
            </th>
            <th scope="col" class="number" title={t('mailings.meaning.opened')}>
              {t('mailings.openRate')}
            </th>
            <th scope="col" class="number" title={t('mailings.meaning.clicked')}>
              {t('mailings.clickRate')}
            </th>
            <th scope="col">{t('mailings.date')}</th>
            <th scope="col">
              <span class="heard">{t('campaigns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {mailings.map((mailing) => (
            <Row key={mailing.id} mailing={mailing} clock={clock} act={act} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ mailing, clock, act }: { mailing: MailingRow; clock: Clock; act: MailingActs }) {
  const { id, name, subject, type, status, ownerName, figures, mayChange } = mailing;
  const { sent, opened, clicked } = summaryOf(figures);
  const at = mailing.startedAt ?? mailing.startsAt ?? mailing.updatedAt;
  const isMoving = ['preparing', 'scheduled', 'sending'].includes(status);
  return (
    <tr>
      <th scope="row">
        <button type="button" class="library-name" data-row={id} onClick={() => act.onOpen(id)}>
          <bdi class="cut">{name}</bdi>
          <bdi class="soft small cut">{subject || t('task.noSubject')}</bdi>
        </button>
      </th>
      <td class="roomy">{t(`mailings.type.${type}`)}</td>
      <td>
        <MailingStatusMark status={status} />
      </td>
      <td class="roomy">
        <bdi class="cut">{ownerName ?? ''}</bdi>
      </td>
      <td class="number">
        {t('common.progress', { done: formatNumber(sent), all: formatNumber(recipientsOf(figures)) })}
      </td>
      <td class="number">{percent(opened.rate)}</td>
      <td class="number">{percent(clicked.rate)}</td>
      <td title={fullTime(at, clock.timeZone)}>{shortTime(at, clock)}</td>
      <td class="campaign-acts">
        <Act icon="copy" text={t('mailings.copyOf', { name })} onClick={() => act.onCopy(mailing)} />
        {mayChange && (
          <Act icon="shared" text={t('sharing.of', { name })} onClick={() => act.onShare(mailing)} />
        )}
        {mayChange && !isMoving && (
          <Act icon="delete" text={t('campaigns.deleteOf', { name })} onClick={() => act.onDelete(mailing)} />
        )}
      </td>
    </tr>
  );
}

function Act({ icon, text, onClick }: { icon: IconName; text: string; onClick(): void }) {
  return (
    <button type="button" class="icon-button" title={text} aria-label={text} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
