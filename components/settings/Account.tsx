import { useState } from 'preact/hooks';
import type { AccountChannel } from '../../lib/contract/channel.ts';
import { useSubmit } from '../data/use-submit.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { ConnectButton } from './ConnectAccount.tsx';
import { Signing } from './Signing.tsx';

interface AccountProps {
  channel: AccountChannel;
  onRemove(channel: AccountChannel): Promise<void>;
  onChanged(): Promise<void>;
}

/** The account that mails leave through: how it stands, and what can be done with it. */
export function Account({ channel, onRemove, onChanged }: AccountProps) {
  const ask = useLibrary();
  const { id, address, state, provider, way, reason } = channel;
  const [sentTo, setSentTo] = useState<string | null>(null);
  const body = { subject: t('sending.testSubject'), text: t('sending.testText', { address }) };
  const test = useSubmit(
    () => ask('channels.test', { params: { id }, body }),
    ({ to }) => setSentTo(to),
  );
  const send = async (): Promise<void> => {
    setSentTo(null);
    await test.submit();
    // A test is also how it comes out that access was taken back.
    await onChanged();
  };
  const { problem } = test;
  const reasons =
    problem?.code === 'MAIL_NOT_ACCEPTED' ? [t('sending.refused', { reason: problem.message })] : [];
  return (
    <div class="stack account">
      <div>
        <strong>
          <bdi>{address}</bdi>
        </strong>
        <p class="soft">{kindOf(channel)}</p>
        <p class={state === 'ready' ? 'soft' : 'danger'}>{t(`sending.stateOf.${state}`)}</p>
        {reason !== null && (
          <p class="soft">
            <bdi>{reason}</bdi>
          </p>
        )}
      </div>
      <div class="row-of wrap">
        {state === 'revoked' && provider && way && (
          <ConnectButton
            provider={provider}
            way={way}
            channelId={id}
            text={t('sending.connectAgain')}
            onChanged={onChanged}
          />
        )}
        <button type="button" class="button" disabled={test.busy} onClick={() => void send()}>
          {test.busy ? t('sending.testing') : t('sending.test')}
        </button>
        <button type="button" class="button plain" onClick={() => void onRemove(channel)}>
          {t('sending.remove')}
        </button>
      </div>
      {problem && <ProblemNote problem={problem} reasons={reasons} />}
      <p role="status">{sentTo !== null && t('sending.tested', { to: sentTo })}</p>
      <Signing channel={channel} onChanged={onChanged} />
    </div>
  );
}

function kindOf({ kind, provider, server }: AccountChannel) {
  if (provider && kind === 'smtp')
    return t('sending.serverOf', { provider: t(`providers.nameOf.${provider}`) });
  return (
    <>
      {t(`sending.kindOf.${kind}`)}
      {server && <bdi>{` · ${server.host}:${server.port}`}</bdi>}
    </>
  );
}
