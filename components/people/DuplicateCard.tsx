import { useId, useState } from 'preact/hooks';
import type { DuplicateGroup } from '../../lib/contract/duplicates.ts';
import type { Person } from '../../lib/contract/person.ts';
import { Address } from '../Address.tsx';
import { t } from '../i18n.ts';
import { whoOf } from '../person/NamedPerson.tsx';

interface DuplicateCardProps {
  group: DuplicateGroup;
  mayMerge: boolean;
  /** @param people - the one who stays first */
  onMerge(people: Person[]): void;
  onDistinct(): void;
  onOpen(person: Person): void;
}

/** Some who look alike: who of them are one, and who of these stays. */
export function DuplicateCard({
  group: { people, total },
  mayMerge,
  onMerge,
  onDistinct,
  onOpen,
}: DuplicateCardProps) {
  const name = useId();
  const [stays, setStays] = useState(people[0]?.id);
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set());
  const first = people.find(({ id }) => id === stays);
  const rest = people.filter(({ id }) => id !== stays && !others.has(id));
  const take = (id: string, isOne: boolean): void => {
    const next = new Set(others);
    if (isOne) next.delete(id);
    else next.add(id);
    setOthers(next);
  };
  return (
    <section class="card stack tight" aria-label={first && whoOf(first)}>
      <div class="library-scroll">
        <table class="library-table contact-table">
          <thead>
            <tr>
              <th scope="col">{t('duplicates.one')}</th>
              <th scope="col">{t('duplicates.stays')}</th>
              <th scope="col">{t('contacts.name')}</th>
              <th scope="col">{t('addPerson.company')}</th>
              <th scope="col">{t('addPerson.email')}</th>
              <th scope="col">{t('addPerson.phone')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('duplicates.isOne', { name: whoOf(person) })}
                    disabled={person.id === stays}
                    checked={person.id === stays || !others.has(person.id)}
                    onChange={(event) => take(person.id, event.currentTarget.checked)}
                  />
                </td>
                <td>
                  <input
                    type="radio"
                    name={name}
                    aria-label={t('duplicates.keep', { name: whoOf(person) })}
                    checked={person.id === stays}
                    onChange={() => setStays(person.id)}
                  />
                </td>
                <th scope="row">
                  <button type="button" class="library-name" onClick={() => onOpen(person)}>
                    <bdi class="cut">{whoOf(person)}</bdi>
                    {person.title && <span class="soft small cut">{person.title}</span>}
                  </button>
                </th>
                <td class="cut">
                  <bdi>{person.companyName}</bdi>
                </td>
                <td class="cut">{person.email && <Address text={person.email} />}</td>
                <td class="cut">{person.phone}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > people.length && <p class="soft">{t('duplicates.more', { count: total - people.length })}</p>}
      <div class="row-of wrap">
        {mayMerge && first && (
          <button
            type="button"
            class="button small"
            disabled={rest.length === 0}
            onClick={() => onMerge([first, ...rest])}
          >
            {t('duplicates.merge')}
          </button>
        )}
        <button type="button" class="button plain small" onClick={onDistinct}>
          {t('duplicates.distinct')}
        </button>
      </div>
    </section>
  );
}
