import type { ImportRules } from '../../contract/import.ts';
import type { Person } from '../../contract/person.ts';
import type { Said } from './read-person.ts';

/** Something of a person that a file has changed: a column, or `fields.` and the name of a custom field. */
export interface PersonChange {
  key: string;
  before: string | null;
  after: string | null;
}

const FIELD = 'fields.';

/**
 * What is known of a person with what a file says of them. Nothing that is known becomes empty.
 * @returns the person as they become, and what is new
 */
export function mergePerson(
  person: Person,
  said: Said,
  update: ImportRules['update'],
): { person: Person; changes: PersonChange[] } {
  const changes: PersonChange[] = [];
  const { fields, ...columns } = said;
  const values = [
    ...Object.entries(columns),
    ...Object.entries(fields).map(([name, value]) => [FIELD + sameField(person, name), value] as const),
  ];
  for (const [key, after] of values) {
    const before = knownOf(person, key);
    const isEmpty = before === null || before === '';
    if (
      update === 'none' ||
      typeof after !== 'string' ||
      after === before ||
      (!isEmpty && update === 'empty')
    )
      continue;
    if (key === 'companyName' && before?.toLowerCase() === after.toLowerCase()) continue;
    changes.push({ key, before, after });
  }
  return { person: withValues(person, changes, 'after'), changes };
}

/** The same custom field may be written otherwise in the file. */
function sameField({ fields }: Person, name: string): string {
  return Object.keys(fields).find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}

/**
 * A person with what a file has changed as it was before, where it still is what the file made of it.
 * @returns which of it says something else by now
 */
export function undoChanges(
  person: Person,
  changes: readonly PersonChange[],
): { person: Person; restored: PersonChange[]; kept: PersonChange[] } {
  const isSame = ({ key, after }: PersonChange) => (knownOf(person, key) ?? '') === (after ?? '');
  const restored = changes.filter(isSame);
  const kept = changes.filter((change) => !isSame(change));
  return { person: withValues(person, restored, 'before'), restored, kept };
}

function knownOf(person: Person, key: string): string | null {
  if (key.startsWith(FIELD)) return person.fields[key.slice(FIELD.length)] ?? null;
  const value = person[key as keyof Person]; // keys are those of `Said`
  return typeof value === 'string' ? value : null;
}

function withValues(person: Person, changes: readonly PersonChange[], which: 'before' | 'after'): Person {
  const next: Person = { ...person, fields: { ...person.fields } };
  for (const change of changes) {
    const { key, [which]: value } = change;
    if (key.startsWith(FIELD)) {
      if (value === null) delete next.fields[key.slice(FIELD.length)];
      else next.fields[key.slice(FIELD.length)] = value;
    } else Object.assign(next, { [key]: value ?? (key === 'lastName' || key === 'firstName' ? '' : null) });
    // The name says which company it is.
    if (key === 'companyName') next.companyId = null;
  }
  return next;
}
