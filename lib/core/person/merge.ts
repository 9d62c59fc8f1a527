import type { Person } from '../../contract/person.ts';

const columns = ['email', 'title', 'phone', 'profileUrl', 'timeZone', 'country', 'language'] as const;

/**
 * One person made of several: what the first does not say is said by the others, in their order. A name is taken as a
 * whole, and so is a company. Custom fields are the same whatever their capitals.
 */
export function mergePeople(first: Person, others: readonly Person[]): Person {
  const merged: Person = { ...first, fields: { ...first.fields } };
  for (const other of others) {
    if (!merged.firstName && !merged.lastName) {
      merged.firstName = other.firstName;
      merged.lastName = other.lastName;
    }
    if (!merged.companyName) {
      merged.companyName = other.companyName;
      merged.companyId = other.companyId ?? null;
    }
    for (const column of columns)
      if (!merged[column]) Object.assign(merged, { [column]: other[column] ?? null });
    const known = new Set(Object.keys(merged.fields).map((name) => name.toLowerCase()));
    for (const [name, value] of Object.entries(other.fields))
      if (!known.has(name.toLowerCase())) merged.fields[name] = value;
  }
  return merged;
}

/** What the merged person does not have of somebody: other addresses and numbers, so that nothing is lost unseen. */
export function lostBy(merged: Person, other: Person): string[] {
  const same = (a: string | null, b: string | null) => a?.toLowerCase() === b?.toLowerCase();
  return (['email', 'phone', 'companyName', 'title'] as const).flatMap((column) => {
    const value = other[column];
    return value && !same(value, merged[column]) ? [value] : [];
  });
}
