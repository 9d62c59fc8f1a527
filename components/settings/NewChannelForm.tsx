import { useState } from 'preact/hooks';
import type { NewChannel, SmtpSettings } from '../../lib/contract/channel.ts';
import { useSubmit } from '../data/use-submit.ts';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Form, SelectField, TextField } from '../person/Form.tsx';

interface NewChannelFormProps {
  /** The user's own, to begin with. */
  address: string;
  onAdded(address: string): void;
}

/** As it stands in the fields. */
interface Written {
  address: string;
  host: string;
  port: string;
  security: SmtpSettings['security'];
  user: string;
  secret: string;
}

const securities = ['tls', 'starttls', 'none'] as const;
/** Where mail servers of each kind listen; changed only as long as nobody has written another. */
const ports: Record<SmtpSettings['security'], string> = { tls: '465', starttls: '587', none: '25' };

/** A mail server to be added; what is wrong with a field is said at it. */
export function NewChannelForm({ address, onAdded }: NewChannelFormProps) {
  const ask = useLibrary();
  const [id] = useState(() => crypto.randomUUID());
  const [written, setWritten] = useState<Written>({
    address,
    host: '',
    port: ports.tls,
    security: 'tls',
    user: address,
    secret: '',
  });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Written>): void => setWritten((now) => ({ ...now, ...part }));
  const submit = useSubmit(
    () => ask('channels.add', { body: newChannelOf(id, written) }),
    () => onAdded(written.address),
  );
  const needed = (value: string): string | null => (tried && !value.trim() ? t('sending.needed') : null);
  const isPort =
    /^\d{1,5}$/.test(written.port) && Number(written.port) >= 1 && Number(written.port) <= 65_535;
  const isWhole = written.secret !== '' && written.host.trim() !== '' && isPort;
  return (
    <Form
      action={t('sending.add')}
      submit={submit}
      onSubmit={() => {
        setTried(true);
        if (isWhole) void submit.submit();
      }}
    >
      <div class="settings-fields">
        <TextField
          label={t('sending.address')}
          type="email"
          value={written.address}
          wrong={needed(written.address) ?? submit.wrong('address')}
          onInput={(next) => set({ address: next, ...(written.user === written.address && { user: next }) })}
        />
        <TextField
          label={t('sending.host')}
          value={written.host}
          wrong={needed(written.host) ?? submit.wrong('host')}
          onInput={(host) => set({ host })}
        />
        <SelectField
          label={t('sending.security')}
          value={written.security}
          options={securities.map((one) => ({ value: one, label: t(`sending.securityOf.${one}`) }))}
          onChange={(security) =>
            set({ security, ...(written.port === ports[written.security] && { port: ports[security] }) })
          }
        />
        <TextField
          label={t('sending.port')}
          value={written.port}
          maxLength={5}
          wrong={tried && !isPort ? t('sending.portNeeded') : submit.wrong('port')}
          onInput={(port) => set({ port })}
        />
        <TextField
          label={t('sending.user')}
          value={written.user}
          optional
          wrong={submit.wrong('user')}
          onInput={(user) => set({ user })}
        />
        <TextField
          label={t('sending.password')}
          type="password"
          value={written.secret}
          wrong={tried && !written.secret ? t('sending.needed') : submit.wrong('password')}
          onInput={(secret) => set({ secret })}
        />
      </div>
      <p class="soft">{t('sending.secretKept')}</p>
      {submit.wrong('security') !== null && (
        <p class="danger" role="alert">
          {submit.wrong('security')}
        </p>
      )}
    </Form>
  );
}

function newChannelOf(id: string, { address, host, port, security, user, secret }: Written): NewChannel {
  return {
    id,
    kind: 'smtp',
    address: address.trim(),
    settings: { host: host.trim(), port: Number(port), security, user: user.trim() },
    password: secret,
  };
}
