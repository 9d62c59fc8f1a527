import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { languagesWith, placesOf, zonesWith } from '../places.ts';
import { SelectField, TextField } from './Form.tsx';
import type { PersonDraft } from './person-draft.ts';

interface PersonPlaceProps {
  draft: PersonDraft;
  wrong(field: string): string | null;
  onChange(part: Partial<PersonDraft>): void;
}

/** Where somebody lives and what they read, by which times, holidays and languages of mails go. */
export function PersonPlace({ draft, wrong, onChange }: PersonPlaceProps) {
  const none = { value: '', label: t('contact.notKnown') };
  return (
    <>
      <SelectField
        label={t('contact.language')}
        value={draft.language}
        options={[none, ...languagesWith(draft.language)]}
        onChange={(language) => onChange({ language })}
      />
      <SelectField
        label={t('settings.timeZone')}
        value={draft.timeZone}
        options={[none, ...zonesWith(draft.timeZone).filter(({ value }) => value)]}
        onChange={(timeZone) => onChange({ timeZone })}
      />
      <CountryField
        label={t('contact.country')}
        country={draft.country}
        onChange={(country) => onChange({ country })}
      />
      <TextField
        label={t('contact.profile')}
        value={draft.profileUrl}
        maxLength={2000}
        optional
        wrong={wrong('profileUrl')}
        onInput={(profileUrl) => onChange({ profileUrl })}
      />
    </>
  );
}

interface CountryFieldProps {
  label: string;
  country: string;
  onChange(country: string): void;
}

/** A country or part of one, whose holidays are known; empty is none. */
export function CountryField({ label, country, onChange }: CountryFieldProps) {
  const ask = useLibrary();
  const countries = useAsked('countries', () => ask('countries.list', {})).value?.countries ?? [];
  const places = placesOf(countries);
  const isListed = country === '' || places.some(({ value }) => value === country);
  return (
    <SelectField
      label={label}
      value={country}
      options={[
        { value: '', label: t('contact.notKnown') },
        ...(isListed ? [] : [{ value: country, label: country }]),
        ...places,
      ]}
      onChange={onChange}
    />
  );
}
