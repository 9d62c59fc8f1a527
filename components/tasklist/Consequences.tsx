import type { RunsGoingOn, TaskConsequences, TaskFailure } from '../../lib/contract/task-changes.ts';
import { t } from '../i18n.ts';
import { type Clock, dayAndTimeWithin } from '../time.ts';

/** What a deed would do to runs and mails, in sentences with numbers. */
export function Consequences({ told, clock }: { told: TaskConsequences; clock: Clock }) {
  if (told.tasks === 0)
    return (
      <>
        <p>{t('tasksPage.nothing')}</p>
        <Failures failures={told.failures} />
      </>
    );
  const { ending, leaving, stopped, unsent, waiting, movedMails, handedOver, skippedInstead } = told;
  const sums = [
    skippedInstead > 0 && t('tasksPage.skippedInstead', { count: skippedInstead }),
    unsent > 0 && t('tasksPage.unsent', { count: unsent }),
    handedOver > 0 && t('tasksPage.handedOver', { count: handedOver }),
    ...told.goingOn.map((runs) => sayGoingOn(runs, clock)),
    ending > 0 && t('tasksPage.ends', { count: ending }),
    waiting > 0 && t('tasksPage.waits', { count: waiting }),
    leaving > 0 && t('tasksPage.leaves', { count: leaving }),
    movedMails > 0 && t('tasksPage.movedMails', { count: movedMails }),
    stopped > 0 && t('tasksPage.stops', { count: stopped }),
  ].filter((sentence) => sentence !== false);
  const isQuiet = told.goingOn.length + ending + leaving + stopped + waiting + movedMails === 0;
  return (
    <>
      <p>{t('tasksPage.tells', { count: told.tasks })}</p>
      {sums.length > 0 && (
        <ul class="stack tight consequences">
          {sums.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {isQuiet && <p class="soft">{t('tasksPage.quiet')}</p>}
      <Failures failures={told.failures} />
    </>
  );
}

function sayGoingOn(runs: RunsGoingOn, clock: Clock): string {
  const [first, last] = [dayAndTimeWithin(runs.firstAt, clock), dayAndTimeWithin(runs.lastAt, clock)];
  return t('tasksPage.goesOn', {
    count: runs.runs,
    step: runs.stepTitle,
    day: runs.dayNumber,
    campaign: runs.campaignName,
    when: first === last ? first : t('tasksPage.between', { first, last }),
  });
}

/** Tasks that stay as they are, each with the reason. */
export function Failures({ failures }: { failures: readonly TaskFailure[] }) {
  if (failures.length === 0) return null;
  return (
    <section class="stack tight" aria-live="polite">
      <p>
        <strong>{t('tasksPage.stays', { count: failures.length })}</strong>
      </p>
      <ul class="stack tight failures">
        {failures.map(({ taskId, title, personName, code }) => (
          <li key={taskId}>
            <bdi>{[personName, title].filter(Boolean).join(': ') || taskId}</bdi>{' '}
            <span class="soft">{t(`error.${code}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
