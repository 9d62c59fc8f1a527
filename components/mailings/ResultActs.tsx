import { useState } from 'preact/hooks';
import type { Mailing } from '../../lib/contract/mailing.ts';
import type { Result } from '../../lib/contract/result.ts';
import { figureNames, statusFigure } from '../../lib/core/mailing/figures.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Form } from '../person/Form.tsx';
import { waitingOf } from './words.ts';

interface ResultActsProps {
  mailing: Mailing;
  onMailing(mailing: Mailing): void;
  onProblem(problem: Problem | null): void;
  onSaid(said: string): void;
}

/** What can be done with a mailing as it stands. What reaches people is asked about first, with how many. */
export function ResultActs({ mailing, onMailing, onProblem, onSaid }: ResultActsProps) {
  const ask = useLibrary();
  const [busy, setBusy] = useState(false);
  const [asks, setAsks] = useState<'start' | 'resend' | null>(null);
  const { status, figures, mayChange } = mailing;
  if (!mayChange) return null;
  const params = { id: mailing.id };
  const hasLeft = [figureNames.sent, statusFigure('sending'), statusFigure('unsure')].some(
    (name) => (figures[name] ?? 0) > 0,
  );
  const run = async (question: () => Promise<Result<Mailing>>, said: string): Promise<void> => {
    setBusy(true);
    const answer = await attempt(question);
    setBusy(false);
    onProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    onSaid(said);
    onMailing(answer.value);
  };
  const isMoving = ['preparing', 'scheduled', 'sending'].includes(status);
  const isOver = ['finished', 'finished_with_errors', 'stopped'].includes(status);
  const mayRevise = !hasLeft && ['scheduled', 'stopped', 'failed'].includes(status);
  return (
    <>
      {isMoving && (
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => void run(() => ask('mailings.stop', { params }), t('mailings.saidStopped'))}
        >
          {t('mailings.stop')}
        </button>
      )}
      {(status === 'scheduled' || status === 'stopped') && (
        <button type="button" class="button main" disabled={busy} onClick={() => setAsks('start')}>
          {t('mailings.start')}
        </button>
      )}
      {isOver && (
        <button type="button" class="button" disabled={busy} onClick={() => setAsks('resend')}>
          {t('mailings.reloadAndResend')}
        </button>
      )}
      {mayRevise && (
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => void run(() => ask('mailings.revise', { params }), t('mailings.saidRevised'))}
        >
          {t('mailings.revise')}
        </button>
      )}
      {asks && (
        <Sure
          title={t(asks === 'start' ? 'mailings.start' : 'mailings.reloadAndResend')}
          text={
            asks === 'start' ? t('mailings.sureNow', { count: waitingOf(figures) }) : t('mailings.sureResend')
          }
          question={() =>
            asks === 'start'
              ? ask('mailings.start', { params })
              : ask('mailings.resend', { params, body: { recipientIds: null } })
          }
          onClose={() => setAsks(null)}
          onDone={(next) => {
            setAsks(null);
            onProblem(null);
            onSaid(t('mailings.saidStarted'));
            onMailing(next);
          }}
        />
      )}
    </>
  );
}

interface SureProps {
  title: string;
  text: string;
  question(): Promise<Result<Mailing>>;
  onClose(): void;
  onDone(mailing: Mailing): void;
}

/** Asks before mails leave. */
export function Sure({ title, text, question, onClose, onDone }: SureProps) {
  const submit = useSubmit(question, onDone);
  return (
    <Modal name="sure" title={title} onClose={onClose}>
      <Form action={title} submit={submit} onSubmit={() => void submit.submit()}>
        <p>{text}</p>
        <button type="button" class="button" data-first onClick={onClose}>
          {t('common.cancel')}
        </button>
      </Form>
    </Modal>
  );
}
