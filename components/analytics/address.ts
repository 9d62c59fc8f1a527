import { PastPeriod } from '../../lib/contract/period.ts';
import { Id } from '../../lib/contract/primitives.ts';
import { useHashAddress } from '../data/use-hash-address.ts';

export const views = ['campaigns', 'templates', 'users', 'teams'] as const;
type View = (typeof views)[number];

/** What the analytics show. It stands in the page's address. */
export interface AnalyticsAddress {
  view: View;
  period: PastPeriod;
  /** Whose; empty: one's own. */
  as: string;
  /** The campaign whose steps are shown; empty: none. */
  id: string;
  edit: '';
}

/** Reads `#/analytics?view=users&period=last7`; what is not understood counts as not said. */
export function readAddress(hash: string): AnalyticsAddress {
  const said = Object.fromEntries(new URLSearchParams(hash.split('?')[1] ?? ''));
  return {
    view: views.find((view) => view === said.view) ?? 'campaigns',
    period: PastPeriod.safeParse(said.period).data ?? 'last30',
    as: said.as ?? '',
    id: Id.safeParse(said.id).data ?? '',
    edit: '',
  };
}

export function writeAddress({ view, period, as, id }: AnalyticsAddress): string {
  const said = Object.entries({ view, period, as, id }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  );
  return `#/analytics?${new URLSearchParams(said)}`;
}

export function useAnalyticsAddress() {
  return useHashAddress(readAddress, writeAddress);
}
