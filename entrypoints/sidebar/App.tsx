import { useLink } from '../../components/data/link.ts';
import { useClock } from '../../components/data/use-clock.ts';
import { useDensity } from '../../components/data/use-density.ts';
import { useLive } from '../../components/data/use-live.ts';
import { Bones, Empty } from '../../components/feedback/Empty.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { t } from '../../components/i18n.ts';
import { Desk } from './Desk.tsx';

/** The sidebar: beside a mail page in a frame, or as the browser's own side panel. */
export function App() {
  const link = useLink();
  const session = useLive('session', () => link.ask('session.get', {}));
  const clock = useClock(session.value?.me?.user.timeZone);
  const density = useDensity();

  if (!session.value) {
    return (
      <main class="sidebar">
        <h1 class="heard">{t('shell.tasks')}</h1>
        {session.problem ? (
          <div class="notes">
            <ProblemNote problem={session.problem}>
              <button type="button" class="button small" onClick={() => void session.reload()}>
                {t('common.retry')}
              </button>
            </ProblemNote>
          </div>
        ) : (
          <Bones label={t('queue.loading')} />
        )}
      </main>
    );
  }
  if (!session.value.paired) return <Unpaired />;
  return <Desk session={session.value} reloadSession={session.reload} clock={clock} density={density} />;
}

function Unpaired() {
  const link = useLink();
  return (
    <main class="sidebar">
      <h1 class="heard">{t('shell.tasks')}</h1>
      <Empty icon="inbox" title={t('empty.unpairedTitle')} text={t('empty.unpairedText')}>
        {/* Address and code are typed in a page of our own, never in a frame that a mail page could lie over. */}
        <button
          type="button"
          class="button main big"
          onClick={() => link.openTab(link.pageUrl('welcome.html'))}
        >
          {t('empty.unpairedAction')}
        </button>
      </Empty>
    </main>
  );
}
