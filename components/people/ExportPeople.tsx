import type { Person } from '../../lib/contract/person.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { ExportButton } from '../export/ExportButton.tsx';
import type { AskPage, ExportColumns } from '../export/read-rows.ts';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

interface ExportPeopleProps {
  /** Of the file, without the day. */
  name: string;
  now: Date;
  /** Only these, if there are any. */
  chosen: readonly Person[];
  ask: AskPage<Person>;
}

/** Saves people with all that is known of them by name, custom fields behind the others. */
export function ExportPeople({ name, now, chosen, ask }: ExportPeopleProps) {
  const library = useLibrary();
  const { value } = useAsked('names of custom fields', () => library('people.fields', {}));
  // A file without some columns would look whole: there is none before they are known.
  if (!value) return null;
  const pageOfChosen: AskPage<Person> = ({ limit, offset }) =>
    Promise.resolve(ok({ rows: chosen.slice(offset, offset + limit), total: chosen.length }));
  return (
    <ExportButton
      label={t(chosen.length > 0 ? 'export.chosen' : 'export.all')}
      name={name}
      now={now}
      columns={personColumns(value.fields)}
      keyOf={({ id }) => id}
      ask={chosen.length > 0 ? pageOfChosen : ask}
    />
  );
}

/** An answer with people as a page of rows. */
export function peopleOf(
  answer: Result<{ people: Person[]; total: number }>,
): Result<{ rows: Person[]; total: number }> {
  return answer.ok ? ok({ rows: answer.value.people, total: answer.value.total }) : answer;
}

function personColumns(fields: readonly string[]): ExportColumns<Person> {
  return [
    { head: t('addPerson.firstName'), of: ({ firstName }) => firstName },
    { head: t('addPerson.lastName'), of: ({ lastName }) => lastName },
    { head: t('addPerson.email'), of: ({ email }) => email },
    { head: t('addPerson.company'), of: ({ companyName }) => companyName },
    { head: t('addPerson.jobTitle'), of: ({ title }) => title },
    { head: t('addPerson.phone'), of: ({ phone }) => phone },
    { head: t('contact.profile'), of: ({ profileUrl }) => profileUrl },
    { head: t('contact.language'), of: ({ language }) => language },
    { head: t('settings.timeZone'), of: ({ timeZone }) => timeZone },
    { head: t('contact.country'), of: ({ country = null }) => country },
    ...fields.map((field) => ({ head: field, of: (person: Person) => person.fields[field] ?? null })),
  ];
}
