import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ComposeSession } from '../../lib/contract/compose.ts';
import type { TaskDetail } from '../../lib/contract/messages.ts';
import { awaitsTurn } from '../../lib/core/mail/turn.ts';
import { Note } from '../feedback/Note.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { FilesToAdd } from '../library/FilesToAdd.tsx';
import { type Clock, dayAndTimeWithin, fullTime, shortTimeWithin, theirTime } from '../time.ts';
import { ComposeStatus } from './ComposeStatus.tsx';
import { Held } from './Held.tsx';
import { History, saidOf } from './History.tsx';
import { type Draft, MainAction, type MainRef, TaskContent } from './TaskWork.tsx';
import { Trouble } from './Trouble.tsx';

interface TaskViewProps {
  detail: TaskDetail;
  /** Null: it is only looked at here, not worked on. */
  draft: Draft | null;
  clock: Clock;
  /** Start was pressed and no answer has come. */
  opening: boolean;
  framed: boolean;
  main: MainRef;
  /** Once for each task: its big button is there. */
  onDrawn(): void;
  onDraft(draft: Draft): void;
  /** Absent where something else closes it. */
  onBack?(): void;
  onWrite(): void;
  onDone(): void;
  onSnooze(): void;
  onSkip(): void;
  /** Of a task outside campaigns. */
  onEdit(): void;
  onDelete(): void;
  onSettle(sessionId: string, sent: boolean): void;
  /** Further buttons. */
  more?: ComponentChildren;
}

/** One task: who, why now, what to write or say, and the button that does it. */
export function TaskView(props: TaskViewProps) {
  const { detail, draft, clock, main, opening, more } = props;
  const { task } = detail;
  const open = task.status === 'open';
  const worked = open && draft !== null;
  const compose = opening ? openingNow : detail.compose;
  useEffect(() => {
    main.current?.focus({ preventScroll: true });
    props.onDrawn();
  }, [task.id, main]);
  return (
    <article class="task" aria-labelledby="task-who">
      <TaskHead {...props} />
      {worked && (
        <MainAction
          detail={detail}
          main={main}
          framed={props.framed}
          onWrite={props.onWrite}
          onDone={props.onDone}
        />
      )}
      {compose && (
        <ComposeStatus
          compose={compose}
          email={detail.email}
          byPerson={task.outcome?.proof?.evidence === 'person'}
          onSettle={(sent) => detail.compose && props.onSettle(detail.compose.id, sent)}
        />
      )}
      {open && task.held && <Held task={task} mayRelease={worked} />}
      {open && task.trouble && <Trouble trouble={task.trouble} />}
      {open && task.automatic && !task.trouble && !task.held && <Automatic detail={detail} clock={clock} />}
      {worked && detail.attachments && <FilesToAdd attachments={detail.attachments} />}
      {worked && <Actions {...props} />}
      {open && !worked && more && <div class="task-actions">{more}</div>}
      {!open && <Closed detail={detail} clock={clock} />}
      <Why detail={detail} />
      <TaskContent
        detail={detail}
        draft={draft}
        onDraft={props.onDraft}
        onDone={worked ? props.onDone : null}
      />
      <History activities={detail.history} clock={clock} />
    </article>
  );
}

const openingNow: Pick<ComposeSession, 'state' | 'report' | 'problem' | 'account' | 'recipients'> = {
  recipients: null,
  state: 'opening',
  report: null,
  problem: null,
  account: null,
};

function TaskHead({ detail, clock, onBack }: TaskViewProps) {
  const { task, person } = detail;
  const name = [person?.firstName, person?.lastName].filter(Boolean).join(' ') || task.personName;
  const company = person?.companyName ?? task.companyName;
  const now = theirTime(clock.now, person?.timeZone ?? null, clock.timeZone);
  const due = theirTime(task.dueAt, person?.timeZone ?? null, clock.timeZone);
  return (
    <header class="task-head">
      {onBack && (
        <button
          type="button"
          class="icon-button"
          aria-label={t('task.back')}
          title={t('task.back')}
          onClick={onBack}
        >
          <Icon name="back" size={20} />
        </button>
      )}
      <div class="grow">
        <p class="task-kind">
          <Icon name={task.type} />
          {t(`type.${task.type}`)} · <bdi class="cut">{task.title}</bdi>
        </p>
        <h2 id="task-who">
          <bdi class={name ? '' : 'soft'}>{name || t('common.noName')}</bdi>
        </h2>
        {(person?.title || company) && (
          <p class="soft task-place">
            {person?.title && <bdi>{person.title}</bdi>}
            {person?.title && company && ' · '}
            {company && <bdi>{company}</bdi>}
          </p>
        )}
        <p class={detail.group === 'overdue' ? 'danger' : 'soft'}>
          <span title={fullTime(task.dueAt, clock.timeZone)}>
            {t('task.dueAt', { time: dayAndTimeWithin(task.dueAt, clock) })}
          </span>
          {due && <> ({t('task.theirTime', due)})</>}
        </p>
        {task.standingInFor !== undefined && (
          <p class="soft">{t('absence.standingInFor', { name: task.standingInFor })}</p>
        )}
        {now && <p class="soft">{t('task.theirNow', { time: now.time })}</p>}
        {task.priority === 'high' && (
          <p class="row-of task-high">
            <Icon name="flag" />
            {t('task.high')}
          </p>
        )}
      </div>
    </header>
  );
}

