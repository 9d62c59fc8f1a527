import { useState } from 'preact/hooks';
import type { CompanyRow } from '../../lib/contract/company.ts';
import type { Person } from '../../lib/contract/person.ts';
import { Address } from '../Address.tsx';
import { Asked } from '../feedback/Asked.tsx';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { ContactDialog } from '../person/ContactDialog.tsx';
import { whoOf } from '../person/NamedPerson.tsx';
import { CompanyDialog } from './CompanyDialog.tsx';
import { ContactTable } from './ContactTable.tsx';
import { More } from './Found.tsx';
import { useFound } from './use-found.ts';

interface CompanySheetProps {
  id: string;
  /** Whoever is signed in may delete companies. */
  mayDelete: boolean;
  onClose(): void;
  /** Something of it was changed; what is said of that. */
  onChanged(said: string, about: string): void;
  onPerson(person: Person): void;
}

/** A company: what is known of it, and who works there. */
export function CompanySheet({ id, mayDelete, onClose, onChanged, onPerson }: CompanySheetProps) {
  const ask = useLibrary();
  const company = useAsked(`company ${id}`, () => ask('companies.get', { params: { id } }));
  const people = useFound(`people of ${id}`, '', ({ limit }) =>
    ask('companies.people', { params: { id }, query: { limit } }),
  );
  const [open, setOpen] = useState<'edit' | 'delete' | 'person' | null>(null);
  const close = (): void => setOpen(null);
  const done = (said: string, about: string): void => {
    close();
    void company.reload();
    void people.reload();
    onChanged(said, about);
  };
  return (
    <Modal name="company-sheet" title={company.value?.name ?? t('addPerson.company')} onClose={onClose}>
      <Asked live={company} label={t('queue.loading')}>
        {(value) => (
          <article class="stack company-sheet">
            <CompanyFacts company={value} />
            <p class="row-of wrap">
              <button type="button" class="button small" data-first onClick={() => setOpen('edit')}>
                <Icon name="edit" />
                {t('contact.change')}
              </button>
              <button type="button" class="button small" onClick={() => setOpen('person')}>
                <Icon name="addPerson" />
                {t('addPerson.title')}
              </button>
              {mayDelete && (
                <button type="button" class="button small" onClick={() => setOpen('delete')}>
                  <Icon name="delete" />
                  {t('company.delete')}
                </button>
              )}
            </p>
            <h3>{t('company.people', { count: value.people })}</h3>
            <Asked live={{ ...people, value: people.found }} label={t('queue.loading')}>
              {(found) =>
                found.people.length > 0 && (
                  <>
                    <ContactTable
                      people={found.people}
                      chosen={null}
                      onChoose={() => {}}
                      onOpen={onPerson}
                      onCompany={null}
                    />
                    <More count={found.people.length} total={found.total} onMore={people.showMore} />
                  </>
                )
              }
            </Asked>
            {open === 'edit' && (
              <CompanyDialog
                company={value}
                onClose={close}
                onSaved={({ name }) => done(t('contact.saved', { name }), name)}
              />
            )}
            {open === 'person' && (
              <ContactDialog
                person={null}
                companyName={value.name}
                onClose={close}
                onSaved={(person) => done(t('contact.added', { name: whoOf(person) }), whoOf(person))}
              />
            )}
            {open === 'delete' && (
              <DeleteDialog
                name="delete-company"
                title={t('company.deleteTitle', { name: value.name })}
                action={t('company.delete')}
                told={company}
                remove={() => ask('companies.delete', { params: { id } })}
                onClose={close}
                onDeleted={() => {
                  onClose();
                  onChanged(t('company.deleted', { name: value.name }), value.name);
                }}
              >
                {({ people: count }) => <p>{t('company.deleteText', { count })}</p>}
              </DeleteDialog>
            )}
          </article>
        )}
      </Asked>
    </Modal>
  );
}

function CompanyFacts({ company }: { company: CompanyRow }) {
  const { street, postcode, city, phone, email, website, noMailings } = company;
  const place = [street, [postcode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  const fields = Object.entries(company.fields);
  return (
    <>
      {noMailings && (
        <p class="row-of danger">
          <Icon name="forbidden" />
          {t('company.noMailings')}
        </p>
      )}
      <dl class="facts">
        {place && <Fact name={t('company.address')} text={place} />}
        {phone && <Fact name={t('addPerson.phone')} text={phone} />}
        {email && (
          <div>
            <dt>{t('addPerson.email')}</dt>
            <dd>
              <Address text={email} />
            </dd>
          </div>
        )}
        {website && (
          <div>
            <dt>{t('company.website')}</dt>
            <dd>
              <a href={website} target="_blank" rel="noreferrer noopener">
                <bdi>{website.replace(/^https?:\/\/(www\.)?|\/$/g, '')}</bdi>
              </a>
            </dd>
          </div>
        )}
        {fields.map(([name, text]) => (
          <Fact key={name} name={name} text={text} />
        ))}
      </dl>
    </>
  );
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>
        <bdi>{text}</bdi>
      </dd>
    </div>
  );
}
