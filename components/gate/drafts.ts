import type { CampaignGate, PersonChoices } from '../../lib/contract/gate.ts';
import { fieldKey } from '../../lib/core/person/field-values.ts';

export const ways = ['default', 'edit', 'task', 'skip'] as const;
export type Way = (typeof ways)[number];

/** A field that somebody lacks, over all mails of the campaign. */
export interface LackedField {
  /** As the first mail that names it writes it; another may write it otherwise. */
  field: string;
  /** Who lacks it, in the order in which they were chosen. */
  personIds: string[];
  /** Titles of the steps whose mails name it. */
  steps: string[];
  /** Some have a value that may not stand at its place. */
  unsafe: boolean;
  editable: boolean;
}

/** What the person has chosen for one field so far. */
export interface FieldDraft {
  way: Way | null;
  /** With `default`: for all who lack it. */
  text: string;
  /** With `edit`: by the person's id. */
  values: Readonly<Record<string, string>>;
  /** For whom what was chosen may not stand at its place; until something else is chosen. */
  refusedFor?: readonly string[];
}
/** By field. */
export type Drafts = ReadonlyMap<string, FieldDraft>;

const nothing: FieldDraft = { way: null, text: '', values: {} };

export function draftOf(drafts: Drafts, field: string): FieldDraft {
  return drafts.get(field) ?? nothing;
}

/** All that is missing, by field, the one that stands first in the campaign first. */
export function lackedFields({ steps, editable }: CampaignGate): LackedField[] {
  const fields = new Map<string, LackedField>();
  for (const { title, held } of steps) {
    for (const { personId, missing } of held) {
      for (const { field, why } of missing) {
        const key = fieldKey(field);
        const known = fields.get(key) ?? {
          field,
          personIds: [],
          steps: [],
          unsafe: false,
          editable: editable.includes(field),
        };
        if (!known.personIds.includes(personId)) known.personIds.push(personId);
        if (!known.steps.includes(title)) known.steps.push(title);
        fields.set(key, { ...known, unsafe: known.unsafe || why === 'unsafe' });
      }
    }
  }
  return [...fields.values()];
}

/** A field that prints nothing for some, over all mails of the campaign. */
export type BlankField = Pick<LackedField, 'field' | 'personIds' | 'steps'>;

/** Fields that print nothing for some, the one that stands first in the campaign first. */
export function blankFields({ steps }: CampaignGate): BlankField[] {
  const fields = new Map<string, BlankField>();
  for (const { title, blank = [] } of steps) {
    for (const { field, personIds } of blank) {
      const key = fieldKey(field);
      const known = fields.get(key) ?? { field, personIds: [], steps: [] };
      known.personIds.push(...personIds.filter((id) => !known.personIds.includes(id)));
      if (!known.steps.includes(title)) known.steps.push(title);
      fields.set(key, known);
    }
  }
  return [...fields.values()];
}

/** Values that were entered for blank fields, by field and person. */
export type Entered = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The choices with the values that were entered; an empty one changes nothing. */
export function withEntered(
  choices: readonly PersonChoices[],
  blanks: readonly BlankField[],
  entered: Entered,
): PersonChoices[] {
  const people = new Map(choices.map(({ personId, fields }) => [personId, fields]));
  for (const { field, personIds } of blanks) {
    for (const personId of personIds) {
      const value = entered.get(field)?.[personId]?.trim();
      if (value) people.set(personId, { ...people.get(personId), [field]: { type: 'edit', value } });
    }
  }
  return [...people].map(([personId, fields]) => ({ personId, fields }));
}

/**
 * Prompts that whoever writes the mails will be asked, each once.
 *
 * @param automatic - those of mails that would leave by themselves and become tasks instead, or those of the others
 */
export function promptsOf({ steps }: CampaignGate, automatic: boolean): string[] {
  const asked = steps.filter((step) => (step.automatic ?? false) === automatic);
  return [...new Set(asked.flatMap(({ prompts }) => prompts.map(({ text }) => text)))];
}

/** Whoever is left out for one field is not asked about at another. */
export function leftOut(fields: readonly LackedField[], drafts: Drafts): Set<string> {
  return new Set(
    fields.filter(({ field }) => draftOf(drafts, field).way === 'skip').flatMap(({ personIds }) => personIds),
  );
}

/** For whom a field is still to be decided. */
export function concerned(field: LackedField, fields: readonly LackedField[], drafts: Drafts): string[] {
  if (draftOf(drafts, field.field).way === 'skip') return field.personIds;
  const out = leftOut(fields, drafts);
  return field.personIds.filter((id) => !out.has(id));
}

/** Is everything that is asked for this field said? */
export function isDecided(field: LackedField, fields: readonly LackedField[], drafts: Drafts): boolean {
  const { way, text, values, refusedFor = [] } = draftOf(drafts, field.field);
  const whom = concerned(field, fields, drafts);
  if (whom.length === 0 || way === 'task' || way === 'skip') return true;
  if (whom.some((id) => refusedFor.includes(id))) return false;
  if (way === 'default') return text.trim() !== '';
  return way === 'edit' && whom.every((id) => values[id]?.trim());
}

/** Somebody whom a launch has refused, and the fields whose chosen text may not stand at its place. */
export interface Refused {
  personId: string;
  unsafe?: readonly string[] | undefined;
}

/** What was chosen stays, and at each field it is known for whom it cannot be. */
export function withRefusals(
  fields: readonly LackedField[],
  drafts: Drafts,
  refused: readonly Refused[],
): Drafts {
  const marked = fields.map(({ field }): [string, FieldDraft] => {
    const whose = refused.filter(({ unsafe = [] }) =>
      unsafe.some((one) => fieldKey(one) === fieldKey(field)),
    );
    return [field, { ...draftOf(drafts, field), refusedFor: whose.map(({ personId }) => personId) }];
  });
  return new Map([...drafts, ...marked]);
}

/** What the launch is told, person by person. Call when every field is decided. */
export function choicesOf(fields: readonly LackedField[], drafts: Drafts): PersonChoices[] {
  const people = new Map<string, PersonChoices['fields']>();
  for (const { field, personIds } of fields) {
    const draft = draftOf(drafts, field);
    for (const personId of personIds) {
      const choice = choiceOf(draft, personId);
      if (choice) people.set(personId, { ...people.get(personId), [field]: choice });
    }
  }
  return [...people].map(([personId, chosen]) => ({ personId, fields: chosen }));
}

function choiceOf(
  { way, text, values }: FieldDraft,
  personId: string,
): PersonChoices['fields'][string] | null {
  if (way === 'task' || way === 'skip') return { type: way };
  const written = (way === 'default' ? text : (values[personId] ?? '')).trim();
  if (way === null || written === '') return null;
  return way === 'default' ? { type: 'default', text: written } : { type: 'edit', value: written };
}
