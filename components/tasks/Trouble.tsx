import type { TaskTrouble } from '../../lib/contract/task.ts';
import { Note } from '../feedback/Note.tsx';
import { t } from '../i18n.ts';

const words = {
  MAIL_REJECTED: 'rejected',
  MAIL_NOT_SENT: 'notSent',
  MAIL_UNSURE: 'unsure',
  MAIL_HELD: 'held',
  MAIL_BOUNCED: 'bounced',
  PERSON_LEFT: 'left',
  CHALLENGED: 'challenged',
  DOMAIN_BLOCKED: 'blocked',
  COMPANY_REPLIED: 'company',
} as const;

/** Why a mail that was to leave by itself is the person's now, and what the server said of it. */
export function Trouble({ trouble: { code, message } }: { trouble: TaskTrouble }) {
  return <Note tone="warn" icon="problem" title={sayTrouble(code)} text={message} />;
}

/** Why it is a task now, and what is to be done. */
export function sayTrouble(code: TaskTrouble['code']): string {
  const what = code in words ? words[code as keyof typeof words] : 'notWritten'; // looked up in the line before
  return t(`task.trouble.${what}`);
}
