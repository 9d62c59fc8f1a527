import { mostPerLaunch } from '../../lib/contract/limits.ts';
import { Asked } from '../feedback/Asked.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { FiguresForm } from './FiguresForm.tsx';

const most = { peoplePerLaunch: mostPerLaunch, launchesPerDay: 10_000, runningCampaigns: 10_000 } as const;
const names = ['peoplePerLaunch', 'launchesPerDay', 'runningCampaigns'] as const;

/** How much one launch, and one user, may do at most. */
export function LimitsForm() {
  const ask = useLibrary();
  const limits = useAsked('limits', () => ask('limits.get', {}));
  return (
    <section class="stack" aria-labelledby="settings-limits">
      <h2 id="settings-limits">{t('limits.title')}</h2>
      <p class="soft">{t('limits.text')}</p>
      <Asked live={limits} label={t('queue.loading')}>
        {(known) => (
          <FiguresForm
            known={known}
            figures={names.map((name) => ({ name, label: t(`limits.name.${name}`), most: most[name] }))}
            save={(body) => ask('limits.set', { body })}
          />
        )}
      </Asked>
    </section>
  );
}
