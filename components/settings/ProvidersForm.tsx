import { useState } from 'preact/hooks';
import type { ProviderClient } from '../../lib/contract/channel.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Form, TextField } from '../person/Form.tsx';
import { Shown } from './Shown.tsx';

/** Clients at providers, through which everybody connects their account. */
export function ProvidersForm() {
  const ask = useLibrary();
  const asked = useAsked('providers', () => ask('providers.get', {}));
  return (
    <section class="stack" aria-labelledby="settings-providers">
      <h2 id="settings-providers">{t('providers.title')}</h2>
      <p class="soft">{t('providers.about')}</p>
      {asked.problem && <ProblemNote problem={asked.problem} />}
      {!asked.value && !asked.problem && <Bones label={t('queue.loading')} />}
      {asked.value?.clients.map((client) => (
        <ClientForm key={client.provider} known={client} />
      ))}
    </section>
  );
}

/** One provider; nothing is sent until it is saved. */
function ClientForm({ known }: { known: ProviderClient }) {
  const ask = useLibrary();
  const [saved, setSaved] = useState<ProviderClient | null>(null);
  const shown = saved ?? known;
  const { provider } = shown;
  const [written, setWritten] = useState({
    clientId: known.clientId ?? '',
    secret: '',
    tenant: known.tenant ?? '',
  });
  const clientId = written.clientId.trim();
  const client = {
    clientId,
    clientSecret: written.secret === '' ? null : written.secret,
    tenant: written.tenant.trim() === '' ? null : written.tenant.trim(),
  };
  const submit = useSubmit(
    () => ask('providers.set', { body: { provider, client: clientId === '' ? null : client } }),
    ({ clients }) => {
      setSaved(clients.find((one) => one.provider === provider) ?? null);
      setWritten((now) => ({ ...now, secret: '' }));
    },
  );
  const set = (part: Partial<typeof written>): void => {
    setSaved(null);
    setWritten((now) => ({ ...now, ...part }));
  };
  const name = t(`providers.nameOf.${provider}`);
  return (
    <div class="stack account">
      <div>
        <strong>{name}</strong>
        <p class="soft">{t(`providers.sourceOf.${shown.source}`)}</p>
      </div>
      <Form action={t('settings.save')} submit={submit} onSubmit={() => void submit.submit()}>
        <div class="settings-fields">
          <TextField
            label={t('providers.clientId', { provider: name })}
            value={written.clientId}
            wrong={submit.wrong('clientId')}
            onInput={(next) => set({ clientId: next })}
          />
          <TextField
            label={t('providers.clientSecret', { provider: name })}
            type="password"
            value={written.secret}
            wrong={submit.wrong('clientSecret')}
            onInput={(next) => set({ secret: next })}
          />
          {provider === 'microsoft' && (
            <TextField
              label={t('providers.tenant')}
              value={written.tenant}
              optional
              wrong={submit.wrong('tenant')}
              onInput={(next) => set({ tenant: next })}
            />
          )}
        </div>
        <p class="soft">{t('providers.secretHint')}</p>
        <Shown label={t('providers.redirect')} text={shown.redirectUrl} />
        <Shown label={t('providers.scopes')} text={shown.scopes.api} />
      </Form>
      <p class="soft" role="status">
        {saved && t('settings.saved')}
      </p>
    </div>
  );
}
