import { useState } from 'preact/hooks';
import type { BouncedAddress } from '../../lib/contract/bounce.ts';
import type { Result } from '../../lib/contract/result.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { isAddress } from '../mailings/SendTest.tsx';
import { CheckField, Form, TextField } from '../person/Form.tsx';
import { type Clock, dateAndTime } from '../time.ts';
import { nameOf } from './BounceTable.tsx';

interface BouncedDialogProps {
  bounced: BouncedAddress;
  clock: Clock;
  /** Sends the mailing again to whoever was corrected; null: it cannot be. */
  resend: ((recipientId: string) => Promise<Result<unknown>>) | null;
  onClose(): void;
  onCorrected(said: string): void;
}

/** What came back from an address; another one can be put in its place, and the mailing be sent there. */
export function BouncedDialog({ bounced, clock, resend, onClose, onCorrected }: BouncedDialogProps) {
  const ask = useLibrary();
  const { address, recipientId } = bounced;
  const [email, setEmail] = useState(address);
  const [sends, setSends] = useState(true);
  const [tried, setTried] = useState(false);
  const given = email.trim();
  const isOther = given.toLowerCase() !== address.toLowerCase();
  const mayResend = resend !== null && recipientId !== null;
  const submit = useSubmit(
    async () => {
      const body = { address, email: given, recipientId };
      const corrected = await ask('blockedAddresses.correct', { body });
      if (!corrected.ok || !mayResend || !sends) return corrected;
      return await resend(recipientId);
    },
    () =>
      onCorrected(t(mayResend && sends ? 'bounces.saidSent' : 'bounces.saidCorrected', { address: given })),
  );
  const fault = isAddress(given) && isOther ? null : t('bounces.notAddress');
  const wrong = submit.wrong('email') ?? (tried ? fault : null);
  const facts: readonly (readonly [string, string | null])[] = [
    [t('sending.address'), address],
    [t('bounces.kind'), t(`bounces.kindOf.${bounced.kind}`)],
    [t('bounces.inARow'), bounced.kind === 'complaint' ? null : String(bounced.bounces)],
    [t('bounces.sentAt'), bounced.sentAt && dateAndTime(bounced.sentAt, clock)],
    [t('bounces.at'), bounced.at && dateAndTime(bounced.at, clock)],
    [t('bounces.code'), [bounced.code, bounced.status].filter((part) => part !== null).join(' · ') || null],
    [t('bounces.reason'), bounced.text || null],
  ];
  return (
    <Modal name="bounced" title={t('bounces.of', { name: nameOf(bounced) })} onClose={onClose}>
      <dl class="mailing-lines bounced-facts">
        {facts.map(
          ([name, text]) =>
            text !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <bdi>{text}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
      {bounced.isBlocked && <p class="note warn">{t('bounces.isBlocked')}</p>}
      <Form
        action={t(mayResend && sends ? 'bounces.correctAndSend' : 'bounces.correct')}
        submit={submit}
        onSubmit={() => {
          setTried(true);
          if (fault === null) void submit.submit();
        }}
      >
        <TextField
          label={t('bounces.newAddress')}
          type="email"
          value={email}
          first
          maxLength={320}
          wrong={wrong}
          onInput={setEmail}
        />
        {mayResend && <CheckField label={t('bounces.sendThere')} on={sends} onChange={setSends} />}
      </Form>
    </Modal>
  );
}
