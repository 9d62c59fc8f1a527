import type { Person } from '../../contract/person.ts';
import { sameFieldOf } from '../template/merge-fields.ts';
import { customNameOf, plainName } from './custom-fields.ts';

const columns = {
  first_name: 'firstName',
  last_name: 'lastName',
  title: 'title',
  company: 'companyName',
  phone: 'phone',
  email: 'email',
} as const satisfies Record<string, keyof Person>;

/** Can a value for this field of a mail be written with the person? Those of the user, or made of others, cannot. */
export function isEditable(field: string): boolean {
  const name = sameFieldOf(field);
  return Object.hasOwn(columns, name) || customNameOf(name) !== null;
}

/**
 * The person with values for fields as mails name them; fields that are not theirs change nothing.
 *
 * @param known - names of custom fields elsewhere, so that the same field gets the same name
 */
export function withFieldValues(
  person: Person,
  values: Readonly<Record<string, string>>,
  known: readonly string[] = [],
): Person {
  const names = [...Object.keys(person.fields), ...known];
  const changed = { ...person, fields: { ...person.fields } };
  for (const [name, value] of spelledFirst(values)) {
    const custom = customNameOf(name);
    if (isColumn(name)) changed[columns[name]] = value;
    else if (custom !== null) {
      const own = [...names, ...Object.keys(changed.fields)].find((one) => keyOf(one) === keyOf(custom));
      changed.fields[own ?? custom] = value;
    }
  }
  return changed;
}

/** `fields.[Shoe size]` says how a new field is written, `custom_field_shoe_size` does not. */
function spelledFirst(values: Readonly<Record<string, string>>): [string, string][] {
  const named = Object.entries(values).map(([field, value]): [string, string] => [sameFieldOf(field), value]);
  const isSpelled = ([name]: [string, string]) => name.startsWith('fields.');
  return [...named.filter(isSpelled), ...named.filter((one) => !isSpelled(one))];
}

function isColumn(name: string): name is keyof typeof columns {
  return Object.hasOwn(columns, name);
}

function keyOf(custom: string): string {
  return plainName(custom).toLowerCase();
}

/** The same for every way in which mails can write a field: `{{fields.Plan}}`, `{{custom_field_plan}}`. */
export function fieldKey(field: string): string {
  const name = sameFieldOf(field);
  const custom = customNameOf(name);
  return custom === null ? name : `custom_field_${keyOf(custom)}`;
}
