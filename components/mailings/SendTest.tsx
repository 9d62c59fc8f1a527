import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { mostTests } from '../../lib/contract/mailing-api.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Form, LongField } from '../person/Form.tsx';
import { readAddresses } from './words.ts';

interface SendTestProps {
  mailingId: string;
  /** Whose values it is written with; null: one's own. */
  recipientId: string | null;
  me: Me;
  onClose(): void;
  /** @param said - what was done, in a sentence */
  onSent(said: string): void;
}

/** The mail goes to some addresses, to be looked at. */
export function SendTest({ mailingId, recipientId, me, onClose, onSent }: SendTestProps) {
  const ask = useLibrary();
  // Made here, so that a repeat sends nothing.
  const [testId] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState(me.user.email);
  const [wrong, setWrong] = useState<string | null>(null);
  const addresses = readAddresses(typed).map(({ email }) => email);
  const submit = useSubmit(
    () => ask('mailings.test', { params: { id: mailingId }, body: { testId, addresses, recipientId } }),
    ({ planned }) => onSent(t('mailings.saidTest', { count: planned })),
  );
  const send = (): void => {
    const reason = wrongIn(addresses);
    setWrong(reason);
    if (reason === null) void submit.submit();
  };
  return (
    <Modal name="send-test" title={t('mailings.sendTest')} onClose={onClose}>
      <Form action={t('mailings.sendTest')} submit={submit} onSubmit={send}>
        <p class="soft">{t('mailings.testHint')}</p>
        <LongField
          label={t('mailings.testTo')}
          value={typed}
          maxLength={4000}
          optional={false}
          wrong={wrong}
          onInput={(next) => {
            setTyped(next);
            setWrong(null);
          }}
        />
      </Form>
    </Modal>
  );
}

function wrongIn(addresses: readonly string[]): string | null {
  if (addresses.length === 0) return t('mailings.addressNeeded');
  if (addresses.length > mostTests) return t('mailings.tooManyTests', { most: mostTests });
  const bad = addresses.find((address) => !isAddress(address));
  return bad === undefined ? null : t('mailings.notAddress', { typed: bad });
}

/** Enough to tell a slip of the hand; the server judges the rest. */
export function isAddress(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text);
}
