import { useEffect, useState } from 'preact/hooks';
import type { Clock } from '../time.ts';
import { useLink } from './link.ts';

const minuteMs = 60_000;

/** The present, to the minute, in the person's zone; the browser's until it is known who is signed in. */
export function useClock(timeZone: string | undefined): Clock {
  const link = useLink();
  const [now, setNow] = useState(() => link.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(link.now()), minuteMs / 2);
    return () => clearInterval(timer);
  }, [link]);
  return { now, timeZone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone };
}
