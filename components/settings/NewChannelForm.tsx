import { useState } from 'preact/hooks';
import type { ChannelKind, NewChannel, SmtpSettings } from '../../lib/contract/channel.ts';
import { useSubmit } from '../data/use-submit.ts';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Form, SelectField, TextField } from '../person/Form.tsx';

interface NewChannelFormProps {
  /** The user's own, to begin with. */
  address: string;
  kinds: readonly ChannelKind[];
  onAdded(address: string): void;
}

/** As it stands in the fields. */
interface Written {
  kind: ChannelKind;
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

/** An account to be added; what is wrong with a field is said at it. */
export function NewChannelForm({ address, kinds, onAdded }: NewChannelFormProps) {
  const ask = useLibrary();
  const [id] = useState(() => crypto.randomUUID());
  const [written, setWritten] = useState<Written>({
    kind: 'smtp',
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
  const isSmtp = written.kind === 'smtp';
  const isPort =
    /^\d{1,5}$/.test(written.port) && Number(written.port) >= 1 && Number(written.port) <= 65_535;
  const isWhole = written.secret !== '' && (!isSmtp || (written.host.trim() !== '' && isPort));
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
        <SelectField
          label={t('sending.kind')}
          value={written.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`sending.kindOf.${kind}`) }))}
          onChange={(kind) => set({ kind, secret: '' })}
        />
        <TextField
          label={t('sending.address')}
          type="email"
          value={written.address}
          wrong={needed(written.address) ?? submit.wrong('address')}
          onInput={(next) => set({ address: next, ...(written.user === written.address && { user: next }) })}
        />
        {isSmtp && (
          <>
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
          </>
        )}
        <TextField
          label={t(isSmtp ? 'sending.password' : 'sending.token')}
          type="password"
          value={written.secret}
          wrong={
            tried && !written.secret
              ? t('sending.needed')
              : submit.wrong(isSmtp ? 'password' : 'refreshToken')
          }
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

function newChannelOf(
  id: string,
  { kind, address, host, port, security, user, secret }: Written,
): NewChannel {
  const common = { id, address: address.trim() };
  if (kind !== 'smtp') return { ...common, kind, refreshToken: secret };
  return {
    ...common,
    kind,
    settings: { host: host.trim(), port: Number(port), security, user: user.trim() },
    password: secret,
  };
}
