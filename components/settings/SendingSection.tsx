import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { AccountChannel } from '../../lib/contract/channel.ts';
import { useChanges } from '../data/use-changes.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { NewChannelForm } from './NewChannelForm.tsx';

/** Through which account the user's own mails leave, and what happens while there is none. */
export function SendingSection({ me }: { me: Me }) {
  const ask = useLibrary();
  const sending = useAsked('channels', () => ask('channels.get', {}));
  const changes = useChanges(sending.reload);
  const [undo, setUndo] = useState<AccountChannel | null>(null);
  const remove = async (channel: AccountChannel): Promise<void> => {
    const said = t('sending.removed', { address: channel.address });
    const removed = await changes.change(() => ask('channels.remove', { params: { id: channel.id } }), said);
    if (removed) setUndo(channel);
  };
  const takeBack = ({ id }: AccountChannel): void => {
    setUndo(null);
    void changes.change(() => ask('channels.restore', { params: { id } }), t('campaigns.saidUndone'));
  };
  const problem = changes.problem ?? sending.problem;
  const known = sending.value;
  return (
    <section class="stack" aria-labelledby="settings-sending">
      <h2 id="settings-sending">{t('sending.title')}</h2>
      <p class="soft">{t('sending.about')}</p>
      {problem && <ProblemNote problem={problem} onDismiss={changes.dismiss} />}
      {!known && !problem && <Bones label={t('queue.loading')} />}
      {known?.channel && <Account channel={known.channel} onRemove={remove} />}
      {known && !known.channel && (
        <>
          <p>{t(`sending.otherwise.${known.otherwise}`)}</p>
          <NewChannelForm
            address={me.user.email}
            kinds={known.kinds}
            onAdded={(address) => {
              setUndo(null);
              void changes.change(() => ask('channels.get', {}), t('sending.added', { address }));
            }}
          />
        </>
      )}
      <p class="heard" role="status">
        {changes.spoken}
      </p>
      {undo && (
        <UndoBar
          id={undo.id}
          text={t('sending.removed', { address: undo.address })}
          onUndo={() => takeBack(undo)}
          onExpire={() => setUndo(null)}
        />
      )}
    </section>
  );
}

interface AccountProps {
  channel: AccountChannel;
  onRemove(channel: AccountChannel): Promise<void>;
}

function Account({ channel, onRemove }: AccountProps) {
  const ask = useLibrary();
  const { id, kind, address, server, state } = channel;
  const [sentTo, setSentTo] = useState<string | null>(null);
  const body = { subject: t('sending.testSubject'), text: t('sending.testText', { address }) };
  const test = useSubmit(
    () => ask('channels.test', { params: { id }, body }),
    ({ to }) => setSentTo(to),
  );
  const send = (): void => {
    setSentTo(null);
    void test.submit();
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
        <p class="soft">
          {t(`sending.kindOf.${kind}`)}
          {server && <bdi>{` · ${server.host}:${server.port}`}</bdi>}
        </p>
        <p class={state === 'ready' ? 'soft' : 'danger'}>{t(`sending.stateOf.${state}`)}</p>
      </div>
      <div class="row-of wrap">
        <button type="button" class="button" disabled={test.busy} onClick={send}>
          {test.busy ? t('sending.testing') : t('sending.test')}
        </button>
        <button type="button" class="button plain" onClick={() => void onRemove(channel)}>
          {t('sending.remove')}
        </button>
      </div>
      {problem && <ProblemNote problem={problem} reasons={reasons} />}
      <p role="status">{sentTo !== null && t('sending.tested', { to: sentTo })}</p>
    </div>
  );
}
