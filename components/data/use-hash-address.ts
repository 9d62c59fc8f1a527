import { useEffect, useState } from 'preact/hooks';

/**
 * What a page shows, as its address says, and how to go elsewhere. To open or leave a thing, or to begin writing it,
 * can be taken back with the browser's Back; other changes replace the address.
 */
export function useHashAddress<A extends { id: string; edit: string }>(
  read: (hash: string) => A,
  write: (address: A) => string,
): [A, (change: Partial<A>) => void] {
  const [address, setAddress] = useState(() => read(location.hash));
  useEffect(() => {
    const follow = () => setAddress(read(location.hash));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const go = (change: Partial<A>): void => {
    const next = { ...address, ...change };
    // Something new that is saved is the same one, now there to be opened again.
    const isSaved = address.edit === 'new' && next.edit === 'open';
    const isElsewhere = next.id !== address.id || (next.edit !== address.edit && !isSaved);
    if (isElsewhere) history.pushState(null, '', write(next));
    else history.replaceState(null, '', write(next));
    setAddress(next);
  };
  return [address, go];
}

/** An address as it is written: what is as in `nothing` is left out. */
export function hashOf<A extends object>(page: string, address: A, nothing: A): string {
  const said = Object.entries(address).filter(([name, value]) => value !== nothing[name as keyof A]); // its own keys
  const query = new URLSearchParams(said).toString();
  return query ? `#/${page}?${query}` : `#/${page}`;
}
