import type { CampaignGate } from '../../lib/contract/gate.ts';
import { idOf } from './tasks.ts';

/** One mail that names two fields none of these people has, one of them the user's own, and a prompt. */
export function aGate(personIds: string[]): CampaignGate {
  const missing = [
    { field: 'phone', parts: ['html' as const], why: 'empty' as const },
    { field: 'my_title', parts: ['html' as const], why: 'unsafe' as const },
  ];
  return {
    steps: [
      {
        stepId: idOf('campaign', 90),
        title: 'First email',
        dayNumber: 1,
        stepNumber: 1,
        held: personIds.map((personId) => ({ personId, missing })),
        byField: missing.map(({ field }) => ({ field, personIds })),
        prompts: [{ text: 'say something kind', part: 'html' }],
      },
    ],
    editable: ['phone'],
  };
}
