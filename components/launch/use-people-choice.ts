import { useRef, useState } from 'preact/hooks';
import type { ResponseOf } from '../../lib/contract/api.ts';
import type { Person } from '../../lib/contract/person.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useSettled } from '../editor/use-settled.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

const shown = 50;

/**
 * People are searched for and chosen; who is chosen stays so whatever is searched for next.
 *
 * @param most - as many as may be chosen
 * @param start - who is chosen from the beginning
 */
export function usePeopleChoice(most: number, start: readonly Person[] = []) {
  const ask = useLibrary();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Person>>(
    () => new Map(start.map((person) => [person.id, person])),
  );
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(shown);
  const [problem, setProblem] = useState<Problem | null>(null);
  const settled = useSettled(search.trim());
  const query = { limit, ...(settled && { search: settled }) };
  const list = useAsked(JSON.stringify(query), () => ask('people.list', { query }));
  // What was found before stays in sight until the next answer is there.
  const last = useRef<ResponseOf<'people.list'> | null>(null);
  last.current = list.value ?? last.current;
  const room = most - chosen.size;
  const add = (people: readonly Person[]): number => {
    const next = new Map(chosen);
    for (const person of people) if (next.size < most || next.has(person.id)) next.set(person.id, person);
    setChosen(next);
    return people.filter(({ id }) => !next.has(id)).length;
  };
  const remove = (ids: readonly string[]): void =>
    setChosen(new Map([...chosen].filter(([id]) => !ids.includes(id))));
  return {
    chosen,
    found: last.current,
    problem: problem ?? list.problem,
    retry: () => {
      setProblem(null);
      void list.reload();
    },
    search,
    setSearch: (next: string) => {
      setSearch(next);
      setLimit(shown);
    },
    /** How many more may be chosen. */
    room,
    choose: (person: Person, isChosen: boolean) => {
      if (isChosen) add([person]);
      else remove([person.id]);
    },
    /** @returns how many did not fit */
    add,
    remove,
    clear: () => setChosen(new Map()),
    showMore: () => setLimit(limit + shown),
    /** The first that is found, asked for anew: what is shown may be that of fewer letters. */
    addFirst: async (): Promise<void> => {
      const words = search.trim();
      const answer = await attempt(() =>
        ask('people.list', { query: { limit: 1, ...(words && { search: words }) } }),
      );
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) add(answer.value.people);
    },
    /** All that are found, as far as there is room. */
    addFound: async (): Promise<void> => {
      const { search: words } = query;
      const answer = await attempt(() =>
        ask('people.list', { query: { limit: most, ...(words && { search: words }) } }),
      );
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) add(answer.value.people);
    },
  };
}
export type PeopleChoiceModel = ReturnType<typeof usePeopleChoice>;
