import { type Fault, fault } from './faults.ts';
import { mergeHead } from './merge-pattern.ts';
import { nearest } from './nearest.ts';
import { UrlText } from './url-text.ts';
import { printable, walk } from './values.ts';

/** Merge fields of mailings, and the field of ours that says the same. */
const sameField: Readonly<Record<string, string>> = {
  'customer.firstname': 'first_name',
  'customer.lastname': 'last_name',
  'customer.name': 'full_name',
  'customer.bestName': 'full_name',
  'customer.salutation': 'full_name_or_email',
  'customer.email': 'email',
  'customer.phone': 'phone',
  'customer.title': 'title',
  'customer.language': 'language',
  'company.name': 'company',
  'company.ourSalesContact.name': 'my_name',
  'company.ourSalesContact.email': 'my_email',
  'company.ourContact.name': 'my_name',
  'company.ourContact.email': 'my_email',
};

/** The merge fields that have a value. */
export const mergeFieldNames: readonly string[] = Object.keys(sameField);

/** What a merge field may ask of another: `[[urlEncode(customer.email)]]`. */
const functions: Readonly<Record<string, (context: unknown, name: string) => unknown>> = {
  urlEncode: (context, name) => {
    const text = printable(mergeValue(context, name));
    return text === undefined ? undefined : new UrlText(text);
  },
  // Whoever is named, it is the person who is written to.
  makeSalutation: (context) => mergeValue(context, 'customer.salutation'),
};
const call = /^(\w+)\(\s*([^\s()]+)\s*\)$/;

/** @returns why a merge field cannot be read; null where it can */
export function mistakeInMerge(name: string): Fault | null {
  const [, asked] = call.exec(name) ?? [];
  if (asked === undefined || Object.hasOwn(functions, asked)) return null;
  return fault('noFunction', { name: asked }, nearest(asked, Object.keys(functions)));
}

/** The field whose value a merge field needs. */
export function mergeFieldOf(name: string): string {
  const [, asked, field = name] = call.exec(name) ?? [];
  return asked === 'makeSalutation' ? 'customer.salutation' : field;
}

/** The fields whose values the merge fields of a text need, each once, in order. */
export function mergeFieldsIn(source: string): string[] {
  const found = new Set<string>();
  for (let at = source.indexOf('[['); at >= 0; at = source.indexOf('[[', at + 1)) {
    mergeHead.lastIndex = at;
    const head = mergeHead.exec(source);
    if (head) found.add(mergeFieldOf(head[0].slice(2).trim()));
  }
  return [...found];
}

/** Our name for what a merge field says; any other name as it is. */
export function sameFieldOf(name: string): string {
  return Object.hasOwn(sameField, name) ? (sameField[name] ?? name) : name;
}

/** The value of `[[customer.name]]`: under that very path, else under our name for it. */
export function mergeValue(context: unknown, name: string): unknown {
  const [, asked, field = ''] = call.exec(name) ?? [];
  if (asked !== undefined)
    return Object.hasOwn(functions, asked) ? functions[asked]?.(context, field) : undefined;
  const value = walk(context, name.split('.'));
  if (printable(value) !== undefined || !Object.hasOwn(sameField, name)) return value;
  return walk(context, [sameFieldOf(name)]);
}
