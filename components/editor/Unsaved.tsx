import { useState } from 'preact/hooks';
import { useLink } from '../data/link.ts';
import { useLive } from '../data/use-live.ts';
import { Note } from '../feedback/Note.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTimeWithin } from '../time.ts';

interface UnsavedProps {
  clock: Clock;
  onOpen(id: string, isNew: boolean): void;
}

/** Work on templates that was never saved, to be gone on with or thrown away. */
export function Unsaved({ clock, onOpen }: UnsavedProps) {
  const link = useLink();
  const { value, reload } = useLive('drafts', () => link.ask('drafts.list', {}));
  const [asked, setAsked] = useState<string | null>(null);
  const drop = async (id: string): Promise<void> => {
    await link.ask('drafts.drop', { id });
    await reload();
  };
  return (
    <>
      {value?.drafts.map(({ id, name, baseVersion, savedAt }) => (
        <Note
          key={id}
          tone="info"
          icon="undo"
          title={t('editor.unsavedOf', { name: name || t('library.new') })}
          text={t('editor.unsavedAt', { time: dayAndTimeWithin(savedAt, clock) })}
        >
          <button type="button" class="button small" onClick={() => onOpen(id, baseVersion === null)}>
            {t('editor.goOn')}
          </button>
          {asked === id ? (
            <button type="button" class="button small" onClick={() => void drop(id)}>
              {t('editor.throwAwayForGood')}
            </button>
          ) : (
            <button type="button" class="button small" onClick={() => setAsked(id)}>
              {t('editor.throwAway')}
            </button>
          )}
        </Note>
      ))}
    </>
  );
}
