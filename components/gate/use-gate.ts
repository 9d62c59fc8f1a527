import { useState } from 'preact/hooks';
import type { CampaignGate } from '../../lib/contract/gate.ts';
import {
  blankFields,
  choicesOf,
  type Drafts,
  type Entered,
  type FieldDraft,
  isDecided,
  type LackedField,
  lackedFields,
  type Refused,
  withEntered,
  withRefusals,
} from './drafts.ts';

/** The gate that stands before a launch, with what has been chosen at it; closed while nobody lacks anything. */
export function useGate() {
  const [gate, setGate] = useState<CampaignGate | null>(null);
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const [tries, setTries] = useState(0);
  const [entered, setEntered] = useState<Entered>(new Map());
  const fields = gate ? lackedFields(gate) : [];
  const blanks = gate ? blankFields(gate) : [];
  const decided = fields.every((field) => isDecided(field, fields, drafts));
  return {
    gate,
    fields,
    drafts,
    /** Fields that print nothing for some, which is said and holds nobody. */
    blanks,
    entered,
    enter: (field: string, personId: string, value: string) =>
      setEntered(new Map(entered).set(field, { ...entered.get(field), [personId]: value })),
    /** How often the button was pressed: from then on it is said at each field what is still to be chosen. */
    tries,
    /** @returns whether somebody lacks something, and has to be asked or told about */
    show: (answer: CampaignGate): boolean => {
      const isShown = lackedFields(answer).length + blankFields(answer).length > 0;
      setGate(isShown ? answer : null);
      setTries(0);
      return isShown;
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
    choices: decided ? withEntered(choicesOf(fields, drafts), blanks, entered) : null,
    press: () => setTries(gate ? tries + 1 : 0),
  };
}
export type GateModel = ReturnType<typeof useGate>;
