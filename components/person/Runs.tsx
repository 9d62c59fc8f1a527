import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import type { MailSite } from '../../lib/contract/task.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { siteName } from '../site-name.ts';
import { type Clock, dayAndTime, shortTime } from '../time.ts';

interface RunsProps {
  runs: readonly EnrolmentContext[];
  /** Where the person wrote and the page does not show whether that answers a campaign's mail; null where it does. */
  repliesUnseenOn: MailSite | null;
  clock: Clock;
  /** Run that is being changed; its buttons wait. */
  busy: string | null;
  onAdd(): void;
  onReplied(run: EnrolmentContext): void;
  onStop(run: EnrolmentContext): void;
  onUndo(run: EnrolmentContext): void;
}

/** The person's campaigns: where each stands, what comes next, and what ends it. */
export function Runs({ runs, repliesUnseenOn, onAdd, ...rest }: RunsProps) {
  return (
    <section class="stack tight">
      <div class="row-of">
        <h3 class="grow">{t('person.campaigns')}</h3>
        <button type="button" class="button plain small" onClick={onAdd}>
          <Icon name="add" />
          {t('person.addToCampaign')}
        </button>
      </div>
      {runs.length === 0 && <p class="soft">{t('person.noCampaigns')}</p>}
      {repliesUnseenOn && runs.some(({ status }) => status === 'active') && (
        <p class="soft">{t('person.repliesUnseen', { site: siteName(repliesUnseenOn) })}</p>
      )}
      <ul class="runs">
        {runs.map((run) => (
          <Run key={run.id} run={run} {...rest} />
        ))}
      </ul>
    </section>
  );
}

function Run({
  run,
  clock,
  busy,
  onReplied,
  onStop,
  onUndo,
}: { run: EnrolmentContext } & Omit<RunsProps, 'runs' | 'repliesUnseenOn' | 'onAdd'>) {
  const active = run.status === 'active';
  const waits = busy === run.id;
  return (
    <li class={active ? 'run active' : 'run'}>
      <p>
        <strong>
          <bdi>{run.campaignName}</bdi>
        </strong>{' '}
        <span class="soft">{t(`runStatus.${run.status}`)}</span>
      </p>
      {run.currentStep && (
        <p class="row-of">
          <Icon name={run.currentStep.type} />
          <span>
            {t('queue.day', { day: run.currentStep.dayNumber, step: run.currentStep.stepNumber })}:{' '}
            <bdi>{run.currentStep.title}</bdi>{' '}
            <span class="soft">
              {t('person.stepOf', { position: run.currentStep.position, steps: run.currentStep.steps })}
            </span>
          </span>
        </p>
      )}
      {active && run.nextDueAt && (
        <p class="soft">
          {t('person.next', { time: dayAndTime(run.nextDueAt, clock) })}
          {!run.mine && ` · ${t('person.assignee', { name: run.assigneeName })}`}
        </p>
      )}
      {run.lastEvent && <p class="soft">{eventWords(run.lastEvent, clock)}</p>}
      <div class="row-of wrap">
        {active && (
          <>
            <button type="button" class="button small" disabled={waits} onClick={() => onReplied(run)}>
              <Icon name="reply" />
              {t('person.replied')}
            </button>
            <button type="button" class="button small" disabled={waits} onClick={() => onStop(run)}>
              <Icon name="stop" />
              {t('person.stop')}
            </button>
          </>
        )}
        {run.lastEvent?.undoable && (
          <button type="button" class="button small" disabled={waits} onClick={() => onUndo(run)}>
            <Icon name="undo" />
            {t(run.lastEvent.kind === 'replied' ? 'person.undoReply' : 'person.undoStop')}
          </button>
        )}
      </div>
    </li>
  );
}

function eventWords(
  { kind, source, at, byName }: NonNullable<EnrolmentContext['lastEvent']>,
  clock: Clock,
): string {
  const time = shortTime(at, clock);
  if (kind === 'stopped') return t('person.stoppedAt', { time, name: byName ?? t('common.noName') });
  return source === 'mailbox'
    ? t('person.replySeenAt', { time })
    : t('person.repliedAt', { time, name: byName ?? t('common.noName') });
}
