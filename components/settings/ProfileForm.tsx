import { useState } from 'preact/hooks';
import type { Me, ProfileChange } from '../../lib/contract/account.ts';
import { useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { LazyRichText } from '../editor/LazyRichText.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Form, SelectField, TextField } from '../person/Form.tsx';
import { placesOf, zonesWith } from '../places.ts';

/** Values as they stand in the fields; empty is none. */
interface Written {
  name: string;
  title: string;
  timeZone: string;
  country: string;
  signature: string;
}

/** Who the user is to the people they write to. */
export function ProfileForm({ me }: { me: Me }) {
  const link = useLink();
  const ask = useLibrary();
  const known = writtenOf(me);
  const [written, setWritten] = useState(known);
  const [isSaved, setSaved] = useState(false);
  const countries = useAsked('countries', () => ask('countries.list', {})).value?.countries ?? [];
  const set = (part: Partial<Written>): void => {
    setSaved(false);
    setWritten((now) => ({ ...now, ...part }));
  };
  const submit = useSubmit(
    () => link.ask('profile.save', changeOf(written, known)),
    (saved) => {
      setSaved(true);
      setWritten(writtenOf(saved));
    },
  );
  const places = placesOf(countries);
  const isListed = written.country === '' || places.some(({ value }) => value === written.country);
  return (
    <section class="stack" aria-labelledby="settings-you">
      <h2 id="settings-you">{t('settings.you')}</h2>
      <Form action={t('settings.save')} submit={submit} onSubmit={() => void submit.submit()}>
        <div class="settings-fields">
          <TextField
            label={t('editor.field.my_name')}
            value={written.name}
            maxLength={200}
            wrong={submit.wrong('name')}
            onInput={(name) => set({ name })}
          />
          <TextField
            label={t('editor.field.my_title')}
            value={written.title}
            optional
            maxLength={200}
            wrong={submit.wrong('title')}
            onInput={(title) => set({ title })}
          />
          <SelectField
            label={t('settings.timeZone')}
            value={written.timeZone}
            options={zonesWith(written.timeZone)}
            onChange={(timeZone) => set({ timeZone })}
          />
          <SelectField
            label={t('settings.country')}
            value={written.country}
            options={[
              { value: '', label: t('settings.noCountry') },
              ...(isListed ? [] : [{ value: written.country, label: written.country }]),
              ...places,
            ]}
            onChange={(country) => set({ country })}
          />
        </div>
        <div class="field settings-signature">
          <span>
            {t('editor.field.my_signature')} <small>({t('settings.signatureHint')})</small>
          </span>
          <LazyRichText
            html={written.signature}
            isShown
            label={t('editor.field.my_signature')}
            choices={[]}
            jump={null}
            onChange={(signature) => set({ signature })}
          />
          {submit.wrong('signature') !== null && (
            <small class="danger" role="alert">
              {submit.wrong('signature')}
            </small>
          )}
        </div>
      </Form>
      <p class="soft" role="status">
        {isSaved && t('settings.saved')}
      </p>
    </section>
  );
}

function writtenOf({ user }: Me): Written {
  const { name, title, timeZone, country = '', signature = '' } = user;
  return { name, title: title ?? '', timeZone, country, signature };
}

/** Another country plans runs anew, so that it is said only where it is another. */
function changeOf({ name, title, timeZone, country, signature }: Written, known: Written): ProfileChange {
  return {
    name,
    title: title.trim() || null,
    timeZone,
    ...(country !== known.country && { country: country || null }),
    signature: signature || null,
  };
}
