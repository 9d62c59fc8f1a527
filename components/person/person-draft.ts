import type { NewPerson, Person } from '../../lib/contract/person.ts';
import { EmailAddress } from '../../lib/contract/primitives.ts';
import { type FieldFault, type FieldLine, linesOf, readFields } from './read-fields.ts';

/** A person as they stand in a form; empty is none. */
export interface PersonDraft {
  firstName: string;
  lastName: string;
  email: string;
  companyName: string;
  title: string;
  phone: string;
  profileUrl: string;
  timeZone: string;
  country: string;
  language: string;
  /** Custom fields, as they are written one below the other. */
  fields: readonly FieldLine[];
}

/** What is wrong with a field of a form. */
export type PersonFault = 'nameNeeded' | 'notAddress' | 'notProfile' | FieldFault;

export type ReadPerson =
  | { ok: true; value: NewPerson }
  | { ok: false; faults: Readonly<Record<string, PersonFault>> };

/** What is known of somebody, to be written on. */
export function personDraft(person: Partial<Person>): PersonDraft {
  return {
    firstName: person.firstName ?? '',
    lastName: person.lastName ?? '',
    email: person.email ?? '',
    companyName: person.companyName ?? '',
    title: person.title ?? '',
    phone: person.phone ?? '',
    profileUrl: person.profileUrl ?? '',
    timeZone: person.timeZone ?? '',
    country: person.country ?? '',
    language: person.language ?? '',
    fields: linesOf(person.fields),
  };
}

/**
 * The person as it is to be kept. The company stays the very one while its name does.
 *
 * @param before - as they are now; absent: somebody new
 * @returns else what is wrong, by field; those of a custom field by its place, `fields.2`
 */
export function readPerson(draft: PersonDraft, before?: Person): ReadPerson {
  const text = (field: Exclude<keyof PersonDraft, 'fields'>): string => draft[field].trim();
  const own = readFields(draft.fields);
  const faults: Record<string, PersonFault> = { ...own.faults };
  const [firstName, lastName, email, profileUrl] = [
    text('firstName'),
    text('lastName'),
    text('email'),
    text('profileUrl'),
  ];
  if (!firstName && !lastName && !email) faults.firstName = 'nameNeeded';
  if (email && !EmailAddress.safeParse(email).success) faults.email = 'notAddress';
  if (profileUrl && !isProfile(profileUrl)) faults.profileUrl = 'notProfile';
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  const companyName = text('companyName') || null;
  return {
    ok: true,
    value: {
      firstName,
      lastName,
      email: email || null,
      companyName,
      companyId: companyName === before?.companyName ? before?.companyId : null,
      title: text('title') || null,
      phone: text('phone') || null,
      profileUrl: profileUrl || null,
      timeZone: draft.timeZone || null,
      country: draft.country || null,
      language: draft.language || null,
      fields: own.fields,
    },
  };
}

function isProfile(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
