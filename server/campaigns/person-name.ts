import type { Person } from '../../lib/contract/person.ts';

/** How somebody is called in a sentence. */
export function nameOf({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`.trim() || 'This person';
}
