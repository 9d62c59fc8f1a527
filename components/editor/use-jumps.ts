import { useState } from 'preact/hooks';
import type { Finding } from '../../lib/core/library/findings.ts';
import type { Jump } from './SourceText.tsx';

/** The ways to look at the text of a mail. */
export type Mode = 'rich' | 'source' | 'text';

/** How the text is looked at, and the way to a place in it, which is one of its source. */
export function useJumps() {
  const [mode, setMode] = useState<Mode>('rich');
  const [jump, setJump] = useState<Jump | null>(null);
  const goTo = ({ part, position, rule }: Finding): void => {
    const offset = position?.offset ?? 0;
    if (part === 'html' || part === 'text') {
      // What is wrong with the way it is written is not seen in how it looks.
      const isSeen = mode === 'rich' && rule !== 'unreadable' && rule !== 'forbidden';
      if (part === 'text') setMode('text');
      else if (!isSeen) setMode('source');
      setJump({ offset });
      return;
    }
    const line = document.querySelector<HTMLInputElement>(`[data-part="${part}"]`);
    line?.focus();
    if (position) line?.setSelectionRange(offset, line.value.length);
  };
  return {
    mode,
    jump,
    goTo,
    setMode: (next: Mode): void => {
      setJump(null);
      setMode(next);
    },
  };
}
