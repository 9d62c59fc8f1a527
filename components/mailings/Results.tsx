import { useState } from 'preact/hooks';
import type { Mailing } from '../../lib/contract/mailing.ts';
import { BouncesTab } from '../bounces/BouncesTab.tsx';
import type { Problem } from '../data/link.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { ProgressBar } from '../feedback/ProgressBar.tsx';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { type Clock, dateAndTime, placeOf } from '../time.ts';
import type { MailingPart } from './address.ts';
import { LinksTab } from './LinksTab.tsx';
import { MailingStatusMark } from './MailingStatusMark.tsx';
import { MailPreview } from './MailPreview.tsx';
import type { OpenedMailingProps } from './OpenedMailing.tsx';
import { Reports } from './Reports.tsx';
import { ResultActs } from './ResultActs.tsx';
import { ResultRecipients } from './ResultRecipients.tsx';
import { Summary } from './Summary.tsx';
import { countsOf, recipientsOf, waitingOf } from './words.ts';

interface ResultsProps extends OpenedMailingProps {
  mailing: Mailing;
  /** Of asking again. */
  problem: Problem | null;
  onMailing(mailing: Mailing): void;
  onReload(): Promise<void>;
}

const tabs = [
  'summary',
  'reports',
  'recipients',
  'links',
  'bounces',
  'content',
] as const satisfies readonly MailingPart[];

/** What has come of a mailing, and what can still be done with it. */
export function Results(props: ResultsProps) {
  const { mailing, me, clock, part, onPart, onLeave, onMailing, onReload } = props;
  const [refused, setRefused] = useState<Problem | null>(null);
  const [spoken, setSpoken] = useState('');
  const tab = tabs.find((one) => one === part) ?? 'summary';
  const problem = refused ?? props.problem;
  return (
    <main class="library">
      <div class="library-list stack">
        <header class="stack">
          <div class="row-of wrap">
            <button type="button" class="button small" onClick={onLeave}>
              <Icon name="back" />
              {t('mailings.title')}
            </button>
            <h1 class="grow cut">
              <bdi>{mailing.name}</bdi>
            </h1>
            <ResultActs mailing={mailing} onMailing={onMailing} onProblem={setRefused} onSaid={setSpoken} />
          </div>
          <Standing mailing={mailing} clock={clock} />
        </header>
        {problem && (
          <ProblemNote problem={problem} onDismiss={() => setRefused(null)}>
            <button type="button" class="button small" onClick={() => void onReload()}>
              {t('common.retry')}
            </button>
          </ProblemNote>
        )}
        <nav class="row-of wrap people-tabs" aria-label={t('mailings.results')}>
          {tabs.map((name) => (
            <a
              key={name}
              href={`#/mailings/${mailing.id}?part=${name}`}
              aria-current={name === tab ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                onPart(name);
              }}
            >
              {t(`mailings.tab.${name}`)}
            </a>
          ))}
        </nav>
        {tab === 'summary' && <Summary mailing={mailing} />}
        {tab === 'reports' && <Reports mailing={mailing} clock={clock} />}
        {tab === 'recipients' && (
          <ResultRecipients
            mailing={mailing}
            me={me}
            clock={clock}
            onMailing={onMailing}
            onProblem={setRefused}
            onSaid={setSpoken}
          />
        )}
        {tab === 'links' && <LinksTab mailing={mailing} clock={clock} />}
        {tab === 'bounces' && <BouncesTab mailing={mailing} clock={clock} onMailing={onMailing} />}
        {tab === 'content' && (
          <MailPreview mailingId={mailing.id} recipientId={null} version={mailing.version} />
        )}
      </div>
      {spoken && (
        <p class="note good" role="status">
          {spoken}
        </p>
      )}
    </main>
  );
}

/** Where it stands: since or from when, to how many, how far it has come, and why it failed. */
function Standing({ mailing, clock }: { mailing: Mailing; clock: Clock }) {
  const { status, startsAt, startedAt, finishedAt, figures, problem, list } = mailing;
  const at = finishedAt ?? startedAt ?? startsAt;
  const all = recipientsOf(figures);
  const waiting = waitingOf(figures);
  return (
    <div class="stack tight">
      <p class="row-of wrap">
        <MailingStatusMark status={status} />
        {at && (
          <span>
            {t('mailings.timeAt', { time: dateAndTime(at, clock), place: placeOf(clock.timeZone) })}
          </span>
        )}
        <span>{t('mailings.toRecipients', { count: all })}</span>
      </p>
      {status === 'preparing' && <p role="status">{t('mailings.reading', { count: list.done })}</p>}
      {(status === 'sending' || status === 'stopped') && all > 0 && (
        <ProgressBar done={all - waiting} all={all} />
      )}
      {problem && <p class="note bad">{problem}</p>}
      {status === 'finished_with_errors' && (
        <p class="note warn">
          {countsOf(figures)
            .filter((one) => ['failed', 'unsure', 'bounced', 'soft_bounced'].includes(one.status))
            .map(({ status: of, count }) => `${t(`mailings.recipient.${of}`)}: ${formatNumber(count)}`)
            .join(' · ') || t('mailings.someFailed')}
        </p>
      )}
      {!mailing.mayChange && (
        <p class="soft">{t('mailings.belongsTo', { name: mailing.ownerName ?? t('common.noName') })}</p>
      )}
    </div>
  );
}
