import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api.ts';
import { Icon, type IconName } from '../icons.tsx';
import { sentenceOf } from '../load.ts';
import { t } from '../text.ts';

/** Rows that are about to come. The word is for those who see no shimmer. */
export function Loading() {
  return (
    <div class="loading" role="status">
      <span class="hidden-text">{t('loading')}</span>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} class="loading-row" aria-hidden="true" />
      ))}
    </div>
  );
}

interface EmptyProps {
  icon: IconName;
  title: string;
  hint: string;
  children?: ComponentChildren;
}

/** A list without rows: what it is for, and what to do. */
export function Empty({ icon, title, hint, children }: EmptyProps) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} size={20} />
      </span>
      <h3>{title}</h3>
      <p>{hint}</p>
      {children}
    </div>
  );
}

/** A view whose data did not come: why, and the one thing to do. */
export function Failed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  const back = `/signin?to=${encodeURIComponent(location.pathname)}`;
  return (
    <div class="empty" role="alert">
      <p>{sentenceOf(error)}</p>
      {error.status === 401 ? (
        <a class="primary" href={back}>
          {t('signIn')}
        </a>
      ) : (
        <button type="button" class="primary" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </div>
  );
}
