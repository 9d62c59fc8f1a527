import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { AccountChannel, Sending } from '../../lib/contract/channel.ts';
import { useChanges } from '../data/use-changes.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Account } from './Account.tsx';
import { ConnectAccount } from './ConnectAccount.tsx';
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
  const goOn = (): void => {
    setUndo(null);
    void changes.change(() => ask('channels.goOn', {}), t('sending.goneOn'));
  };
  const problem = changes.problem ?? sending.problem;
  const known = sending.value;
  return (
    <section class="stack" aria-labelledby="settings-sending">
      <h2 id="settings-sending">{t('sending.title')}</h2>
      <p class="soft">{t('sending.about')}</p>
      {problem && <ProblemNote problem={problem} onDismiss={changes.dismiss} />}
      {!known && !problem && <Bones label={t('queue.loading')} />}
      {known?.channel && <Account channel={known.channel} onRemove={remove} onChanged={sending.reload} />}
      {known && !known.channel && (
        <>
          <NoAccount sending={known} onGoOn={goOn} />
          {known.providers.length > 0 && (
            <>
              <ConnectAccount providers={known.providers} onChanged={sending.reload} />
              <p class="soft">{t('sending.orServer')}</p>
            </>
          )}
          <NewChannelForm
            address={me.user.email}
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

/** Where their mails go, or that they are held. */
function NoAccount({ sending: { stopped, otherwise }, onGoOn }: { sending: Sending; onGoOn(): void }) {
  if (!stopped) return <p>{t(`sending.otherwise.${otherwise}`)}</p>;
  return (
    <div class="note bad" role="alert">
      <Icon name="problem" />
      <div class="grow stack tight">
        <p>{t('sending.stopped')}</p>
        {otherwise !== 'none' && (
          <div class="row-of wrap">
            <button type="button" class="button small" onClick={onGoOn}>
              {t(`sending.goOn.${otherwise}`)}
            </button>
          </div>
        )}
      </div>
    </div>
  );
}
