import { useState } from 'preact/hooks';
import { mostCompanies, mostDomainsOfCompany } from '../../lib/contract/company-domains.ts';
import { readCompanies, type WrongCompany } from '../../lib/core/inbound/company.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Asked } from '../feedback/Asked.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Form, LongField } from '../person/Form.tsx';

/** Which domains are of one company. */
export function CompaniesForm() {
  const ask = useLibrary();
  const known = useAsked('company-domains', () => ask('companyDomains.get', {}));
  return (
    <section class="stack" aria-labelledby="settings-companies">
      <h2 id="settings-companies">{t('companies.title')}</h2>
      <p class="soft">{t('companies.text')}</p>
      <Asked live={known} label={t('queue.loading')}>
        {({ companies }) => <Companies known={companies} />}
      </Asked>
    </section>
  );
}

/** A company in each line; nothing is sent until it is saved. */
function Companies({ known }: { known: readonly string[][] }) {
  const ask = useLibrary();
  const [written, setWritten] = useState(() => textOf(known));
  const [wrong, setWrong] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const companies = listsOf(written);
  const submit = useSubmit(
    () => ask('companyDomains.set', { body: { companies } }),
    (saved) => {
      setWritten(textOf(saved.companies));
      setSaved(true);
    },
  );
  const save = (): void => {
    const problem = problemOf(companies);
    setWrong(problem);
    if (problem === null) void submit.submit();
  };
  return (
    <Form action={t('settings.save')} submit={submit} onSubmit={save}>
      <LongField
        label={t('companies.field')}
        value={written}
        maxLength={200_000}
        wrong={wrong}
        onInput={(next) => {
          setWrong(null);
          setSaved(false);
          setWritten(next);
        }}
      />
      <p class="soft" role="status">
        {isSaved && t('settings.saved')}
      </p>
    </Form>
  );
}

function textOf(companies: readonly string[][]): string {
  return companies.map((domains) => domains.join(' ')).join('\n');
}

function listsOf(written: string): string[][] {
  const lines = written.split('\n').map((line) => line.split(/[\s,;]+/).filter(Boolean));
  return lines.filter((domains) => domains.length > 0);
}

/** What cannot be saved, in words; null: nothing. */
function problemOf(companies: readonly string[][]): string | null {
  if (companies.length > mostCompanies || companies.some(({ length }) => length > mostDomainsOfCompany))
    return t('companies.tooMany', { companies: mostCompanies, domains: mostDomainsOfCompany });
  const { wrong } = readCompanies(companies);
  return wrong.length === 0 ? null : wrong.slice(0, 3).map(say).join(' ');
}

function say({ typed, why }: WrongCompany): string {
  return t(`companies.wrong.${why}`, { typed });
}
