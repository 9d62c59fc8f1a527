import { useEffect, useState } from 'preact/hooks';
import { Bones } from '../../components/feedback/Empty.tsx';
import { Note } from '../../components/feedback/Note.tsx';
import { t } from '../../components/i18n.ts';
import type { PeopleLaunchProps } from '../../components/launch/PeopleLaunch.tsx';

type Loaded = typeof import('./LaunchPane.tsx').default;

/** The launch comes when it is first asked for, so that the sidebar opens as quickly as before. */
export function LazyLaunch(props: PeopleLaunchProps) {
  const [loaded, setLoaded] = useState<{ LaunchPane: Loaded } | 'failed' | null>(null);
  useEffect(() => {
    import('./LaunchPane.tsx').then(
      (module) => setLoaded({ LaunchPane: module.default }),
      () => setLoaded('failed'),
    );
  }, []);
  if (loaded === null) return <Bones label={t('queue.loading')} />;
  if (loaded === 'failed')
    return (
      <Note tone="bad" icon="problem" title={t('chosenPeople.notLoaded')}>
        <button type="button" class="button small" onClick={() => props.onLeave?.()}>
          {t('gate.back')}
        </button>
      </Note>
    );
  return <loaded.LaunchPane {...props} />;
}
