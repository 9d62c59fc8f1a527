import { useEffect, useState } from 'preact/hooks';
import { useLink } from '../../components/data/link.ts';
import { type TabName, tabNames } from '../../components/shell/Tabs.tsx';

/** Which view is open; remembered apart for the sidebar in mail pages and the browser's own panel. */
export function useTab(): [tab: TabName, setTab: (tab: TabName) => void] {
  const link = useLink();
  const setting = link.framed ? 'tab.page' : 'tab.panel';
  const [tab, setTab] = useState<TabName>('tasks');
  useEffect(() => {
    void link.readSetting(setting).then((kept) => {
      const known = tabNames.find((name) => name === kept);
      if (known) setTab(known);
    });
  }, [link, setting]);
  return [
    tab,
    (next) => {
      setTab(next);
      void link.writeSetting(setting, next);
    },
  ];
}
