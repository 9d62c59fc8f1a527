import type { CompanyRow } from '../../lib/contract/company.ts';
import { Address } from '../Address.tsx';
import { formatNumber, t } from '../i18n.ts';

interface CompanyTableProps {
  companies: readonly CompanyRow[];
  onOpen(id: string): void;
}

/** Companies by name, with how many people are known there; a name opens all that is known of it. */
export function CompanyTable({ companies, onOpen }: CompanyTableProps) {
  return (
    <div class="library-scroll">
      <table class="library-table contact-table">
        <thead>
          <tr>
            <th scope="col">{t('contacts.name')}</th>
            <th scope="col" class="number">
              {t('chosenPeople.title')}
            </th>
            <th scope="col">{t('company.city')}</th>
            <th scope="col">{t('addPerson.email')}</th>
            <th scope="col" class="roomy">
              {t('addPerson.phone')}
            </th>
          </tr>
        </thead>
        <tbody>
          {companies.map((company) => (
            <tr key={company.id}>
              <th scope="row">
                <button
                  type="button"
                  class="library-name"
                  data-row={company.id}
                  onClick={() => onOpen(company.id)}
                >
                  <bdi class="cut">{company.name}</bdi>
                  {company.noMailings && <span class="soft small cut">{t('person.noMailings')}</span>}
                </button>
              </th>
              <td class="number">{formatNumber(company.people)}</td>
              <td class="cut">{company.city}</td>
              <td class="cut">{company.email && <Address text={company.email} />}</td>
              <td class="roomy cut">{company.phone}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
