import { z } from 'zod';
import { Country } from './calendar.ts';
import { EmailAddress, Id, TimeZone } from './primitives.ts';

/** A contact, as much of it as the mailbox needs. */
export const Person = z.object({
  id: Id,
  firstName: z.string().max(100),
  lastName: z.string().max(100),
  email: EmailAddress.nullable(),
  title: z.string().max(200).nullable(),
  companyName: z.string().max(200).nullable(),
  /** Tells companies of one name apart; one of that name where absent. */
  companyId: Id.nullable().optional(),
  /** As dialled, international form preferred: `+46 8 123 456 78`. */
  phone: z.string().max(50).nullable(),
  /** Profile that an InMail step opens. */
  profileUrl: z.url({ protocol: /^https$/ }).nullable(),
  timeZone: TimeZone.nullable(),
  /** Where they live, as far as public holidays go; unknown where absent, too. */
  country: Country.nullable().optional(),
  /** BCP 47 tag, e.g. `sv`. */
  language: z.string().max(35).nullable(),
  /** Custom fields by name. */
  fields: z.record(z.string().max(64), z.string().max(2000)),
});
export type Person = z.infer<typeof Person>;

export const NewPerson = Person.omit({ id: true }).partial({
  lastName: true,
  email: true,
  title: true,
  companyName: true,
  phone: true,
  profileUrl: true,
  timeZone: true,
  language: true,
  fields: true,
});
export type NewPerson = z.infer<typeof NewPerson>;

/** A person to be added. */
export const PersonToAdd = NewPerson.extend({
  /** Made by the caller so that a repeat adds nothing; made by the server when absent. */
  id: Id.optional(),
}).refine((person) => [person.firstName, person.lastName, person.email].some((text) => text?.trim()), {
  path: ['firstName'],
  message: 'expected a name or an address',
});
export type PersonToAdd = z.infer<typeof PersonToAdd>;
