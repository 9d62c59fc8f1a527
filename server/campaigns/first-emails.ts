import type { Campaign, FirstEmail } from '../../lib/contract/campaign.ts';
import { type Failure, invalid, invalidField } from '../../lib/contract/result.ts';
import type { EmailContent } from '../../lib/contract/task.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { wrongTexts } from '../templates/check.ts';

/**
 * Why first emails cannot go out as they were written; null when they can. They are held to the same as the texts of
 * steps.
 */
export function refuseFirstEmails(campaign: Campaign, emails: readonly FirstEmail[]): Failure | null {
  if (emails.length === 0) return null;
  if (stepsInOrder(campaign)[0]?.step.type !== 'email')
    return invalidField('firstEmails', `“${campaign.name}” does not open with an email`);
  const seen = new Set<string>();
  const wrong = emails.flatMap((email, index) => {
    const path = `firstEmails.${index}.`;
    const twice = seen.has(email.personId);
    seen.add(email.personId);
    return [
      ...(twice ? [{ path: `${path}personId`, message: 'expected each person once' }] : []),
      ...wrongTexts(email, path),
    ];
  });
  return wrong.length > 0 ? invalid(wrong) : null;
}

/** The opening email of one person: its recipients and where it was copied from stay the step's. */
export function withFirstEmail(email: EmailContent, written: FirstEmail | undefined): EmailContent {
  if (!written) return email;
  const { subject, html } = written;
  // The plain-text part is made of the new text.
  return { ...email, subject, html, text: null };
}
