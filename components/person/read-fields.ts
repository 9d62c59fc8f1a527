/** A custom field as it is written; empty lines are none. */
export interface FieldLine {
  name: string;
  value: string;
}

export type FieldFault = 'fieldName' | 'fieldTwice';

/** Custom fields as they are kept, by name; what is wrong is named by the place of its line, `fields.2`. */
export function readFields(lines: readonly FieldLine[]): {
  fields: Record<string, string>;
  faults: Record<string, FieldFault>;
} {
  const fields: Record<string, string> = {};
  const faults: Record<string, FieldFault> = {};
  for (const [place, { name, value }] of lines.entries()) {
    const plain = name.trim();
    if (!plain && !value.trim()) continue;
    if (!plain) faults[`fields.${place}`] = 'fieldName';
    else if (Object.hasOwn(fields, plain)) faults[`fields.${place}`] = 'fieldTwice';
    else fields[plain] = value.trim();
  }
  return { fields, faults };
}

/** Custom fields, to be written on. */
export function linesOf(fields: Readonly<Record<string, string>> = {}): FieldLine[] {
  return Object.entries(fields).map(([name, value]) => ({ name, value }));
}
