import type { Person } from '../../lib/contract/person.ts';
import { Address } from '../Address.tsx';
import { t } from '../i18n.ts';
import { whoOf } from '../person/NamedPerson.tsx';

interface ContactTableProps {
  people: readonly Person[];
  /** Ids of those who are ticked; null: nobody can be. */
  chosen: ReadonlySet<string> | null;
  onChoose(people: readonly Person[], isChosen: boolean): void;
  onOpen(person: Person): void;
  /** Null: they all are of one company. */
  onCompany: ((companyId: string) => void) | null;
}

/** Contacts by last name; a name opens all that is known of the person. */
export function ContactTable({ people, chosen, onChoose, onOpen, onCompany }: ContactTableProps) {
  return (
    <div class="library-scroll">
      <table class="library-table contact-table">
        <thead>
          <tr>
            {chosen && (
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label={t('contacts.chooseAll')}
                  checked={people.every(({ id }) => chosen.has(id))}
                  onChange={(event) => onChoose(people, event.currentTarget.checked)}
                />
              </th>
            )}
            <th scope="col">{t('contacts.name')}</th>
            {onCompany && <th scope="col">{t('addPerson.company')}</th>}
            <th scope="col">{t('addPerson.email')}</th>
            <th scope="col" class="roomy">
              {t('addPerson.phone')}
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id} class={chosen?.has(person.id) ? 'chosen' : undefined}>
              {chosen && (
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('contacts.choose', { name: whoOf(person) })}
                    checked={chosen.has(person.id)}
                    onChange={(event) => onChoose([person], event.currentTarget.checked)}
                  />
                </td>
              )}
              <th scope="row">
                <button
                  type="button"
                  class="library-name"
                  data-row={person.id}
                  onClick={() => onOpen(person)}
                >
                  <bdi class="cut">{whoOf(person)}</bdi>
                  {person.title && <bdi class="soft small cut">{person.title}</bdi>}
                </button>
              </th>
              {onCompany && (
                <td>
                  <CompanyOf person={person} onCompany={onCompany} />
                </td>
              )}
              <td class="cut">{person.email && <Address text={person.email} />}</td>
              <td class="roomy cut">{person.phone}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CompanyOf({ person, onCompany }: { person: Person; onCompany(companyId: string): void }) {
  const { companyId, companyName } = person;
  if (!companyId || !companyName) return <bdi class="cut">{companyName}</bdi>;
  return (
    <button type="button" class="button plain small cut" onClick={() => onCompany(companyId)}>
      <bdi class="cut">{companyName}</bdi>
    </button>
  );
}
