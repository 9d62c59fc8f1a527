import type { EnrolmentContext, RunEventKind } from '../../lib/contract/person-context.ts';
import type { MailSite } from '../../lib/contract/task.ts';
import { type RunPhase, runPhase } from '../../lib/core/campaign/run-phase.ts';
import { Icon } from '../Icon.tsx';
import { type TextKey, t } from '../i18n.ts';
import { siteName } from '../site-name.ts';
import { type Clock, dayAndTime, dayAndTimeWithin, shortTimeWithin } from '../time.ts';

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
          <bdi>{run.campaignName ?? t('person.privateCampaign')}</bdi>
        </strong>{' '}
        <span class="soft">{statusWords(run, clock)}</span>
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
          {[
            ...(phaseOf(run, clock) === 'waitingTurn'
              ? []
              : [t('person.next', { time: dayAndTime(run.nextDueAt, clock) })]),
            ...(run.mine ? [] : [t('person.assignee', { name: run.assigneeName })]),
          ].join(' · ')}
        </p>
      )}
      {run.lastEvent && <p class="soft">{eventWords(run.lastEvent, clock)}</p>}
      <div class="row-of wrap">
        {active && (
          <>
            {run.campaignName !== null && (
              <button type="button" class="button small" disabled={waits} onClick={() => onReplied(run)}>
                <Icon name="reply" />
                {t('person.replied')}
              </button>
            )}
            <button type="button" class="button small" disabled={waits} onClick={() => onStop(run)}>
              <Icon name="stop" />
              {t('person.stop')}
            </button>
          </>
        )}
        {run.lastEvent?.undoable && (
          <button type="button" class="button small" disabled={waits} onClick={() => onUndo(run)}>
            <Icon name="undo" />
            {t(undoWords[run.lastEvent.kind])}
          </button>
        )}
      </div>
    </li>
  );
}

const minuteMs = 60_000;

/** Of a run that is under way, what it does or waits for. */
export function statusWords(run: EnrolmentContext, clock: Clock): string {
  const phase = phaseOf(run, clock);
  return phase === null ? t(`runStatus.${run.status}`) : t(`runPhase.${phase}`);
}

function phaseOf({ underWay, startAt, nextDueAt }: EnrolmentContext, clock: Clock): RunPhase | null {
  // A page's clock moves once a minute: what began since then has begun.
  const now = new Date(clock.now.getTime() + minuteMs);
  return underWay ? runPhase(startAt, underWay, nextDueAt, now) : null;
}

export const undoWords = {
  replied: 'person.undoReply',
  stopped: 'person.undoStop',
  bounced: 'person.undoEnd',
  unsubscribed: 'person.undoEnd',
  away: 'person.undoHold',
  company: 'person.undoHold',
  blocked: 'person.undoEnd',
} as const satisfies Record<RunEventKind, TextKey>;

export function eventWords(event: NonNullable<EnrolmentContext['lastEvent']>, clock: Clock): string {
  const { kind, source, byName, note } = event;
  const time = shortTimeWithin(event.at, clock);
  const until = event.until ? dayAndTimeWithin(event.until, clock) : null;
  const name = byName ?? t('common.noName');
  switch (kind) {
    case 'stopped':
      return t('person.stoppedAt', { time, name });
    case 'replied':
      return source === 'mailbox' ? t('person.replySeenAt', { time }) : t('person.repliedAt', { time, name });
    case 'bounced':
      return [t('person.bouncedAt', { time }), note].filter(Boolean).join(': ');
    case 'unsubscribed':
      return t('person.unsubscribedAt', { time });
    case 'blocked':
      return t('person.blockedAt', { time, domain: note ?? '' });
    case 'away':
      return until === null ? t('person.awayAt', { time }) : t('person.awayUntil', { time, until });
    case 'company': {
      const answerer = note ?? t('common.noName');
      return until === null
        ? t('person.companyAt', { time, name: answerer })
        : t('person.companyUntil', { time, name: answerer, until });
    }
  }
}
