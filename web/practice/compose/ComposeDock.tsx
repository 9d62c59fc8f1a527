import { useEffect, useRef, useState } from 'preact/hooks';
import { ComposeWindow } from './ComposeWindow.tsx';
import type { NewCompose } from './content.ts';

interface ComposeDockProps {
  composes: readonly NewCompose[];
  undoMs: number;
  onEnd: (compose: NewCompose, how: 'closed' | 'discarded' | 'sent') => void;
}

const WINDOW_PX = 540;

/** The open compose windows, each beside the one before; those that have no room are minimised. */
export function ComposeDock({ composes, undoMs, onEnd }: ComposeDockProps) {
  const [small, setSmall] = useState<ReadonlySet<string>>(new Set());
  const dock = useRef<HTMLDivElement>(null);
  const unsafe = useUnsafeGuard();
  const newest = composes.at(-1)?.id;

  const roomFor = () =>
    Math.max(1, Math.floor((dock.current?.parentElement?.clientWidth ?? 1200) / WINDOW_PX));
  const show = (id: string) =>
    setSmall((before) => {
      const large = composes.map((compose) => compose.id).filter((one) => one !== id && !before.has(one));
      return new Set(
        [...before, ...large.slice(0, Math.max(0, large.length + 1 - roomFor()))].filter((one) => one !== id),
      );
    });
  const showNewest = useRef(() => {});
  showNewest.current = () => newest && show(newest);
  useEffect(() => showNewest.current(), [newest]);
  useEffect(() => {
    const fit = () => showNewest.current();
    addEventListener('resize', fit);
    return () => removeEventListener('resize', fit);
  }, []);

  return (
    <div class="dock" ref={dock} data-practice-dock="">
      {composes.map((compose) => (
        <ComposeWindow
          key={compose.id}
          start={compose}
          undoMs={undoMs}
          minimised={small.has(compose.id)}
          onMinimise={(minimise) => (minimise ? setSmall(new Set([...small, compose.id])) : show(compose.id))}
          onUnsafe={(is) => unsafe(compose.id, is)}
          onEnd={(how) => {
            unsafe(compose.id, false);
            onEnd(compose, how);
          }}
        />
      ))}
    </div>
  );
}

/** Asks before the page is left while a window holds what is neither saved nor sent. */
function useUnsafeGuard(): (id: string, unsafe: boolean) => void {
  const ids = useRef(new Set<string>());
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (ids.current.size > 0) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  return (id, unsafe) => {
    if (unsafe) ids.current.add(id);
    else ids.current.delete(id);
  };
}
