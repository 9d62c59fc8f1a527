import type { ComponentChildren } from 'preact';
import type { Live } from '../data/use-live.ts';
import { t } from '../i18n.ts';
import { Bones } from './Empty.tsx';
import { ProblemNote } from './ProblemNote.tsx';

interface AskedProps<T> {
  live: Live<T>;
  /** What is said to who cannot see that it is waited for. */
  label: string;
  children(value: T): ComponentChildren;
}

/** What was asked for: awaited, there, or not to be had, with the way to ask again. */
export function Asked<T>({ live, label, children }: AskedProps<T>) {
  const { value, problem, reload } = live;
  return (
    <>
      {problem && (
        <ProblemNote problem={problem}>
          <button type="button" class="button small" onClick={() => void reload()}>
            {t('common.retry')}
          </button>
        </ProblemNote>
      )}
      {value === null && !problem && <Bones label={label} />}
      {value !== null && children(value)}
    </>
  );
}
