import { useState } from 'preact/hooks';
import { BounceAct, type BouncedAddress } from '../../lib/contract/bounce.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { KeepPeople } from '../people-lists/KeepPeople.tsx';
import type { ListKind } from '../people-lists/list-kind.ts';
import { Form } from '../person/Form.tsx';

interface BounceActsProps {
  chosen: readonly BouncedAddress[];
  /** Nobody is chosen any more. */
  onNobody(): void;
  /** @param said - what was done, in a sentence */
  onDone(said: string): void;
}

/** What can be done with addresses that are ticked; what changes people is asked about first. */
export function BounceActs({ chosen, onNobody, onDone }: BounceActsProps) {
  const [keeps, setKeeps] = useState<ListKind | null>(null);
  const [asks, setAsks] = useState<BounceAct | null>(null);
  const personIds = [...new Set(chosen.flatMap(({ personId }) => personId ?? []))];
  const count = chosen.length;
  return (
    <div class="row-of wrap">
      <p role="status">{t('bounces.chosen', { count })}</p>
      {(['selections', 'projects'] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          class="button small"
          disabled={personIds.length === 0}
          title={personIds.length === 0 ? t('mailings.onlyContacts') : undefined}
          onClick={() => setKeeps(kind)}
        >
          {t(`trackedLinks.addTo.${kind}`)}
        </button>
      ))}
      {BounceAct.options.map((act) => (
        <button key={act} type="button" class="button small" onClick={() => setAsks(act)}>
          {t(`bounces.act.${act}`)}
        </button>
      ))}
      <button type="button" class="button plain small" onClick={onNobody}>
        {t('contacts.chooseNobody')}
      </button>
      {keeps && (
        <KeepPeople
          kind={keeps}
          personIds={personIds}
          onClose={() => setKeeps(null)}
          onKept={(said) => onDone(said)}
        />
      )}
      {asks && <SureAct act={asks} chosen={chosen} onClose={() => setAsks(null)} onDone={onDone} />}
    </div>
  );
}

interface SureActProps {
  act: BounceAct;
  chosen: readonly BouncedAddress[];
  onClose(): void;
  onDone(said: string): void;
}

function SureAct({ act, chosen, onClose, onDone }: SureActProps) {
  const ask = useLibrary();
  const addresses = [...new Set(chosen.map(({ address }) => address))];
  const count = addresses.length;
  const submit = useSubmit(
    () => ask('blockedAddresses.act', { body: { act, addresses } }),
    () => onDone(t(`bounces.said.${act}`, { count })),
  );
  return (
    <Modal name="bounce-act" title={t(`bounces.act.${act}`)} onClose={onClose}>
      <Form action={t(`bounces.act.${act}`)} submit={submit} onSubmit={() => void submit.submit()}>
        <p>{t(`bounces.sure.${act}`, { count })}</p>
        <button type="button" class="button" data-first onClick={onClose}>
          {t('common.cancel')}
        </button>
      </Form>
    </Modal>
  );
}
