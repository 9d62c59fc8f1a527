import type { ComponentChildren } from 'preact';
import type { Mail, MailColumn, MailSort } from '../../lib/contract/mail.ts';
import { awaitsTurn } from '../../lib/core/mail/turn.ts';
import { formatNumber, t } from '../i18n.ts';
import { Figure } from '../library/Figures.tsx';
import { calledOf, type SomeoneActs } from '../person/use-someone.ts';
import { Who, WhoActs } from '../person/WhoActs.tsx';
import { type Clock, fullTime, shortTime } from '../time.ts';

/** Columns that the table can be sorted by, and how the server calls it. */
export const sortOf: Partial<Record<MailColumn, MailSort>> = {
  person: 'person',
  company: 'company',
  campaign: 'campaign',
  subject: 'subject',
  at: 'at',
  sent: 'at',
  failed: 'at',
  scheduled: 'at',
  created: 'created',
  updated: 'updated',
};

const numbers: readonly MailColumn[] = ['replies', 'opens', 'clicks'];
export const isNumber = (column: MailColumn) => numbers.includes(column);

interface CellProps {
  mail: Mail;
  column: MailColumn;
  clock: Clock;
  acts: SomeoneActs;
  /** Shows the mails of this person alone; null where it does already. */
  onOnly: ((mail: Mail) => void) | null;
}

/** What stands in one column of a mail. */
export function Cell({ mail, column, clock, acts, onOnly }: CellProps): ComponentChildren {
  switch (column) {
    case 'person':
      return mail.personId === null ? <Text text={calledOf(mail)} /> : <Who someone={mail} acts={acts} />;
    case 'email':
      return <Text text={mail.email} />;
    case 'jobTitle':
      return <Text text={mail.jobTitle} />;
    case 'company':
      return <Text text={mail.companyName} />;
    case 'sender':
      return <Text text={mail.senderName} />;
    case 'campaign':
      if (mail.campaignId === null) return null;
      return (
        <a class="cut" href={`#/campaigns?id=${mail.campaignId}&edit=open`} title={mail.campaignName ?? ''}>
          <bdi>{mail.campaignName}</bdi>
        </a>
      );
    case 'step':
      return <Text text={mail.stepTitle} />;
    case 'template':
      return <Text text={mail.templateName} />;
    case 'subject':
      return <Text text={mail.subject} />;
    case 'status':
      return (
        <span class="cut" title={mail.reason ?? ''}>
          {t(isInTurn(mail, clock) ? 'task.automatic.dueTitle' : `center.standing.${mail.standing}`)}
          {mail.success && ` · ${t('center.successMark')}`}
        </span>
      );
    case 'replies':
      return mail.sentAt === null ? null : formatNumber(mail.replies);
    case 'opens':
      return mail.sentAt === null ? null : <Figure value={mail.opens} />;
    case 'clicks':
      return mail.sentAt === null ? null : <Figure value={mail.clicks} />;
    case 'at':
      return <Moment at={mail.at} clock={clock} />;
    case 'scheduled':
      return <Moment at={mail.dueAt} clock={clock} />;
    case 'sent':
      return <Moment at={mail.sentAt} clock={clock} />;
    case 'failed':
      return <Moment at={mail.failedAt} clock={clock} />;
    case 'created':
      return <Moment at={mail.createdAt} clock={clock} />;
    case 'updated':
      return <Moment at={mail.updatedAt} clock={clock} />;
    case 'activity':
      return <Moment at={mail.lastActivityAt} clock={clock} />;
    case 'selections':
      return <Text text={mail.selections.join(', ')} />;
    case 'followUp':
      return <WhoActs someone={mail} acts={acts} onOnly={onOnly} />;
    case 'channel':
      return <Text text={mail.channel} />;
    case 'reason':
      return <Text text={mail.reason} />;
  }
}

/** Due, and not taken up yet. */
function isInTurn({ standing, dueAt }: Mail, { now }: Clock): boolean {
  const automatic = standing === 'waiting' || standing === 'planned';
  return dueAt !== null && awaitsTurn({ automatic, dueAt }, now);
}

function Text({ text }: { text: string | null }) {
  return (
    <bdi class="cut" title={text ?? ''}>
      {text}
    </bdi>
  );
}

function Moment({ at, clock }: { at: string | null; clock: Clock }) {
  if (at === null) return null;
  return (
    <time class="cut" dateTime={at} title={fullTime(at, clock.timeZone)}>
      {shortTime(at, clock)}
    </time>
  );
}
