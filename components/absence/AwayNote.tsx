import { useState } from 'preact/hooks';
import type { Absence } from '../../lib/contract/absence.ts';
import { useChanges } from '../data/use-changes.ts';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { type Clock, calendarDay } from '../time.ts';
import { saidBack } from './words.ts';

/** Beside one's tasks while one is away: until when, and the way back. Nothing at any other time. */
export function AwayNote({ clock }: { clock: Clock }) {
  const ask = useLibrary();
  const list = useAsked('absences', () => ask('absences.list', {}));
  const changes = useChanges(list.reload);
  const [ended, setEnded] = useState<Absence | null>(null);
  const away = list.value?.absences.find((one) => one.self && isNow(one, clock));
  const end = async (absence: Absence, isBack: boolean): Promise<void> => {
    const request = { params: { id: absence.id }, body: { ended: isBack } };
    const said = isBack ? saidBack(absence) : t('campaigns.saidUndone');
    const done = await changes.change(() => ask('absences.end', request), said);
    setEnded(done && isBack ? absence : null);
  };
  return (
    <>
      {changes.problem && <ProblemNote problem={changes.problem} onDismiss={changes.dismiss} />}
      {away && (
        <Note tone="info" icon="alarm" title={t('absence.until', { day: calendarDay(away.lastDay) })}>
          <button type="button" class="button small" onClick={() => void end(away, true)}>
            {t('absence.back')}
          </button>
        </Note>
      )}
      {(away || changes.spoken) && (
        <p class="heard" role="status">
          {changes.spoken}
        </p>
      )}
      {ended && (
        <UndoBar
          id={ended.id}
          text={saidBack(ended)}
          onUndo={() => void end(ended, false)}
          onExpire={() => setEnded(null)}
        />
      )}
    </>
  );
}

/** It has begun, and is not over. */
export function isNow(
  { from, until }: Pick<Absence, 'from' | 'until'>,
  { now }: Pick<Clock, 'now'>,
): boolean {
  return Date.parse(from) <= now.getTime() && now.getTime() < Date.parse(until);
}
