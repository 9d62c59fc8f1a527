import { type MailingFigures, type MailingRecipient, RecipientStatus } from '../../lib/contract/mailing.ts';
import { statusFigure } from '../../lib/core/mailing/figures.ts';
import { groupOf } from '../../lib/core/mailing/recipient-status.ts';
import { t } from '../i18n.ts';

/** What a recipient is called. */
export function nameOf({ name, email }: Pick<MailingRecipient, 'name' | 'email'>): string {
  return name || email || t('common.noName');
}

/** Counts of the recipients that are anything, most telling first: those who get it before those who do not. */
export function countsOf(figures: MailingFigures): { status: RecipientStatus; count: number }[] {
  return RecipientStatus.options
    .map((status) => ({ status, count: figures[statusFigure(status)] ?? 0 }))
    .filter(({ count }) => count > 0);
}

/** How many a mailing goes to, or went to. */
export function recipientsOf(figures: MailingFigures): number {
  return countsOf(figures)
    .filter(({ status }) => groupOf[status] !== 'blocked')
    .reduce((sum, { count }) => sum + count, 0);
}

/** How many still wait for it. */
export function waitingOf(figures: MailingFigures): number {
  return (figures[statusFigure('ready')] ?? 0) + (figures[statusFigure('sending')] ?? 0);
}

/** Addresses as somebody types or pastes them: by `;`, `,`, blanks or lines, and `Name <address>`. */
export function readAddresses(typed: string): { email: string; name: string }[] {
  const found = new Map<string, { email: string; name: string }>();
  for (const part of typed.split(/[;,\n]+/)) {
    const [, quoted = '', inside] = /^\s*(.*?)\s*<([^<>]*)>\s*$/.exec(part) ?? [];
    if (inside === undefined)
      for (const email of part.split(/\s+/).filter(Boolean))
        found.set(email.toLowerCase(), { email, name: '' });
    else
      found.set(inside.trim().toLowerCase(), {
        email: inside.trim(),
        name: quoted.replaceAll('"', '').trim(),
      });
  }
  return [...found.values()];
}
