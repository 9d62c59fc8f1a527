import type { CampaignGate, PersonChoices } from '../../contract/gate.ts';

/**
 * Mails that will not leave by themselves, whatever the step says: a prompt stands in them, or the person lacks a field
 * and nothing was chosen to stand in its place. Each becomes a task instead.
 *
 * @param gate - of the campaign, before the launch
 * @returns ids of such steps, by the person's id
 */
export function mailsByHand(
  gate: CampaignGate,
  choices: readonly PersonChoices[],
): (personId: string) => string[] {
  const chosen = new Map(choices.map(({ personId, fields }) => [personId, fields]));
  const steps = gate.steps.map(({ stepId, held, prompts }) => ({
    stepId,
    isPrompted: prompts.length > 0,
    missing: new Map(held.map(({ personId, missing }) => [personId, missing])),
  }));
  return (personId) => {
    const isLacking = ({ field }: { field: string }): boolean => {
      const type = chosen.get(personId)?.[field]?.type;
      return type !== 'default' && type !== 'edit';
    };
    return steps.flatMap(({ stepId, isPrompted, missing }) =>
      isPrompted || missing.get(personId)?.some(isLacking) ? [stepId] : [],
    );
  };
}
