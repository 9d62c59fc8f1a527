import { useState } from 'preact/hooks';
import type { CampaignGate } from '../../lib/contract/gate.ts';
import {
  choicesOf,
  type Drafts,
  type FieldDraft,
  isDecided,
  type LackedField,
  lackedFields,
  type Refused,
  withRefusals,
} from './drafts.ts';

/** The gate that stands before a launch, with what has been chosen at it; closed while nobody lacks anything. */
export function useGate() {
  const [gate, setGate] = useState<CampaignGate | null>(null);
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const [tries, setTries] = useState(0);
  const fields = gate ? lackedFields(gate) : [];
  const decided = fields.every((field) => isDecided(field, fields, drafts));
  return {
    gate,
    fields,
    drafts,
    /** How often the button was pressed: from then on it is said at each field what is still to be chosen. */
    tries,
    /** @returns whether somebody lacks something, and has to be asked about */
    show: (answer: CampaignGate): boolean => {
      const isHeld = lackedFields(answer).length > 0;
      setGate(isHeld ? answer : null);
      setTries(0);
      return isHeld;
    },
    close: () => {
      setGate(null);
      setTries(0);
    },
    /**
     * The gate as it is asked anew, after a launch that was refused: what was chosen stays, and what of it cannot be is
     * said at its field.
     */
    refuse: (answer: CampaignGate, refused: readonly Refused[]) => {
      const asked = lackedFields(answer);
      setGate(asked.length > 0 ? answer : null);
      setDrafts(withRefusals(asked, drafts, refused));
      setTries(1);
    },
    change: (field: string, draft: FieldDraft) =>
      setDrafts(new Map(drafts).set(field, { ...draft, refusedFor: [] })),
    changeAll: (all: readonly LackedField[], way: 'task' | 'skip') =>
      setDrafts(
        new Map(all.map(({ field }) => [field, { text: '', values: {}, ...drafts.get(field), way }])),
      ),
    /** What to launch with; null while something is still to be chosen. */
    choices: decided ? choicesOf(fields, drafts) : null,
    press: () => setTries(gate ? tries + 1 : 0),
  };
}
export type GateModel = ReturnType<typeof useGate>;
