import { useEffect, useState } from 'preact/hooks';
import { useLink } from './link.ts';

const setting = 'density';

/** Whether rows are compact; remembered for all our pages. */
export function useDensity(): [compact: boolean, setCompact: (compact: boolean) => void] {
  const link = useLink();
  const [compact, setCompact] = useState(false);
  useEffect(() => {
    void link.readSetting(setting).then((value) => setCompact(value === 'compact'));
  }, [link]);
  useEffect(() => {
    document.documentElement.dataset.density = compact ? 'compact' : 'comfortable';
  }, [compact]);
  return [
    compact,
    (next) => {
      setCompact(next);
      void link.writeSetting(setting, next ? 'compact' : 'comfortable');
    },
  ];
}
