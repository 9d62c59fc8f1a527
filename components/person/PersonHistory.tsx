import { useState } from 'preact/hooks';
import type { Activity } from '../../lib/contract/task.ts';
import { t } from '../i18n.ts';
import { History } from '../tasks/History.tsx';
import type { Clock } from '../time.ts';

const page = 10;

/** What has happened with the person, newest first, a page at a time. */
export function PersonHistory({ activities, clock }: { activities: readonly Activity[]; clock: Clock }) {
  const [shown, setShown] = useState(page);
  return (
    <div class="stack tight">
      <History activities={activities.slice(0, shown)} clock={clock} />
      {activities.length > shown && (
        <button type="button" class="button small" onClick={() => setShown(shown + page)}>
          {t('person.moreHistory', { count: activities.length - shown })}
        </button>
      )}
    </div>
  );
}
