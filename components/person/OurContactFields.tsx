import type { SomeContacts } from '../../lib/contract/our-contacts.ts';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { SelectField } from './Form.tsx';

/** Stands for “as it is”, where people are not all looked after by one. */
const STAYS = 'stays';
const parts = ['sales', 'support'] as const;

interface OurContactFieldsProps {
  value: SomeContacts;
  /** What is left out may stay as it is. */
  mayStay?: boolean;
  onChange(part: SomeContacts): void;
}

/** Who of the workspace looks after somebody, in sales and in support. */
export function OurContactFields({ value, mayStay = false, onChange }: OurContactFieldsProps) {
  const ask = useLibrary();
  const members = useAsked('members', () => ask('members.list', {})).value?.members ?? [];
  const options = [
    ...(mayStay ? [{ value: STAYS, label: t('ourContact.stays') }] : []),
    { value: '', label: t('ourContact.nobody') },
    ...members.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      {parts.map((part) => (
        <SelectField
          key={part}
          label={t(`ourContact.${part}`)}
          value={value[part] === undefined && mayStay ? STAYS : (value[part] ?? '')}
          options={options}
          onChange={(id) => onChange({ [part]: id === STAYS ? undefined : id || null })}
        />
      ))}
    </>
  );
}