function Actions({ detail, onDone, onSnooze, onSkip, onEdit, onDelete, more }: TaskViewProps) {
  const { task, person } = detail;
  // Where the big button is Done itself a second one would only be in the way.
  const mainIsDone =
    task.type === 'custom' ||
    (task.type === 'call' && !person?.phone) ||
    (task.type === 'inmail' && !person?.profileUrl);
  return (
    <div class="task-actions">
      {!mainIsDone && (
        <button type="button" class="button" onClick={onDone}>
          <Icon name="check" />
          {task.type === 'inmail' ? t('task.inmailSent') : t('task.done')}
        </button>
      )}
      <button type="button" class="button" onClick={onSnooze}>
        <Icon name="alarm" />
        {t('task.snooze')}
      </button>
      <button type="button" class="button" onClick={onSkip}>
        <Icon name="skip" />
        {t('task.skip')}
      </button>
      {task.campaignId === null && (
        <>
          <button type="button" class="button" onClick={onEdit}>
            <Icon name="edit" />
            {t('newTask.edit')}
          </button>
          <button type="button" class="button" onClick={onDelete}>
            <Icon name="delete" />
            {t('newTask.delete')}
          </button>
        </>
      )}
      {more}
    </div>
  );
}

/** A mail that nobody has to write. */
function Automatic({ detail, clock }: Pick<TaskViewProps, 'detail' | 'clock'>) {
  const time = dayAndTimeWithin(detail.task.dueAt, clock);
  const isDue = awaitsTurn(detail.task, clock.now);
  return (
    <Note
      tone="info"
      icon="send"
      title={t(isDue ? 'task.automatic.dueTitle' : 'task.automatic.title')}
      text={isDue ? t('task.automatic.dueText') : t('task.automatic.text', { time })}
    />
  );
}

function Why({ detail }: { detail: TaskDetail }) {
  const { task, campaign, history } = detail;
  const days = campaign?.days.at(-1)?.number;
  const before = history.find((activity) => activity.taskId !== task.id);
  const inCampaign = task.campaignName && task.dayNumber !== null && task.stepNumber !== null;
  return (
    <section class="stack tight">
      <h3>{t('task.why')}</h3>
      <p>
        {inCampaign
          ? t('task.whyCampaign', {
              campaign: task.campaignName ?? '',
              day: task.dayNumber ?? 0,
              step: task.stepNumber ?? 0,
            })
          : t('task.whyOwn')}
        {inCampaign && days !== undefined && (
          <span class="soft"> ({t('task.whyDays', { count: days })})</span>
        )}
      </p>
      {before && <p class="soft">{t('task.before', { what: saidOf(before, task.campaignName) })}</p>}
    </section>
  );
}

function Closed({ detail, clock }: { detail: TaskDetail; clock: Clock }) {
  const { task } = detail;
  const words = {
    done: t('task.closedDone'),
    skipped: t('task.closedSkipped'),
    cancelled: t('task.closedCancelled'),
    open: '',
  };
  const proof = task.outcome?.proof;
  return (
    <div class="note good">
      <Icon name={task.status === 'done' ? 'done' : 'skip'} />
      <div class="grow">
        <p>
          <strong>{words[task.status]}</strong>
        </p>
        {proof && (
          <p>
            {t(proof.evidence === 'person' ? 'task.sentProofPerson' : 'task.sentProof', {
              time: shortTimeWithin(proof.sentAt, clock),
              account: proof.account,
            })}
          </p>
        )}
      </div>
    </div>
  );
}
