import type { Day } from '../../lib/contract/campaign.ts';
import type { Tx } from '../db/open.ts';
import { findTemplateNames } from '../db/queries/templates.ts';

/**
 * The days of a campaign as their author may write them: a step that says it is from a template which they cannot see is
 * a text of its own from now on, for the files of that template go along with its mails. What the campaign was from
 * before stays, whoever writes it.
 *
 * @param author - null: nobody whose rights are asked for
 */
export async function withOwnTemplates(
  tx: Tx,
  author: { workspaceId: string; userId: string } | null,
  days: Day[],
  before: readonly Day[] = [],
): Promise<Day[]> {
  const known = new Set(templatesIn(before));
  const asked = [...new Set(templatesIn(days))].filter((id) => !known.has(id));
  if (!author || asked.length === 0) return days;
  const seen = new Set((await findTemplateNames(tx, author, asked)).map(({ id }) => id));
  const hidden = new Set(asked.filter((id) => !seen.has(id)));
  if (hidden.size === 0) return days;
  return days.map((day) => ({
    ...day,
    steps: day.steps.map((step) => {
      if (!step.email?.fromTemplate || !hidden.has(step.email.fromTemplate.id)) return step;
      const { fromTemplate: _, ...email } = step.email;
      return { ...step, email };
    }),
  }));
}

function templatesIn(days: readonly Day[]): string[] {
  return days.flatMap(({ steps }) => steps.flatMap(({ email }) => email?.fromTemplate?.id ?? []));
}
