import { useEffect, useState } from 'preact/hooks';
import type { ConnectWay, Provider } from '../../lib/contract/channel.ts';
import { useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { SelectField } from '../person/Form.tsx';

const ways = ['api', 'smtp'] as const;

interface ConnectAccountProps {
  providers: readonly Provider[];
  onChanged(): Promise<void>;
}

/** Accounts that are connected with a button, at their provider. */
export function ConnectAccount({ providers, onChanged }: ConnectAccountProps) {
  const [way, setWay] = useState<ConnectWay>('api');
  return (
    <div class="stack">
      <p class="soft">{t('sending.connectAbout')}</p>
      <div class="settings-fields">
        <SelectField
          label={t('sending.way')}
          value={way}
          options={ways.map((value) => ({ value, label: t(`sending.wayOf.${value}`) }))}
          onChange={setWay}
        />
      </div>
      <div class="row-of wrap">
        {providers.map((provider) => (
          <ConnectButton
            key={provider}
            provider={provider}
            way={way}
            channelId={null}
            text={t('sending.connect', { provider: t(`providers.nameOf.${provider}`) })}
            onChanged={onChanged}
          />
        ))}
      </div>
    </div>
  );
}

interface ConnectButtonProps {
  provider: Provider;
  way: ConnectWay;
  /** The account that is connected again; null: a new one. */
  channelId: string | null;
  text: string;
  /** The person has come back from the tab. */
  onChanged(): Promise<void>;
}

/** Opens a tab in which the provider asks; what came of it shows when the person comes back. */
export function ConnectButton({ provider, way, channelId, text, onChanged }: ConnectButtonProps) {
  const ask = useLibrary();
  const { openTab } = useLink();
  const [isOpen, setOpen] = useState(false);
  const connect = useSubmit(
    () => ask('channels.connect', { body: { id: crypto.randomUUID(), provider, way, channelId } }),
    ({ url }) => {
      setOpen(true);
      openTab(url);
    },
  );
  useEffect(() => {
    if (!isOpen) return;
    const stop = new AbortController();
    const look = (): void => {
      if (document.visibilityState === 'visible') void onChanged();
    };
    window.addEventListener('focus', look, { signal: stop.signal });
    document.addEventListener('visibilitychange', look, { signal: stop.signal });
    return () => stop.abort();
  }, [isOpen, onChanged]);
  return (
    <div class="stack tight connect">
      <button type="button" class="button main" disabled={connect.busy} onClick={() => void connect.submit()}>
        {text}
      </button>
      {connect.problem && <ProblemNote problem={connect.problem} />}
      <p class="soft" role="status">
        {isOpen && t('sending.connecting')}
      </p>
    </div>
  );
}
