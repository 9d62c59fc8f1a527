import type { Person } from '../../lib/contract/person.ts';
import { t } from '../i18n.ts';

/** Somebody in a list: name, and what tells them from others of that name. */
export function NamedPerson({ person }: { person: Person }) {
  const beside = [person.email, person.companyName].filter(Boolean).join(' · ');
  return (
    <span class="launch-name grow">
      <bdi class="cut">{whoOf(person)}</bdi>
      {beside && <bdi class="soft small cut">{beside}</bdi>}
    </span>
  );
}

/** How somebody is called in lists. */
export function whoOf(person: Pick<Person, 'firstName' | 'lastName' | 'email'>): string {
  return `${person.firstName} ${person.lastName}`.trim() || person.email || t('common.noName');
}
