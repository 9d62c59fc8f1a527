import { useState } from 'preact/hooks';
import type { AccountChannel } from '../../lib/contract/channel.ts';
import type { Dkim } from '../../lib/contract/dkim.ts';
import { useChanges } from '../data/use-changes.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { DkimForm } from './DkimForm.tsx';
import { DkimRecord } from './DkimRecord.tsx';
import { RemoveDkim } from './RemoveDkim.tsx';

interface SigningProps {
  channel: AccountChannel;
  onChanged(): Promise<void>;
}

/** Whether the mails of an account are signed, and with what. */
export function Signing({ channel, onChanged }: SigningProps) {
  const [isEdited, setEdited] = useState(false);
  const changes = useChanges(onChanged);
  const { id, address, signing } = channel;
  const dkim = signing?.dkim ?? null;
  return (
    <section class="stack signing" aria-labelledby="settings-signing">
      <h3 id="settings-signing">{t('dkim.title')}</h3>
      {signing === null && <p class="soft">{t('dkim.byProvider')}</p>}
      {signing && !dkim && <p class="soft">{t('dkim.about')}</p>}
      {changes.problem && <ProblemNote problem={changes.problem} onDismiss={changes.dismiss} />}
      {signing && isEdited && (
        <DkimForm
          channelId={id}
          address={address}
          signing={signing}
          onClose={() => setEdited(false)}
          onSaved={() => {
            setEdited(false);
            void onChanged();
          }}
        />
      )}
      {signing && !isEdited && !dkim && (
        <div class="row-of wrap">
          <button type="button" class="button" onClick={() => setEdited(true)}>
            {t('dkim.setUp')}
          </button>
        </div>
      )}
      {dkim && !isEdited && (
        <Key key={dkim.id} channelId={id} dkim={dkim} changes={changes} onEdit={() => setEdited(true)} />
      )}
      <p class="heard" role="status">
        {changes.spoken}
      </p>
    </section>
  );
}

interface KeyProps {
  channelId: string;
  dkim: Dkim;
  changes: ReturnType<typeof useChanges>;
  onEdit(): void;
}

/** The key there is: its record, whether it signs, and what can be done with it. */
function Key({ channelId, dkim, changes, onEdit }: KeyProps) {
  const ask = useLibrary();
  const [isFound, setFound] = useState(false);
  const [isRemoved, setRemoved] = useState(false);
  const { domain, signs } = dkim;
  const params = { id: channelId };
  const sign = (next: boolean): void => {
    const said = next ? t('dkim.on', { domain }) : t('dkim.stopped');
    void changes.change(() => ask('dkim.sign', { params, body: { signs: next } }), said);
  };
  return (
    <>
      <p class={signs ? undefined : 'soft'}>{signs ? t('dkim.on', { domain }) : t('dkim.off')}</p>
      <DkimRecord channelId={channelId} dkim={dkim} onChecked={setFound} />
      {!signs && !isFound && <p class="soft">{t('dkim.early')}</p>}
      <div class="row-of wrap">
        <button
          type="button"
          class={!signs && isFound ? 'button main' : 'button'}
          onClick={() => sign(!signs)}
        >
          {signs ? t('dkim.stop') : t('dkim.start')}
        </button>
        <button type="button" class="button plain" onClick={onEdit}>
          {t('dkim.change')}
        </button>
        <button type="button" class="button plain" onClick={() => setRemoved(true)}>
          {t('dkim.remove')}
        </button>
      </div>
      {isRemoved && (
        <RemoveDkim
          onClose={() => setRemoved(false)}
          onRemove={() => {
            setRemoved(false);
            void changes.change(() => ask('dkim.remove', { params }), t('dkim.removed'));
          }}
        />
      )}
    </>
  );
}
