import type { Person } from '../../lib/contract/person.ts';
import { lostBy, mergePeople } from '../../lib/core/person/merge.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Form } from '../person/Form.tsx';
import { whoOf } from '../person/NamedPerson.tsx';

interface MergeDialogProps {
  /** Who stays first. */
  people: readonly Person[];
  onClose(): void;
  onMerged(person: Person): void;
}

/** Asks before people become one, with who that will be and what is not kept. */
export function MergeDialog({ people: [first, ...rest], onClose, onMerged }: MergeDialogProps) {
  const ask = useLibrary();
  const personIds = rest.map(({ id }) => id);
  const submit = useSubmit(
    () => ask('people.merge', { params: { id: first?.id ?? '' }, body: { personIds } }),
    onMerged,
  );
  if (!first) return null;
  const merged = mergePeople(first, rest);
  const facts = [
    merged.title,
    merged.companyName,
    merged.email,
    merged.phone,
    ...Object.entries(merged.fields).map(([name, value]) => `${name}: ${value}`),
  ].filter(Boolean);
  const lost = [...new Set(rest.flatMap((other) => lostBy(merged, other)))];
  return (
    <Modal name="merge-people" title={t('duplicates.mergeTitle', { name: whoOf(merged) })} onClose={onClose}>
      <Form action={t('duplicates.merge')} submit={submit} onSubmit={() => void submit.submit()}>
        <p>{t('duplicates.mergeText', { count: rest.length })}</p>
        <dl class="stack tight">
          <dt>
            <strong>
              <bdi>{whoOf(merged)}</bdi>
            </strong>
          </dt>
          {facts.map((fact) => (
            <dd key={fact}>
              <bdi>{fact}</bdi>
            </dd>
          ))}
        </dl>
        {lost.length > 0 && <p>{t('duplicates.lost', { values: lost.join(', ') })}</p>}
        <p>{t('duplicates.refusals')}</p>
        <p>
          <strong>{t('erase.noUndo')}</strong>
        </p>
        <button type="button" class="button" data-first onClick={onClose}>
          {t('common.cancel')}
        </button>
      </Form>
    </Modal>
  );
}
