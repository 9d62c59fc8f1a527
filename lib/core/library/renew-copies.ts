import type { Campaign, Step, StepEmail } from '../../contract/campaign.ts';
import type { Template, TemplateContent } from '../../contract/template.ts';
import type { CopyState } from '../../contract/template-library.ts';
import { copyInto, copyState } from './copies.ts';

/** A step that holds a copy of a template. */
interface Copy {
  dayNumber: number;
  step: Step;
  email: StepEmail;
  /** Of the template, from which it was taken. */
  version: number;
}

/** Contents of a template's versions, as far as they are known, by number. */
export type Versions = ReadonlyMap<number, TemplateContent>;

/** Steps of a campaign that hold a copy of a template, in the order of their days. */
export function copiesIn(campaign: Campaign, templateId: string): Copy[] {
  return campaign.days.flatMap(({ number, steps }) =>
    steps.flatMap((step) => {
      const copy = copyOf(step, templateId);
      return copy ? [{ dayNumber: number, step, ...copy }] : [];
    }),
  );
}

function copyOf({ email }: Step, templateId: string): Pick<Copy, 'email' | 'version'> | null {
  return email?.fromTemplate?.id === templateId ? { email, version: email.fromTemplate.version } : null;
}

/** How a copy stands to its template. */
export function stateOf(
  { email, version }: Pick<Copy, 'email' | 'version'>,
  template: Template,
  versions: Versions,
): CopyState {
  return copyState(email, template, versions.get(version) ?? null);
}

export interface Renewed {
  campaign: Campaign;
  /** Steps: `updated` have the text now, `same` had it already, `kept` were edited in the campaign and left alone. */
  counts: { updated: number; same: number; kept: number };
  /** Something is to be written, be it only the number of the version that a step holds. */
  changed: boolean;
}

/**
 * A campaign whose steps hold the template's present text.
 *
 * @param edited - also those that were edited in the campaign
 */
export function renewCopies(
  campaign: Campaign,
  template: Template,
  versions: Versions,
  edited: boolean,
): Renewed {
  const counts = { updated: 0, same: 0, kept: 0 };
  let changed = false;
  const renew = (step: Step): Step => {
    const copy = copyOf(step, template.id);
    if (!copy) return step;
    const state = stateOf(copy, template, versions);
    const outcome = state === 'same' ? 'same' : state === 'older' || edited ? 'updated' : 'kept';
    counts[outcome] += 1;
    if (outcome === 'kept') return step;
    changed ||= outcome === 'updated' || copy.version !== template.version;
    return { ...step, email: copyInto(copy.email, template) };
  };
  const days = campaign.days.map((day) => ({ ...day, steps: day.steps.map(renew) }));
  return { campaign: { ...campaign, days }, counts, changed };
}
