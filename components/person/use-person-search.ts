import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import { useSettled } from '../editor/use-settled.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

/** Somebody of the workspace to choose, found by name, address or company; nobody at first. */
export function usePersonSearch(isAsked: boolean) {
  const ask = useLibrary();
  const [search, setSearch] = useState('');
  const [person, setPerson] = useState<Person | null>(null);
  const wanted = useSettled(search.trim());
  const found = useAsked(isAsked ? `person search ${wanted}` : null, () =>
    ask('people.list', { query: { limit: 8, ...(wanted && { search: wanted }) } }),
  );
  return {
    search,
    setSearch,
    person,
    people: wanted === search.trim() ? (found.value?.people ?? []) : [],
    problem: found.problem,
    isLoading: wanted !== search.trim() || (!found.value && !found.problem),
    choose: (next: Person): void => {
      setPerson(next);
      setSearch('');
    },
  };
}
