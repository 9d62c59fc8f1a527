import { useRef } from 'preact/hooks';
import type { ResponseOf } from '../../lib/contract/api.ts';
import type { SelectionDefinition } from '../../lib/contract/selection.ts';
import { useSettled } from '../editor/use-settled.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { NamedPerson } from '../person/NamedPerson.tsx';

/** Whom a definition finds now: how many, and the first of them. @param definition - absent: it is not finished */
export function Preview({ definition }: { definition: SelectionDefinition | undefined }) {
  const ask = useLibrary();
  const asked = useSettled(definition ? JSON.stringify(definition) : null, 400);
  const found = useAsked(asked && `preview ${asked}`, () =>
    ask('selections.preview', { body: { definition: JSON.parse(asked ?? '') } }),
  );
  // What was found before stays in sight until the next answer is there.
  const last = useRef<ResponseOf<'selections.preview'> | null>(null);
  last.current = found.value ?? last.current;
  if (!definition) return <p class="soft">{t('selections.unfinished')}</p>;
  if (found.problem)
    return (
      <ProblemNote
        problem={found.problem}
        reasons={(found.problem.fields ?? []).map(({ message }) => message)}
      />
    );
  if (!last.current) return <Bones label={t('queue.loading')} />;
  const { people, total } = last.current;
  return (
    <section class="selection-preview stack tight" aria-live="polite">
      <strong>{total === 0 ? t('selections.findsNobody') : t('selections.finds', { count: total })}</strong>
      {people.length > 0 && (
        <ul class="stack tight">
          {people.map((person) => (
            <li key={person.id}>
              <NamedPerson person={person} />
            </li>
          ))}
          {total > people.length && (
            <li class="soft">{t('selections.andMore', { count: total - people.length })}</li>
          )}
        </ul>
      )}
    </section>
  );
}
