import { useEffect, useRef, useState } from 'preact/hooks';

/** By how much something of this width is made smaller, so that it fits where it stands; 1: it fits as it is. */
export function useFit(widthPx: number) {
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(widthPx);
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const measure = (): void => setRoom(current.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, []);
  return { place, scale: Math.min(1, Math.max(0.1, room / widthPx)) };
}
