import { useState } from 'preact/hooks';
import { useLink } from '../data/link.ts';
import { useLive } from '../data/use-live.ts';
import { Note } from '../feedback/Note.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTimeWithin } from '../time.ts';
import { dropDraft, readDrafts } from './drafts.ts';

interface UnsavedCampaignsProps {
  clock: Clock;
  onOpen(id: string, isNew: boolean): void;
}

/** Work on campaigns that was never saved, to be gone on with or thrown away. */
export function UnsavedCampaigns({ clock, onOpen }: UnsavedCampaignsProps) {
  const link = useLink();
  const { value, reload } = useLive('campaign drafts', () => readDrafts(link));
  const [asked, setAsked] = useState<string | null>(null);
  const drop = async (id: string): Promise<void> => {
    await dropDraft(link, id);
    await reload();
  };
  return (
    <>
      {Object.values(value ?? {}).map(({ id, form, baseVersion, savedAt }) => (
        <Note
          key={id}
          tone="info"
          icon="undo"
          title={t('editor.unsavedOf', { name: form.name || t('campaigns.new') })}
          text={t('editor.unsavedAt', { time: dayAndTimeWithin(savedAt, clock) })}
        >
          <button type="button" class="button small" onClick={() => onOpen(id, baseVersion === null)}>
            {t('editor.goOn')}
          </button>
          <button
            type="button"
            class="button small"
            onClick={() => (asked === id ? void drop(id) : setAsked(id))}
          >
            {t(asked === id ? 'editor.throwAwayForGood' : 'editor.throwAway')}
          </button>
        </Note>
      ))}
    </>
  );
}
