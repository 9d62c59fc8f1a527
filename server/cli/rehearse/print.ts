import type { Move, Rule } from '../../../lib/contract/plan.ts';
import type {
  Rehearsal,
  RehearsedEvent,
  RehearsedRun,
  RehearsedStep,
} from '../../../lib/contract/rehearsal.ts';
import { table } from '../table.ts';

const rules = {
  weekends: 'weekends do not count',
  senderHolidays: 'holiday of the sender',
  companyHolidays: 'day off of the company',
  recipientHolidays: 'holiday of the recipient',
  shifted: 'moved along with an earlier step',
  late: 'the step before was late',
  nextDay: 'its time was over: next day',
  timePassed: 'its time was over: at once',
  strictOrder: 'after the step before',
  held: 'the run was held',
  away: 'who launched was away',
  startNow: 'started at once',
  byHand: 'set by hand',
  window: 'send window',
  waited: 'nobody closed its task',
  released: 'let go by a person',
  dailyCap: 'the day was full',
  batch: 'after a pause between batches',
} as const satisfies Record<Rule, string>;

const outcomes = {
  sent: 'sent by itself',
  done: 'done by the user',
  skipped: 'skipped',
  cancelled: 'cancelled',
  open: 'open',
  passed: 'left open, the run went on',
  notReached: 'not reached',
} as const satisfies Record<RehearsedStep['outcome'], string>;

const events = {
  answered: 'their server says',
  bounce: 'bounces',
  reply: 'replies',
  outOfOffice: 'is away until',
  opened: 'opens the mail',
  clicked: 'follows a link',
  scanned: 'a scanner follows every link',
} as const satisfies Record<RehearsedEvent['kind'], string>;

/** Counts as a table, one part a line. */
export function countLines({ counts, checks }: Rehearsal): string[] {
  const rows = Object.entries(counts).map(([part, figures]) => [
    `  ${part}`,
    Object.entries(figures)
      .map(([name, figure]) => `${spaced(name)} ${figure}`)
      .join(', '),
  ]);
  const failed = checks.filter(({ ok }) => !ok);
  const said = failed.map(({ name, one, other }) => `  ! ${name}: ${one} and ${other}`);
  const sum =
    failed.length === 0
      ? `The books agree: ${checks.length} of ${checks.length} checks.`
      : `The books do NOT agree: ${failed.length} of ${checks.length} checks failed.`;
  return [...table(rows), '', sum, ...said];
}

/** Each person’s run as lines in the order of time, in the run’s zone. */
export function timelineLines(run: RehearsedRun): string[] {
  const head = `${run.personName} · ${run.campaignName} · ${run.status ?? 'not taken'} · ${run.fate} (${run.timeZone})`;
  if (run.status === null) return [head, `  ${run.refusal}`];
  const steps = run.steps.map((step) => ({
    at: step.closedAt ?? step.dueAt ?? step.plannedAt,
    text: stepText(step, run),
  }));
  const told = run.events.map((event) => ({ at: event.at, text: eventText(event) }));
  const lines = [...steps, ...told].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [head, ...lines.map(({ at, text }) => `  ${clockTime(at, run.timeZone)}  ${text}`)];
}

function stepText(step: RehearsedStep, { timeZone }: RehearsedRun): string {
  const moved = step.dueAt !== null && step.dueAt !== step.plannedAt;
  const why = [...(step.dueMoves ?? step.moves).map(moveText), ...(step.trouble ? [step.trouble] : [])];
  return [
    `day ${step.dayNumber}: ${step.title} (${step.type}) ${outcomes[step.outcome]}`,
    ...(moved ? [`planned for ${clockTime(step.plannedAt, timeZone)}`] : []),
    ...(why.length > 0 ? [`[${why.join('; ')}]`] : []),
  ].join(', ');
}

function moveText({ rule, daysOff = [] }: Move): string {
  const names = [...new Set(daysOff.map(({ name }) => name))];
  return names.length > 0 ? `${rules[rule]}: ${names.join(', ')}` : rules[rule];
}

function eventText({ kind, detail, effect }: RehearsedEvent): string {
  const said = kind === 'opened' || kind === 'clicked' || kind === 'scanned' ? '' : ` ${detail}`;
  return `${events[kind]}${said}${effect === 'shown' ? ' (shown only: the server has no rule for it)' : ''}`;
}

/** Each message as its recipient would read it, as text. */
export function messageLines({ messages }: Rehearsal): string[] {
  return messages.flatMap((message) => [
    '',
    `── ${message.at} · ${message.outcome}${message.byHand ? ' · by hand' : ''}${message.reply ? ` · ${message.reply}` : ''}`,
    `From: ${addressText(message.from)}`,
    `To: ${message.to.map(addressText).join(', ')}`,
    ...(message.cc.length > 0 ? [`Cc: ${message.cc.map(addressText).join(', ')}`] : []),
    `Subject: ${message.subject}`,
    ...(message.missing.length > 0 ? [`Still to be filled in: ${message.missing.join(', ')}`] : []),
    '',
    message.text,
  ]);
}

function addressText({ email, name }: { email: string; name?: string | undefined }): string {
  return name ? `${name} <${email}>` : email;
}

function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function clockTime(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('weekday')} ${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}
