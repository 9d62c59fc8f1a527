import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '../data/link.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface ProblemNoteProps {
  problem: Problem;
  /** Which fields and why, in the person's language; they say more than the code does. */
  reasons?: readonly string[];
  onDismiss?: () => void;
  /** The one thing to do about it. */
  children?: ComponentChildren;
}

/** What happened and what to do, in the person's language; the exact message behind "More". */
export function ProblemNote({ problem, reasons = [], onDismiss, children }: ProblemNoteProps) {
  const [more, setMore] = useState(false);
  return (
    <div class="note bad" role="alert">
      <Icon name="problem" />
      <div class="grow stack tight">
        {reasons.length === 0 && <p>{t(`error.${problem.code}`)}</p>}
        {reasons.map((reason) => (
          <p key={reason} dir="auto">
            {reason}
          </p>
        ))}
        {more && <p class="soft detail">{problem.message}</p>}
        <div class="row-of wrap">
          {children}
          <button
            type="button"
            class="button plain small"
            aria-expanded={more}
            onClick={() => setMore(!more)}
          >
            {more ? t('common.less') : t('common.more')}
          </button>
        </div>
      </div>
      {onDismiss && (
        <button type="button" class="icon-button" aria-label={t('common.dismiss')} onClick={onDismiss}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
