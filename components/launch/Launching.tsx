import { useEffect, useRef } from 'preact/hooks';
import { ProgressBar } from '../feedback/ProgressBar.tsx';
import { t } from '../i18n.ts';
import type { LaunchModel } from './use-launch.ts';
import type { LaunchProgress } from './use-parts.ts';

/** A launch of many while it is made; it can be stopped. */
export function Launching({
  launch,
  progress,
  name,
}: {
  launch: LaunchModel;
  progress: LaunchProgress;
  name: string;
}) {
  const { done, body, state } = progress;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isStopping = state === 'stopping';
  return (
    <section class="stack" aria-busy="true">
      <h2 ref={heading} tabIndex={-1}>
        {t('launch.adding', { campaign: name })}
      </h2>
      <ProgressBar done={done} all={body.personIds.length} />
      <div class="row-of wrap">
        <button type="button" class="button" disabled={isStopping} onClick={launch.stop}>
          {t(isStopping ? 'launch.stopping' : 'common.cancel')}
        </button>
      </div>
    </section>
  );
}
