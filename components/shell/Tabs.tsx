import { useRef } from 'preact/hooks';
import { formatNumber, t } from '../i18n.ts';

export const tabNames = ['tasks', 'person', 'feed'] as const;
export type TabName = (typeof tabNames)[number];

interface TabsProps {
  tab: TabName;
  /** Who is in the open thread; empty for nobody. */
  who: string;
  /** They came up since the Person tab was last looked at. */
  isNew: boolean;
  /** What has happened since the feed was last looked at. */
  news: number;
  onTab(tab: TabName): void;
}

/** The sidebar's views. A thread that opens only marks the Person tab: nobody is taken away from their work. */
export function Tabs({ tab, who, isNew, news, onTab }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const go = (to: TabName): void => {
    onTab(to);
    list.current?.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    const at = tabNames.indexOf(tab);
    const isRtl = getComputedStyle(event.currentTarget as HTMLElement).direction === 'rtl';
    const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key];
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? -1
          : step === undefined
            ? null
            : (at + step) % tabNames.length;
    const name = to === null ? undefined : tabNames.at(to);
    if (!name) return;
    event.preventDefault();
    go(name);
  };
  return (
    <nav aria-label={t('tabs.label')}>
      <div
        class="tabs"
        role="tablist"
        aria-label={t('tabs.label')}
        tabIndex={-1}
        ref={list}
        onKeyDown={onKey}
      >
        {tabNames.map((name, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            class="tab"
            aria-selected={tab === name}
            aria-controls={tab === name ? `panel-${name}` : undefined}
            tabIndex={tab === name ? 0 : -1}
            title={t('tabs.key', { key: String(index + 1) })}
            onClick={() => onTab(name)}
          >
            <span>{t(`tabs.${name}`)}</span>
            {name === 'person' && who && <bdi class="tab-who cut">{who}</bdi>}
            {name === 'feed' && news > 0 && (
              <span class="tab-count">
                {news > 99 ? '99+' : formatNumber(news)}
                <span class="heard"> {t('tabs.new')}</span>
              </span>
            )}
            {name === 'person' && isNew && (
              <span class="tab-dot">
                <span class="heard">{t('tabs.new')}</span>
              </span>
            )}
          </button>
        ))}
      </div>
    </nav>
  );
}
