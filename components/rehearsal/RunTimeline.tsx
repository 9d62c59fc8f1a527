import { useState } from 'preact/hooks';
import type {
  Rehearsal,
  RehearsedEvent,
  RehearsedMessage,
  RehearsedRun,
  RehearsedStep,
} from '../../lib/contract/rehearsal.ts';
import { t } from '../i18n.ts';
import { sayMove } from '../plan/say.ts';
import { HtmlFrame, heightOf } from '../tasks/HtmlFrame.tsx';
import { type Clock, calendarDay, dateAndTime } from '../time.ts';

interface Line {
  key: string;
  at: string;
  what: string;
  why: string[];
  message: RehearsedMessage | undefined;
}

/** All that happens to one person in the order of time, with the rules that moved each step, and their mails. */
export function RunTimeline({ run, rehearsal }: { run: RehearsedRun; rehearsal: Rehearsal }) {
  const clock = { now: new Date(rehearsal.startedAt), timeZone: run.timeZone };
  const [read, setRead] = useState<string | null>(null);
  const own = rehearsal.messages.filter(
    ({ personId, campaignId }) => personId === run.personId && campaignId === run.campaignId,
  );
  const message = own.find(({ messageId }) => messageId === read);
  return (
    <section class="stack" aria-label={t('rehearsal.timelineOf', { name: run.personName })}>
      {run.refusal && <p>{run.refusal}</p>}
      <table class="rehearsal-timeline">
        <thead>
          <tr>
            <th scope="col">{t('rehearsal.when')}</th>
            <th scope="col">{t('rehearsal.what')}</th>
            <th scope="col">{t('rehearsal.why')}</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(run, own, clock).map((line) => (
            <tr key={line.key}>
              <td class="nowrap">{dateAndTime(line.at, clock)}</td>
              <td>
                {line.what}{' '}
                {line.message && (
                  <button
                    type="button"
                    class="button small"
                    aria-expanded={read === line.message.messageId}
                    onClick={() => setRead(line.message?.messageId ?? null)}
                  >
                    {t('rehearsal.read')}
                  </button>
                )}
              </td>
              <td class="soft small">{line.why.join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {message && <MessageView message={message} clock={clock} />}
    </section>
  );
}

function linesOf(run: RehearsedRun, messages: readonly RehearsedMessage[], clock: Clock): Line[] {
  const steps = run.steps.map((step, index): Line => {
    const { closedAt, dueAt, plannedAt } = step;
    return {
      key: `step ${index}`,
      at: closedAt ?? dueAt ?? plannedAt,
      what: t('rehearsal.step', {
        day: step.dayNumber,
        title: step.title,
        outcome: t(`rehearsal.outcome.${step.outcome}`),
      }),
      why: whyOf(step, clock),
      message: messages.findLast(({ stepId }) => stepId === step.stepId),
    };
  });
  const events = run.events.map(
    (event, index): Line => ({
      key: `event ${index}`,
      at: event.at,
      what: `${t(`rehearsal.event.${event.kind}`)}${detailOf(event)}`,
      why: event.effect === 'shown' ? [t('rehearsal.shownOnly')] : [],
      message: undefined,
    }),
  );
  return [...steps, ...events].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function whyOf(step: RehearsedStep, clock: Clock): string[] {
  const { dueAt, plannedAt, dueMoves, moves, trouble } = step;
  const isMoved = dueAt !== null && dueAt !== plannedAt;
  return [
    ...(isMoved ? [t('rehearsal.plannedFor', { time: dateAndTime(plannedAt, clock) })] : []),
    ...(dueMoves ?? moves).map(sayMove),
    ...(trouble ? [trouble] : []),
  ];
}

function detailOf({ kind, detail }: RehearsedEvent): string {
  if (kind === 'outOfOffice') return ` ${calendarDay(detail)}`;
  return kind === 'answered' || kind === 'bounce' ? ` ${detail}` : '';
}

function MessageView({ message, clock }: { message: RehearsedMessage; clock: Clock }) {
  const { from, to, cc, subject, html, text, missing, at, reply, byHand } = message;
  return (
    <article class="rehearsal-message stack tight" aria-label={subject}>
      <h3 dir="auto">{subject}</h3>
      <p class="soft small">
        {dateAndTime(at, clock)} · {t(byHand ? 'rehearsal.figure.byHand' : 'rehearsal.figure.sent')}
        {reply && ` · ${reply}`}
      </p>
      <p class="small">
        <bdi>{addressText(from)}</bdi> → <bdi>{[...to, ...cc].map(addressText).join(', ')}</bdi>
      </p>
      {missing.length > 0 && <p>{t('rehearsal.missing', { fields: missing.join(', ') })}</p>}
      <HtmlFrame html={html} title={subject} heightPx={heightOf(text)} />
    </article>
  );
}

function addressText({ email, name }: { email: string; name?: string | undefined }): string {
  return name ? `${name} <${email}>` : email;
}
