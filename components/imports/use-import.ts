import { useEffect } from 'preact/hooks';
import type { Import } from '../../lib/contract/import.ts';
import type { Live } from '../data/use-live.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

const LOOK_EVERY_MS = 700;

/** The server works on it. */
export function isAtWork({ status }: Import): boolean {
  return status === 'checking' || status === 'running' || status === 'undoing';
}

/** An import, looked at anew while the server works on it. */
export function useImport(id: string): Live<Import> {
  const ask = useLibrary();
  const live = useAsked(`import ${id}`, () => ask('imports.get', { params: { id } }));
  const working = live.value !== null && isAtWork(live.value);
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(() => void live.reload(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [working]);
  return live;
}
