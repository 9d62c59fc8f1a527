import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../lib/contract/api.ts';
import type { Mailing, MailingPane } from '../../lib/contract/mailing.ts';
import type { MailingProblem } from '../../lib/contract/mailing-api.ts';
import { statusFigure } from '../../lib/core/mailing/figures.ts';
import { instantToLocal, localToInstant } from '../../lib/core/task/snooze.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Form, TextField } from '../person/Form.tsx';
import { type Clock, placeOf } from '../time.ts';
import { MailPreview } from './MailPreview.tsx';
import { sayProblem } from './say-problem.ts';
import type { Writing } from './use-writing.ts';

interface ConfirmPaneProps {
  mailing: Mailing;
  writing: Writing;
  clock: Clock;
  onStep(pane: MailingPane): void;
  onSent(mailing: Mailing): void;
}

/** The mail once more, what stands in its way, to how many it goes; then it goes. */
export function ConfirmPane({ mailing, writing, clock, onStep, onSent }: ConfirmPaneProps) {
  const ask = useLibrary();
  const params = { id: mailing.id };
  const [asks, setAsks] = useState<'now' | 'later' | null>(null);
  const live = useAsked(`check ${mailing.id} ${mailing.version}`, () => ask('mailings.check', { params }));
  const ready = (live.value?.recipients ?? mailing.figures)[statusFigure('ready')] ?? 0;
  const isBlocked = !live.value || live.value.problems.some(({ severity }) => severity === 'error');
  const off = isBlocked || writing.isChanged || writing.busy;
  return (
    <div class="mailing-confirm">
      <section class="stack" aria-labelledby="confirm-check">
        <h3 id="confirm-check">{t('mailings.checklist')}</h3>
        <Facts mailing={mailing} ready={ready} />
        <Asked live={live} label={t('mailings.checking')}>
          {(found) => <Problems found={found} onStep={onStep} />}
        </Asked>
        <div class="row-of wrap">
          <button type="button" class="button main big" disabled={off} onClick={() => setAsks('now')}>
            <Icon name="send" />
            {t('mailings.sendNow')}
          </button>
          <button type="button" class="button big" disabled={off} onClick={() => setAsks('later')}>
            <Icon name="alarm" />
            {t('mailings.schedule')}
          </button>
        </div>
      </section>
      <section class="stack" aria-labelledby="confirm-mail">
        <h3 id="confirm-mail">{t('tools.preview')}</h3>
        <MailPreview mailingId={mailing.id} recipientId={null} version={mailing.version} />
      </section>
      {asks && (
        <SendDialog
          mailing={mailing}
          ready={ready}
          isLater={asks === 'later'}
          clock={clock}
          onClose={() => setAsks(null)}
          onSent={(sent) => {
            setAsks(null);
            onSent(sent);
          }}
        />
      )}
    </div>
  );
}

function Facts({ mailing, ready }: { mailing: Mailing; ready: number }) {
  const { setup, type, options } = mailing;
  const { from } = setup;
  const rules = (
    ['override', 'onePerAddress', 'updateWhenSending', 'includeCompanies', 'preferCompany'] as const
  )
    .filter((name) => options[name])
    .map((name) => t(`mailings.option.${name}`));
  return (
    <dl class="mailing-lines">
      <Fact label={t('mailings.typeLabel')} text={t(`mailings.type.${type}`)} />
      <Fact label={t('mailings.subject')} text={setup.subject || '–'} />
      <Fact label={t('mailings.from')} text={from.name ? `${from.name} <${from.email}>` : from.email} />
      {rules.length > 0 && <Fact label={t('mailings.options')} text={rules.join(' · ')} />}
      <Fact label={t('mailings.totalRecipients')} text={formatNumber(ready)} />
    </dl>
  );
}

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <bdi>{text}</bdi>
      </dd>
    </div>
  );
}

interface ProblemsProps {
  found: ResponseOf<'mailings.check'>;
  onStep(pane: MailingPane): void;
}

/** What is in the way of sending comes before what is only worth a look; each leads to where it is mended. */
function Problems({ found, onStep }: ProblemsProps) {
  if (found.problems.length === 0)
    return (
      <p class="row-of good">
        <Icon name="done" />
        {t('mailings.nothingWrong')}
      </p>
    );
  return (
    <ul class="mailing-problems">
      {found.problems.map((problem) => (
        <li key={keyOf(problem)} class={problem.severity}>
          <Icon name="problem" />
          <span class="grow">
            <span class="heard">{t(`mailings.severity.${problem.severity}`)} </span>
            {sayProblem(problem)}
          </span>
          <button type="button" class="button plain small" onClick={() => onStep(problem.pane)}>
            {t(`mailings.pane.${problem.pane}`)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function keyOf({ pane, code, detail }: MailingProblem): string {
  return `${pane} ${code} ${detail}`;
}

interface SendDialogProps {
  mailing: Mailing;
  ready: number;
  isLater: boolean;
  clock: Clock;
  onClose(): void;
  onSent(mailing: Mailing): void;
}

const hourMs = 3_600_000;

/** Asks before it goes, with how many get it; for later, when. */
function SendDialog({ mailing, ready, isLater, clock, onClose, onSent }: SendDialogProps) {
  const ask = useLibrary();
  const { timeZone, now } = clock;
  const [local, setLocal] = useState(() =>
    instantToLocal(new Date(now.getTime() + hourMs).toISOString(), timeZone),
  );
  const [tried, setTried] = useState(false);
  const at = isLater ? localToInstant(local, timeZone) : null;
  const isWrong = isLater && (at === null || Date.parse(at) <= now.getTime());
  const submit = useSubmit(
    () => ask('mailings.send', { params: { id: mailing.id }, body: { at, timeZone } }),
    onSent,
  );
  const send = (): void => {
    setTried(true);
    if (!isWrong) void submit.submit();
  };
  const action = t(isLater ? 'mailings.schedule' : 'mailings.sendNow');
  return (
    <Modal name="send-mailing" title={action} onClose={onClose}>
      <Form action={action} submit={submit} onSubmit={send}>
        <p>{t(isLater ? 'mailings.sureLater' : 'mailings.sureNow', { count: ready })}</p>
        {isLater && (
          <TextField
            label={t('mailings.when', { place: placeOf(timeZone) })}
            type="datetime-local"
            value={local}
            first
            min={instantToLocal(now.toISOString(), timeZone)}
            wrong={tried && isWrong ? t('snooze.inPast') : null}
            onInput={setLocal}
          />
        )}
        <button type="button" class="button" data-first={isLater ? undefined : true} onClick={onClose}>
          {t('common.cancel')}
        </button>
      </Form>
    </Modal>
  );
}
