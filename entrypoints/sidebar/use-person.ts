import { useEffect, useState } from 'preact/hooks';
import { useLink } from '../../components/data/link.ts';
import { useLive } from '../../components/data/use-live.ts';
import { t } from '../../components/i18n.ts';
import { nameOf } from '../../components/person/PersonHead.tsx';
import type { TabName } from '../../components/shell/Tabs.tsx';
import type { PersonPane } from '../../lib/contract/person-pane.ts';

/** A choice among several; it holds for its thread only. */
interface Choice {
  key: string;
  email: string | null;
  personId: string | null;
}

/** Who is in the open thread, and whom of them the person at the keyboard has chosen. */
export function usePerson(tab: TabName) {
  const link = useLink();
  const [choice, setChoice] = useState<Choice | null>(null);
  const [seenKey, setSeenKey] = useState<string | null>(null);
  const look = tab === 'person';
  const pane = useLive('person', () =>
    link.ask('person.context', {
      chosen: choice?.email ? { key: choice.key, email: choice.email } : null,
      look,
    }),
  );
  const { value, reload } = pane;
  useEffect(() => void reload(), [reload, look, choice?.key, choice?.email]);
  const key = value?.key ?? null;
  useEffect(() => {
    if (look) setSeenKey(key);
  }, [look, key]);
  const choose = (change: Partial<Choice>): void => {
    if (key !== null) setChoice({ key, email: null, personId: null, ...change });
  };
  return {
    pane,
    who: value ? whoWords(value) : '',
    /** Somebody came up while another tab was open. */
    isNew: !look && key !== null && key !== seenKey && value?.state !== 'onlySelf',
    personId: choice?.key === key ? (choice?.personId ?? null) : null,
    chooseEmail: (email: string | null) => choose({ email }),
    choosePerson: (personId: string) => choose({ email: value?.email ?? null, personId }),
    retry: async () => {
      if (value?.email) await link.ask('person.lookAgain', { email: value.email });
      await reload();
    },
  };
}
export type PersonModel = ReturnType<typeof usePerson>;

function whoWords(pane: PersonPane): string {
  if (pane.state === 'several') return t('person.severalShort', { count: pane.others.length });
  if (pane.state !== 'person') return '';
  const [card] = pane.cards;
  return (card && nameOf(card.person)) || pane.name || (pane.email ?? '');
}
