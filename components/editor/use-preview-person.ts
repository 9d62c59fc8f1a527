import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import { useLink } from '../data/link.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { useSettled } from './use-settled.ts';

const setting = 'editor.previewPerson';

/** Whose data the preview is filled with: somebody who is searched for, the last one at first. */
export function usePreviewPerson() {
  const link = useLink();
  const ask = useLibrary();
  const [search, setSearch] = useState('');
  const [person, setPerson] = useState<Person | null>(null);
  const wanted = useSettled(search.trim());
  const found = useAsked(`preview people ${wanted}`, () =>
    ask('people.list', { query: { limit: 8, ...(wanted && { search: wanted }) } }),
  );
  useEffect(() => {
    let isLeft = false;
    void link
      .readSetting(setting)
      .then(async (id) => (id ? ask('people.get', { params: { id } }) : null))
      // Somebody who is gone, or a server that is away: then it is the first of the list.
      .catch(() => null)
      .then((answer) => {
        if (answer?.ok && !isLeft) setPerson((now) => now ?? answer.value);
      });
    return () => {
      isLeft = true;
    };
  }, []);
  const people = (found.value?.people ?? []).filter(
    (one) => wanted === search.trim() || isFoundBy(one, search),
  );
  return {
    search,
    setSearch,
    people,
    problem: found.problem,
    isLoading: !found.value && !found.problem,
    person: person ?? people[0] ?? null,
    choose: (next: Person): void => {
      setPerson(next);
      setSearch('');
      // Only a convenience: without it the next preview begins with somebody else.
      void link.writeSetting(setting, next.id).catch(() => undefined);
    },
  };
}
/** Those of the last answer that a search which is still on its way will find too: Enter takes nobody else meanwhile. */
function isFoundBy(person: Person, search: string): boolean {
  const { firstName, lastName, email, companyName } = person;
  const text = [firstName, lastName, email, companyName].join(' ').toLowerCase();
  return search
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export type PreviewPerson = ReturnType<typeof usePreviewPerson>;
