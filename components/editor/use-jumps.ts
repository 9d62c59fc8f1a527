import { useEffect, useState } from 'preact/hooks';
import type { Finding } from '../../lib/core/library/findings.ts';
import type { Jump } from './SourceText.tsx';

/** The ways to look at the text of a mail. */
export type Mode = 'rich' | 'source' | 'text';

/**
 * How the text is looked at, and the way to a place in it, which is one of its source.
 *
 * @param open - the text that is open, as for `textAt`
 * @param onOpen - opens another
 */
export function useJumps(open: number, onOpen: (place: number) => void) {
  const [mode, setMode] = useState<Mode>('rich');
  const [jump, setJump] = useState<(Jump & { place: number }) | null>(null);
  const [wanted, setWanted] = useState<Pick<Finding, 'part' | 'position'> | null>(null);
  // Once the text is there that it stands in.
  useEffect(() => {
    if (wanted) goToLine(wanted);
  }, [wanted]);
  const goTo = ({ part, position, rule }: Finding, place: number): void => {
    onOpen(place);
    const offset = position?.offset ?? 0;
    if (part === 'html' || part === 'text') {
      // What is wrong with the way it is written is not seen in how it looks.
      const isSeen = mode === 'rich' && rule !== 'unreadable' && rule !== 'forbidden';
      if (part === 'text') setMode('text');
      else if (!isSeen) setMode('source');
      setJump({ offset, place });
      return;
    }
    setJump(null);
    setWanted({ part, position });
  };
  // Whoever has gone to another text is not led anywhere in it, nor when they come back.
  useEffect(() => setJump((now) => (now?.place === open ? now : null)), [open]);
  return {
    mode,
    jump: jump?.place === open ? jump : null,
    goTo,
    setMode: (next: Mode): void => {
      setJump(null);
      setMode(next);
    },
  };
}

function goToLine({ part, position }: Pick<Finding, 'part' | 'position'>): void {
  const line = document.querySelector<HTMLInputElement>(`[data-part="${part}"]`);
  line?.focus();
  if (position) line?.setSelectionRange(position.offset, line.value.length);
}
